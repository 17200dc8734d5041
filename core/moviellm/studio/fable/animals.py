"""What animals do, and what people do for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.simulation import Simulation

_REST = 4
"""For how many stretches an animal is left alone after somebody has cared for it."""

_Forms = tuple[str, str]

CARES: Mapping[str, Sequence[_Forms]] = MappingProxyType(
    {
        "dog": (
            ("scratches {} behind the ears", "scratched {} behind the ears"),
            ("throws a stick for {}", "threw a stick for {}"),
        ),
        "cat": (
            ("strokes {}", "stroked {}"),
            ("lets {} sniff at one finger", "let {} sniff at one finger"),
        ),
        "rabbit": (("holds out a leaf to {}", "held out a leaf to {}"),),
        "hen": (("scatters a few grains for {}", "scattered a few grains for {}"),),
        "horse": (
            ("pats the neck of {}", "patted the neck of {}"),
            ("brushes {}", "brushed {}"),
        ),
        "cow": (("pats {} on the side", "patted {} on the side"),),
        "sheep": (("runs a hand through the wool of {}", "ran a hand through the wool of {}"),),
        "goat": (("feeds {} a handful of grass", "fed {} a handful of grass"),),
    }
)
"""Small acts for each kind of animal, in the present and in the past; ``{}`` is the animal."""


class Manners(NamedTuple):
    """How an animal does what animals do, each in the present and the past.

    Attributes:
        goes: How it gets to a place.
        snatches: How it gets hold of a thing.
        calls: What it does at somebody.
        rests: The kinds of spot on which it may settle.
    """

    goes: _Forms
    snatches: _Forms
    calls: _Forms
    rests: tuple[str, ...] = ("floor",)


MANNERS: Mapping[str, Manners] = MappingProxyType(
    {
        "dog": Manners(("trots", "trotted"), ("snatches", "snatched"), ("barks", "barked")),
        "cat": Manners(
            ("slinks", "slunk"), ("snaps up", "snapped up"), ("mews", "mewed"),
            ("floor", "sill", "bench"),
        ),
        "goat": Manners(("trots", "trotted"), ("grabs", "grabbed"), ("bleats", "bleated")),
        "rabbit": Manners(("hops", "hopped"), ("nibbles at", "nibbled at"), ("blinks", "blinked")),
        "hen": Manners(("struts", "strutted"), ("pecks at", "pecked at"), ("clucks", "clucked")),
        "horse": Manners(("walks", "walked"), ("nudges", "nudged"), ("neighs", "neighed")),
        "cow": Manners(("plods", "plodded"), ("sniffs at", "sniffed at"), ("moos", "mooed")),
        "sheep": Manners(("wanders", "wandered"), ("sniffs at", "sniffed at"), ("baas", "baaed")),
    }
)  # fmt: skip
"""How each kind of animal behaves."""

CARRIERS = tuple(row.kind for row in PROP_KINDS.values()
                 if row.use == "animal" and "container" in row.qualities)  # fmt: skip
"""The kinds of animal that carry a thing in their mouth."""
_COMPANIONS = ("dog", "cat")
"""Animals that follow people through doors."""


def snatch(sim: Simulation, animal: str, thing: str, *, because: Sequence[str] = ()) -> str:
    """Let an animal get hold of a thing that lies here; returns the event's id."""
    source = sim.words.off(sim.state.location_of(thing).partition(":")[2])
    rest = f"{sim.words.the(thing)} {source}"
    clause = _told(sim, animal, _manners(sim, animal).snatches, rest)
    return sim.stray(thing, animal, clause, because=because, weight=3)


def slip_away(sim: Simulation, animal: str, spot: str, *, because: Sequence[str] = ()) -> str:
    """Let an animal disappear with what it carries; returns the event's id."""
    carried = sim.state.at(f"in:{animal}")
    rest = " ".join([sim.words.where(spot), *(f"with {sim.words.the(one)}" for one in carried)])
    clause = _told(sim, animal, ("disappears", "disappeared"), rest)
    return sim.stray(animal, spot, clause, because=because, weight=3)


def turn_up(sim: Simulation, animal: str, hidden: str, *, because: Sequence[str] = ()) -> str:
    """Let an animal come out of hiding with what it carries; returns the event, or nothing."""
    if sim.state.in_sight(animal):
        return ""
    source = sim.words.spots[hidden]
    carried = "".join(
        f", {sim.words.the(one)} in its mouth" for one in sim.state.at(f"in:{animal}")
    )
    rest = f"out from {source.preposition} the {source.name}{carried}"
    spot = _resting_places(sim, animal)[0]
    return sim.stray(animal, spot, _told(sim, animal, ("comes", "came"), rest), because=because,
                     weight=2)  # fmt: skip


