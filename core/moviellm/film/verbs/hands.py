"""Two hands: what they hold, and what is stowed in a pocket or bag for what comes next.

A large thing takes both hands, any other one. Whoever gets hold of one thing more stows what they
have held, the small things first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moviellm.film.models.facts import Fact
from moviellm.film.models.state import Entities, State

HANDS = 2

_WORN_ON = {
    "head": ("hat", "cap", "bonnet", "beret", "crown", "tiara", "diadem", "helmet", "hood", "wig"),
    "face": ("mask", "disguise", "glasses", "spectacles", "visor"),
    "neck": ("scarf", "shawl", "tie"),
    "breast": ("necklace", "medal", "amulet", "pendant", "locket", "badge", "brooch"),
    "shoulders": ("cloak", "cape", "coat", "jacket", "robe", "blanket", "uniform", "armour"),
}


def into_hand(state: State, person: str, prop: str) -> Iterator[Fact]:
    """What is stowed, and what no longer, when somebody gets hold of a thing or brings it out."""
    yield from out_of_pocket(state, prop)
    held = [other for other in state.in_hands(person) if other != prop]
    for other in more_than_hands_hold(state.entities, [prop, *_small_last(state, held)]):
        yield Fact(f"stowed({other})", "yes")


def out_of_pocket(state: State, prop: str) -> Iterator[Fact]:
    """That a thing is stowed no longer, if it was."""
    if state.is_("stowed", prop):
        yield Fact(f"stowed({prop})", "no")


def replaced(state: State, person: str, prop: str) -> Iterator[Fact]:
    """What comes off, and into the hand, when somebody puts a thing on where they wear another."""
    props = state.entities.props
    part = _part(props[prop].kind)
    for other in state.worn(person):
        if other != prop and _part(props[other].kind) == part:
            yield Fact(f"location({other})", f"held:{person}")
            yield from into_hand(state, person, other)


def more_than_hands_hold(entities: Entities, held: Iterable[str]) -> list[str]:
    """Those of some things that two hands do not hold, if they take hold of them in this order."""
    room, over = HANDS, []
    for prop in held:
        hands = HANDS if entities.props[prop].size == "large" else 1
        if hands <= room:
            room -= hands
        else:
            over.append(prop)
    return over


def _small_last(state: State, props: Iterable[str]) -> list[str]:
    return sorted(props, key=lambda prop: state.entities.props[prop].size == "small")


def _part(kind: str) -> str:
    """The part of the body on which a kind of thing is worn; one of its own for another kind."""
    word = kind.strip().lower()
    return next((part for part, kinds in _WORN_ON.items() if word in kinds), word)
