"""Things: no two of one name, none in a colour that its name denies, no hat over a like hat."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Ledger, Screenplay, named_colour
from moviellm.testing.stories.fault import StoryFault

_OF_ROOMS = ("cupboard", "wardrobe", "cabinet", "closet", "dresser", "fridge", "bookcase")


def names_alike(screenplay: Screenplay) -> Iterator[StoryFault]:
    """Props that have the name of an earlier one, so that no line can tell them apart."""
    seen: dict[str, str] = {}
    for prop in screenplay.props:
        name = " ".join(prop.name.casefold().split())
        if name and name in seen:
            yield StoryFault("names alike", prop.id, f"{seen[name]} is a {prop.name}, too")
        seen.setdefault(name, prop.id)


def colours_denied(screenplay: Screenplay) -> Iterator[StoryFault]:
    """Props whose names say another colour than they have."""
    for prop in screenplay.props:
        if named_colour(prop.name, prop.colour) != prop.colour:
            yield StoryFault("colour denied", prop.id, f"a {prop.colour} “{prop.name}”")


def furniture_outdoors(ledger: Ledger) -> Iterator[StoryFault]:
    """Wardrobes and the like that stand under the sky at the opening."""
    entities = ledger.entities
    for prop in entities.props.values():
        place = entities.places.get(ledger.opening.place_of_prop(prop.id) or "")
        if prop.kind in _OF_ROOMS and place is not None and not place.indoors:
            yield StoryFault("out of place", prop.id, f"a {prop.kind} at {place.name}")


def hats_over_hats(ledger: Ledger) -> Iterator[StoryFault]:
    """Everybody who puts a thing on over one of its kind that their appearance has already."""
    for step in ledger.steps:
        event = step.event
        if event.verb != "wear" or event.agent is None or event.prop is None:
            continue
        look = ledger.entities.persons[event.agent].appearance
        kind = ledger.entities.props[event.prop].kind
        if kind in (look.headwear, look.garment):
            yield StoryFault("dressed twice", event.id, f"{event.agent} wears a {kind} already")
