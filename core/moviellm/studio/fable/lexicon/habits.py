"""What people do with idle hands, and what they remark on, in every kind of place."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType


def _rows(name: str) -> Mapping[str, tuple[str, ...]]:
    table = (files(__package__) / name).read_text("utf-8")
    found = {}
    for row in table.strip().splitlines():
        kind, _, phrases = row.partition(": ")
        found[kind] = tuple(phrases.split(" | "))
    return MappingProxyType(found)


ACTS = _rows("acts.txt")
"""Small actions for each kind of place, as verb phrases in the present."""

REMARKS = _rows("remarks.txt")
"""What people remark on in each kind of place."""
