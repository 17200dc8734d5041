"""What people do for the animals that stand by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

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


def care(sim: Simulation) -> bool:
    """Let somebody do something for an animal that is here; tells whether anybody did."""
    for prop, row in sim.words.props.items():
        acts = CARES.get(row.kind)
        if acts is None or sim.state.place_of_prop(prop) != sim.place:
            continue
        when = sim.used.get(f"care {prop}")
        if when is not None and sim.slot - when < _REST:
            continue
        sim.used[f"care {prop}"] = sim.slot
        name = sim.words.the(prop)
        present, past = sim.rng.choice(acts)
        person = sim.rng.choice(sim.present())
        sim.do("act", person, prop=prop, phrase=(present.format(name), past.format(name)))
        return True
    return False
