"""The English forms of a verb, and the slots of its phrase."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from typing import Literal, NamedTuple

Form = Literal["base", "s", "ing", "ed"]


class Head(NamedTuple):
    """The forms of a verb's first word: to *take*, she *takes*, is *taking*, *took*."""

    base: str
    s: str
    ing: str
    ed: str


class VerbPhrase(NamedTuple):
    """A verb phrase: the head in its forms, and what follows it; an empty slot leaves no gap."""

    head: Head
    rest: str = ""

    @property
    def slots(self) -> set[str]:
        """The names of the slots that it leaves open."""
        return slots_of(self.rest)


def regular(base: str) -> Head:
    """Look, looks, looking, looked; close, closes, closing, closed."""
    stem = base.removesuffix("e")
    return Head(base, f"{base}s", f"{stem}ing", f"{stem}ed")


TAKE = Head("take", "takes", "taking", "took")
PUT = Head("put", "puts", "putting", "put")
MAKE = Head("make", "makes", "making", "made")

SLOTS: Mapping[str, str | None] = MappingProxyType(
    {
        "prop": "prop",
        "person": "person",
        "source": "prop",
        "found": "prop",
        "into": "spot",
        "spot": "spot",
        "to": "place",
        "here": None,
        "target": None,
        "along": None,
        "fact": "fact",
    }
)
"""What a phrase can leave open, and the role of the event that fills it, where it takes one."""


def slots_of(text: str) -> set[str]:
    """The names of the slots that a text leaves open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
