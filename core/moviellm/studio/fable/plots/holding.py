"""What people hold when a film opens: no more than two hands can."""

from __future__ import annotations

from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.setting import Setting

HANDS = 2


def hands_for(kind: str) -> int:
    """How many hands a thing of a kind takes."""
    return 2 if PROP_KINDS[kind].size == "large" else 1


def in_hand(setting: Setting, kind: str, person: str, place: str) -> str:
    """Add a thing that somebody will need, and return its id.

    They hold it if they have a hand free; else it lies in the open where they will need it.

    Args:
        setting: The film's world.
        kind: Of the thing.
        person: Who needs it.
        place: Where they need it first.
    """
    held = [
        prop for prop in setting.props if setting.opening[f"location({prop})"] == f"held:{person}"
    ]
    full = sum(hands_for(setting.props[prop].kind) for prop in held)
    free = full + hands_for(kind) <= HANDS
    return setting.add(kind, f"held:{person}" if free else place)
