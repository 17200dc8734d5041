"""What people do with idle hands, and what they remark on, in every kind of place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from moviellm.studio.fable.lexicon.table import rows


def _read(name: str) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({kind: tuple(phrases) for kind, *phrases in rows(name)})


ACTS = _read("acts.txt")
"""Small actions for each kind of place, as verb phrases in the present."""

GESTURES = tuple(phrase for (phrase,) in rows("gestures.txt"))
"""Small actions for anywhere, with ``{their}`` and the like."""

REMARKS = _read("remarks.txt")
"""What people remark on in each kind of place."""
