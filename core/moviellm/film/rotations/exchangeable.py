"""Which things and moods of a film can stand for each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moviellm.film.models.screenplay import Event, Prop, Screenplay
from moviellm.film.verbs import VERBS

_WORD = re.compile(r"\w+")

Cycle = tuple[str, ...]


def cycles(play: Screenplay, length: int) -> tuple[Cycle, ...]:
    """Return the things of a film that can change places, each in one cycle at most.

    Things of a cycle can do the same: they are as large, none of them is a container, opens, burns
    or is used up, and nobody speaks of them (what is said of one would be nonsense of another).
    Things on which nothing turns are taken; if there are not enough of them, others, too. Those
    with which the same is done stand in one cycle where there are enough.

    Args:
        play: A screenplay without problems.
        length: How many things a cycle has.
    """
    parts: dict[str, list[Event]] = {}
    for event in play.events():
        if event.prop is not None:
            parts.setdefault(event.prop, []).append(event)
    bound, turning = _bound(play), _turning(play)
    able = [
        prop
        for prop in play.props
        if prop.id in parts and prop.id not in bound and not _has_a_part(prop)
    ]
    free = [prop for prop in able if prop.id not in turning]
    return _cut(free, parts, length) or _cut(able, parts, length)


def felt(play: Screenplay, length: int) -> tuple[str, ...]:
    """Return the events in which somebody may be in so many moods; nobody speaks of them."""
    spoken = {cause for event in play.events() if event.line for cause in event.because}
    return tuple(
        event.id
        for event in play.events()
        if event.id not in spoken and len(drawn_moods(event)) == length
    )


def drawn_moods(event: Event) -> tuple[str, ...]:
    """The moods from which the writer drew the one that somebody comes into."""
    if event.verb != "feel" or event.value is None or "value" not in event.instead:
        return ()
    return tuple(sorted({event.value, *event.instead["value"]}))


def _cut(things: Sequence[Prop], parts: dict[str, list[Event]], length: int) -> tuple[Cycle, ...]:
    """Things of a sort in cycles: those with which the same is done, then what is left of each.

    Those with which most is done come first.
    """
    sorts: dict[object, dict[object, list[str]]] = {}
    for prop in sorted(things, key=lambda prop: -len(parts[prop.id])):
        done = [(one.verb, one.agent or "", one.person or "") for one in parts[prop.id]]
        alike = sorts.setdefault((prop.size, prop.wearable), {})
        alike.setdefault(tuple(sorted(done)), []).append(prop.id)
    found: list[Cycle] = []
    for alike in sorts.values():
        left: list[str] = []
        for same in alike.values():
            whole = len(same) - len(same) % length
            found += _pieces(same[:whole], length)
            left += same[whole:]
        found += _pieces(left[: len(left) - len(left) % length], length)
    return tuple(found)


def _pieces(things: Sequence[str], length: int) -> list[Cycle]:
    return [tuple(things[at : at + length]) for at in range(0, len(things), length)]


def _has_a_part(prop: Prop) -> bool:
    """Whether a thing does what not every thing can do."""
    return prop.container or prop.opens or prop.locks or prop.lights or prop.fixed


def _bound(play: Screenplay) -> set[str]:
    """Things that are changed or used up, and things that are spoken of or in the title."""
    found = {event.prop for event in play.events() if event.prop and not _of_any_thing(event)}
    said = " ".join([play.title, *(event.line for event in play.events() if event.line)])
    words = set(_WORD.findall(said.lower()))
    named = {
        prop.id for prop in play.props if words.intersection(_WORD.findall(prop.name.lower())[-1:])
    }
    facts = " ".join(event.fact for event in play.events() if event.fact)
    return found | named | {prop.id for prop in play.props if f"({prop.id})" in facts}


def _turning(play: Screenplay) -> set[str]:
    """Things with which something is done for a reason, or which are a reason themselves."""
    causes = {cause for event in play.events() for cause in event.because}
    return {
        event.prop
        for event in play.events()
        if event.prop and (event.because or event.id in causes or ", because " in event.prose)
    }


def _of_any_thing(event: Event) -> bool:
    """Whether an event says nothing of what its thing is: anything can be taken or given."""
    verb = VERBS[event.verb]
    return verb.trace != "changed" and verb.vanishes != "always"
