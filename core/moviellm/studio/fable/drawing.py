"""The die: what a story draws evenly, and what else it might have drawn."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import get_args

from moviellm.film import EventField, Mood

_GLAD: tuple[Mood, ...] = ("happy", "tender", "surprised", "determined")
_SORE: tuple[Mood, ...] = ("sad", "angry", "afraid", "suspicious")
_STRUCK: tuple[Mood, ...] = ("surprised", "angry", "sad", "afraid")
_BRACED: tuple[Mood, ...] = ("determined", "surprised", "suspicious", "angry")

ALIKE: Mapping[str, tuple[Mood, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("happy", "tender"), _GLAD),
        **dict.fromkeys(_SORE, _SORE),
        "surprised": _STRUCK,
        "determined": _BRACED,
    }
)
"""The moods that somebody may as well be in where a plot speaks of one."""

_CHOSEN = ("put", "hide")
"""The verbs of which a spot is drawn; others only come back to it."""


class Drawn(str):
    """The id or word that was drawn from a list.

    Attributes:
        others: What else stood in the list.
    """

    __slots__ = ("others",)
    others: tuple[str, ...]

    @classmethod
    def among(cls, options: Iterable[str], rng: random.Random) -> Drawn:
        """Draw one of some options, each as likely as any other."""
        every = list(dict.fromkeys(options))
        drawn = cls(rng.choice(every))
        drawn.others = tuple(sorted(str(option) for option in every if option != drawn))
        return drawn


def instead(verb: str, roles: Mapping[str, object]) -> dict[EventField, tuple[str, ...]]:
    """What else might have stood in the fields of an event.

    Args:
        verb: The event's verb.
        roles: What stands in its fields, drawn or not.
    """
    found: dict[EventField, tuple[str, ...]] = {}
    for slot in get_args(EventField):
        role = roles.get(slot)
        if isinstance(role, Drawn) and role.others and (slot != "spot" or verb in _CHOSEN):
            found[slot] = role.others
    return found