def bark(sim: Simulation, animal: str, person: str, *, because: Sequence[str] = ()) -> str:
    """Let an animal bark, mew or bleat at somebody; returns the event's id."""
    clause = _told(sim, animal, _manners(sim, animal).calls, f"at {sim.words.name(person)}")
    return sim.stir(animal, clause, person=person, because=because)


def caress(sim: Simulation, animal: str, person: str) -> str:
    """Let somebody do an animal a small kindness; returns the event's id."""
    sim.used[f"care {animal}"] = sim.slot
    name = sim.words.the(animal)
    present, past = sim.rng.choice(CARES[sim.words.props[animal].kind])
    phrase = (present.format(name), past.format(name))
    return sim.do("act", person, prop=animal, phrase=phrase)


def stray(sim: Simulation) -> bool:
    """Let an animal come after somebody, go elsewhere, or speak up; tells whether one did."""
    return any(_follow(sim, animal) or _stir(sim, animal) for animal in _free(sim))


def _free(sim: Simulation) -> list[str]:
    """The animals that no plot needs to itself, those first that have done nothing for long."""
    animals = [prop for prop, row in sim.words.props.items() if row.kind in MANNERS]
    free = [one for one in animals if one not in sim.owned]
    return sorted(free, key=lambda one: sim.used.get(f"stirs {one}", -1))


def _follow(sim: Simulation, animal: str) -> bool:
    """A dog or a cat comes in after somebody who has been where it was."""
    home = sim.state.place_of_prop(animal) or ""
    if sim.words.props[animal].kind not in _COMPANIONS or home == sim.place:
        return False
    came = (told.event.agent for told in reversed(sim.stretch) if told.event.verb == "enter")
    person = next(
        (who for who in came if who and (who, home) in sim.visited and sim.here(who)), None
    )
    if person is None or not _rested(sim, animal):
        return False
    clause = _told(sim, animal, _manners(sim, animal).goes, f"in after {sim.words.name(person)}")
    sim.stray(animal, _resting_places(sim, animal)[0], clause, person=person)
    return True


def _stir(sim: Simulation, animal: str) -> bool:
    """An animal that is here in plain sight goes to another spot, or speaks up."""
    here = sim.state.place_of_prop(animal) == sim.place and sim.state.in_sight(animal)
    if not here or not _rested(sim, animal):
        return False
    now = sim.state.location_of(animal).removeprefix("on:")
    others = [spot for spot in _resting_places(sim, animal) if spot != now]
    if not others or sim.rng.random() < 0.5:
        bark(sim, animal, sim.rng.choice(sim.present()))
        return True
    spot = sim.draw(others)
    clause = _told(sim, animal, ("settles", "settled"), sim.words.where(spot))
    sim.stray(animal, spot, clause)
    return True


def _rested(sim: Simulation, animal: str) -> bool:
    """Whether an animal has done nothing for long enough; from now on it has."""
    when = sim.used.get(f"stirs {animal}")
    if when is not None and sim.slot - when < _REST:
        return False
    sim.used[f"stirs {animal}"] = sim.slot
    return True


def _resting_places(sim: Simulation, animal: str) -> list[str]:
    """Where an animal may be here in plain sight, the floor first."""
    kinds = _manners(sim, animal).rests
    spots = [spot for spot in sim.words.places[sim.place].spots if not spot.hidden]
    fits = [spot.id for kind in kinds for spot in spots if spot.kind == kind]
    return fits or [spots[-1].id]


def _manners(sim: Simulation, animal: str) -> Manners:
    return MANNERS[sim.words.props[animal].kind]


def _told(sim: Simulation, animal: str, forms: _Forms, rest: str) -> _Forms:
    subject = sim.words.the(animal)
    return f"{subject} {forms[0]} {rest}", f"{subject} {forms[1]} {rest}"


def care(sim: Simulation) -> bool:
    """Let somebody do something for an animal that is here; tells whether anybody did."""
    for prop, row in sim.words.props.items():
        if row.kind not in CARES or not sim.state.in_sight(prop):
            continue
        if sim.state.place_of_prop(prop) != sim.place:
            continue
        when = sim.used.get(f"care {prop}")
        if when is not None and sim.slot - when < _REST:
            continue
        caress(sim, prop, sim.rng.choice(sim.present()))
        return True
    return False
