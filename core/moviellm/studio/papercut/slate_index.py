"""A slate by what is asked of it: who holds what, what lies where, how things look now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moviellm.film import (
    Figure,
    Person,
    Place,
    Prop,
    Slate,
    Spot,
    VisibleProp,
    fluent_parts,
    location_parts,
    named_colour,
    parse_fact,
)
from moviellm.studio.papercut.props.thing import ANIMALS, Looks

_BESIDE = 0.24
"""Who is not farther from an animal, as a share of the picture, keeps it company."""


@dataclass(frozen=True, slots=True)
class SeenProp:
    """A visible prop, and what lies in it."""

    prop: Prop
    looks: Looks
    x: float
    inside: tuple[SeenProp, ...] = ()


class SlateIndex:
    """A slate by who and what is seen.

    Raises:
        KeyError: The depiction shows a prop or person that the slate does not bring.
    """

    def __init__(self, slate: Slate) -> None:
        self.slate = slate
        self.persons: dict[str, Person] = {person.id: person for person in slate.cast}
        self.props: dict[str, Prop] = {prop.id: _as_named(prop) for prop in slate.props}
        self._spots = spots_of(slate.place)
        self._truths: dict[tuple[str, str], str] = {}
        depiction = slate.depiction
        texts = [*depiction.facts, *(text for seen in depiction.props for text in seen.facts)]
        for text in texts:
            fact = parse_fact(text)
            name, subject, _ = fluent_parts(fact.fluent)
            self._truths[name, subject] = fact.value

    def looks(self, prop: Prop, *, hangs: bool = False) -> Looks:
        """How a prop looks now; a container that shows its contents is open."""
        is_open = self._truths.get(("open", prop.id)) == "yes" or (
            prop.container and (not prop.opens or bool(self._contents(prop.id)))
        )
        return Looks(
            open=is_open,
            lit=self._truths.get(("lit", prop.id)) == "yes",
            whole=self._truths.get(("whole", prop.id)) != "no",
            folded=not hangs,
        )

    def lying(self, seen: VisibleProp) -> SeenProp:
        """A visible prop with all that is seen in it."""
        prop = self.props[seen.prop]
        inside = tuple(self.lying(other) for other in self._contents(prop.id))
        looks = self.looks(prop, hangs=self._hangs(seen))
        if prop.kind in ANIMALS:
            looks = self._minding(looks, seen.x)
        return SeenProp(prop, looks, seen.x, inside)

    def in_hand(self, prop: Prop) -> SeenProp:
        """A held prop with all that is seen in it."""
        return SeenProp(prop, self.looks(prop), 0.5, self.inside(prop.id))

    def _minding(self, looks: Looks, x: float) -> Looks:
        """An animal looks at whoever is nearest, and is up when that is near by."""
        people = [figure.x for figure in self.slate.depiction.figures]
        if not people:
            return looks
        nearest = min(people, key=lambda other: abs(other - x))
        return looks._replace(turned=nearest > x, company=abs(nearest - x) < _BESIDE)

    def _hangs(self, seen: VisibleProp) -> bool:
        spot = self._spots.get(location_parts(seen.location)[1])
        return spot is not None and spot.kind == "hook" and not spot.hidden

    def inside(self, prop: str) -> tuple[SeenProp, ...]:
        """What is seen in a container."""
        return tuple(self.lying(other) for other in self._contents(prop))

    def by_spot(self) -> dict[str, list[SeenProp]]:
        """What lies on each spot; under the empty name what lies nowhere that is drawn."""
        containers = {
            *(seen.prop for seen in self.slate.depiction.props),
            *(prop for figure in self.slate.depiction.figures for prop in figure.holding),
        }
        spots: dict[str, list[SeenProp]] = {}
        for seen in self.slate.depiction.props:
            how, where = location_parts(seen.location)
            if how == "in" and where in containers and where != seen.prop:
                continue
            spots.setdefault(where if how == "on" else "", []).append(self.lying(seen))
        return spots

    def _contents(self, container: str) -> list[VisibleProp]:
        location = f"in:{container}"
        return [
            seen
            for seen in self.slate.depiction.props
            if seen.location == location and seen.prop != container
        ]


def _as_named(prop: Prop) -> Prop:
    """The prop in the colour that its name says."""
    colour = named_colour(prop.name, prop.colour)
    return prop if colour == prop.colour else prop.model_copy(update={"colour": colour})


def spots_of(place: Place) -> dict[str, Spot]:
    """The spots of a place by id."""
    return {spot.id: spot for spot in place.spots}


def is_subject(slate: Slate, figures: Sequence[Figure]) -> bool:
    """Whether the camera is about one of these figures."""
    return slate.camera.subject in [figure.person for figure in figures]
