"""Who and what stands for the parts, things, spots and places of a plot in one film."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from moviellm.film import location_parts
from moviellm.studio.fable.drawing import Drawn
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.plots.form import Form
from moviellm.studio.fable.plots.holding import in_hand
from moviellm.studio.fable.plots.moves import motive, names
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.prose import article, at, capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation

_OPEN = ("they", "them", "their", "s", "es", "is", "was", "has", "does", "person")
"""Slots that the wording fills later, for whoever acts."""


@dataclass(slots=True)
class Parts:
    """What the names in a plot's file stand for.

    Attributes:
        roles: Who plays which part, and where.
        people: Id of the person of each part; a part that nobody plays is missing.
        things: Id of the prop of each thing.
        spots: Id of each spot.
    """

    roles: Roles
    people: dict[str, str]
    things: dict[str, str] = field(default_factory=dict)
    spots: dict[str, str] = field(default_factory=dict)

    @classmethod
    def reserve(cls, form: Form, setting: Setting, roles: Roles) -> Parts:
        """Cast the parts, and take from the setting what the plot needs to itself."""
        cast = (roles.owner, roles.mover, roles.witness)
        people = {part: who for part, who in zip(form.parts, cast, strict=False) if who}
        parts = cls(roles, people)
        for name, which in form.spots.items():
            parts.spots[name] = parts._spot(setting, *which.split())
        for name, what in form.things.items():
            parts.things[name] = parts._thing(setting, what, form.first_place(name))
        return parts

    def place(self, name: str) -> str:
        """Id of ``home``, ``away`` or ``far``."""
        return {"home": self.roles.home, "away": self.roles.away, "far": self.roles.far}[name]

    def id(self, name: str) -> str:
        """Id of a part, a thing, a spot or a place."""
        for known in (self.people, self.things, self.spots):
            if name in known:
                return known[name]
        return self.place(name)

    def _spot(self, setting: Setting, which: str, where: str) -> str:
        place = self.place(where)
        spots = setting.hidden_spots(place) if which == "hidden" else setting.open_spots(place)[:2]
        used = (*self.spots.values(), *(at.partition(":")[2] for at in setting.opening.values()))
        free = [spot for spot in spots if spot not in used]
        return Drawn.among(free or spots, setting.rng)

    def _thing(self, setting: Setting, what: str, first: str) -> str:
        kind, _, where = what.partition(" @ ")
        how, _, which = where.partition(" ")
        if kind in ("container", "lockable"):
            return self._container(setting, self.place(which), locks=kind == "lockable")
        home = self.place(which) if how == "at" else self.roles.home
        if kind.startswith("like "):
            found = setting.props[self.things[kind.removeprefix("like ")]].kind
        elif kind.startswith("treasure"):
            found = setting.treasure(home, breakable=kind.endswith("breakable"))
        else:
            kinds = kind.split("/")
            wished = [kind for kind in setting.wishes.treasures if kind in kinds]
            free = [one for one in (*wished, *kinds) if one not in setting.props]
            found = next(iter(free), kinds[0])
        if how == "with":
            person = self.people.get(which, self.roles.mover)
            return in_hand(setting, found, person, self.place(first))
        return setting.add(found, home if how == "at" else f"{how}:{self.id(which)}")

    @staticmethod
    def _container(setting: Setting, place: str, *, locks: bool) -> str:
        """A container of the plot's own, unless there are two already: none is opened by chance."""
        fixed = [prop for prop in setting.props.values() if prop.fixed]
        here = sum(setting.place_of(prop.id) == place for prop in fixed)
        return setting.container(place, locks=locks or here == 1)

    def names(self, setting: Setting) -> dict[str, str]:
        """The names that titles and wants may speak of, before anything has happened."""
        found = {part: setting.persons[who].name for part, who in self.people.items()}
        found |= {name: setting.props[prop].name for name, prop in self.things.items()}
        for name in ("home", "away", "far"):
            place = setting.places[self.place(name)]
            found |= {name: place.name, f"at_{name}": at(place)}
        return found

    def words(self, sim: Simulation) -> Words:
        """The names that a sentence may speak of, as things stand."""
        return Words(self, sim)

    def main(self) -> str:
        """Id of the thing that it is all about: the first with a secret, else the first."""
        kinds = {prop: prop.partition("-")[0] for prop in self.things.values()}
        return next((prop for prop, kind in kinds.items() if PROP_KINDS[kind].secret), "") or next(
            iter(kinds)
        )

    def missing(self, *parts: str) -> Iterator[str]:
        """Those of some parts that nobody plays."""
        return (part for part in parts if part not in self.people)


class Words(dict[str, str]):
    """Names by slot: ``{coin}``, ``{Coin}``, ``{a_coin}``, ``{A_coin}``, ``{at_coin}``, ``{home}``.

    ``{at_NAME}`` is where a thing is, or a spot or place is named: "behind the stove". Slots of
    whoever acts (``{they}``) stay open.
    """

    def __init__(self, parts: Parts, sim: Simulation) -> None:
        super().__init__()
        self._parts, self._sim = parts, sim

    def __missing__(self, slot: str) -> str:
        if slot in _OPEN:
            return "{" + slot + "}"
        lower = slot[:1].lower() + slot[1:]
        text = self._text(lower)
        return text if slot == lower else capital(text)

    def _text(self, slot: str) -> str:
        parts, sim, words = self._parts, self._sim, self._sim.words
        if slot in parts.people:
            return words.name(parts.people[slot])
        if slot in parts.things or slot in ("home", "away", "far"):
            return words.the(parts.id(slot))
        if slot == "secret":
            return PROP_KINDS[words.props[parts.main()].kind].secret
        if slot == "motive":
            return motive(sim, parts.roles, parts.main())
        if slot in ("confess", "answer"):
            known = names(sim, parts.roles, parts.main())
            told: str = getattr(parts.roles.motive, slot)
            return told.format_map(known)
        how, _, name = slot.partition("_")
        if how == "a":
            return article(words.props[parts.things[name]].name)
        return self._where(name)

    def _where(self, name: str) -> str:
        parts, sim, words = self._parts, self._sim, self._sim.words
        if name in ("home", "away", "far"):
            return words.at(parts.place(name))
        if name in parts.spots:
            return words.where(parts.spots[name])
        prop = parts.things[name]
        if words.props[prop].fixed:
            return words.where(prop)
        how, where = location_parts(sim.state.location_of(prop))
        return words.where(where) if how in ("on", "in") else f"with {words.name(where)}"
