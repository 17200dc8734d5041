"""Bonds: small kindnesses and slights in the room that a plot leaves, which matter much later.

Each is a storylet of ``plots/bonds.txt`` between two people who are together. It makes a tie
(`ties.py`): the next peace or quarrel of the two, some stretches on, comes about because of it,
too, and who is moved says so. A tie that no plot has called for is paid off by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations

from moviellm.studio.fable.lexicon.motives import MOTIVES
from moviellm.studio.fable.plots.form import Storylet, read_form
from moviellm.studio.fable.plots.moves import forgive
from moviellm.studio.fable.plots.parts import Parts
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.steps import SILENT, Performance
from moviellm.studio.fable.simulation import Simulation
from moviellm.studio.fable.ties import Tie

_SET_UP = 0.62
"""In which part of a film bonds are made: later ones would have no time to matter."""
_OFTEN = 0.8
"""How often one is made where there is room."""
_EVERY = 3
"""One bond for so many stretches, and one more."""
_MOST = 12
"""More of them, and nobody could remember who owes what to whom."""
_SLIGHTS = 0.5
"""How many of those are unkind that can be."""
_WARM = ("give", "embrace", "reconcile", "befriend")
"""Deeds after which nobody slights anybody in the same stretch."""
_HEAD = re.compile(r"^== .+$", re.M)
_LATER = re.compile(r"^(?:one (recalls) other|other (regrets) one): (.+)\n?", re.M)


@dataclass(frozen=True, slots=True)
class Bond:
    """A storylet between two, and what they say of it when the time has come."""

    let: Storylet
    recall: tuple[str, ...]
    amends: tuple[str, ...]

    @property
    def kind(self) -> bool:
        """Whether it is a kindness."""
        return self.let.turn == "kind"

    @property
    def frames(self) -> int:
        """How many visible events it needs."""
        return sum(not step.spare and step.verb not in SILENT for step in self.let.steps)

    @property
    def moods(self) -> tuple[str, ...]:
        """How the one must feel; empty for any mood."""
        return self.let.because


@cache
def bonds() -> Mapping[str, Bond]:
    """All bonds by name."""
    text = (files(__package__) / "plots" / "bonds.txt").read_text("utf-8")
    said: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, body in zip(_names(text), _HEAD.split(text)[1:], strict=True):
        later = _LATER.findall(body)
        said[name] = {recalls or regrets: tuple(t.split(" | ")) for recalls, regrets, t in later}
    lets = read_form(_LATER.sub("", text)).storylets
    return {
        let.name: Bond(let, said[let.name]["recalls"], said[let.name].get("regrets", ()))
        for let in lets
    }


def _names(text: str) -> Iterator[str]:
    return (head.removeprefix("== ").partition(";")[0] for head in _HEAD.findall(text))


def bond(sim: Simulation, frames: int, *, slights: bool = False) -> bool:
    """Let a bond be made or paid off; tells whether one was.

    Args:
        sim: The simulation.
        frames: How many visible events have room.
        slights: Whether it may be unkind; not before a plot lets the two be kind.
    """
    slights = slights and not any(told.event.verb in _WARM for told in sim.stretch)
    return bool(sim.lines) and (_pay(sim, frames) or _plant(sim, frames, slights=slights))


def _plant(sim: Simulation, frames: int, *, slights: bool) -> bool:
    ties = sim.ties
    if sim.slot + ties.wait >= ties.slots:
        return False  # nothing would come of it
    quota = min(_MOST, 1 + ties.slots // _EVERY) * (sim.slot + 1) / (_SET_UP * ties.slots)
    if sim.slot >= _SET_UP * ties.slots or ties.planted >= quota or sim.rng.random() > _OFTEN:
        return False
    pairs = [pair for pair in permutations(_able(sim), 2) if not ties.between(*pair)]
    if not pairs:
        return False
    one, other = sim.rng.choice(pairs)
    if not slights and sim.state.relation(one, other) == "enemies":
        return False
    kind = not slights or sim.rng.random() >= _SLIGHTS
    fits = [
        found
        for name, found in bonds().items()
        if found.kind == kind and name not in ties.used and found.frames <= frames
        and _in_the_mood(sim, one, found)
    ]  # fmt: skip
    if not fits:
        return False
    moved = [found for found in fits if found.moods]
    _tell(sim, one, other, sim.rng.choice(moved or fits))
    return True


def _able(sim: Simulation) -> list[str]:
    quiet = sim.at_odds | sim.resting
    return [person for person in sim.present() if person not in quiet]


def _in_the_mood(sim: Simulation, one: str, found: Bond) -> bool:
    mood = sim.state.value(f"mood({one})")
    if found.moods:
        return mood in found.moods and bool(_feeling(sim, one))
    return mood in ("calm", "happy", "tender", "determined", None)


def _feeling(sim: Simulation, person: str) -> str:
    """The event in this stretch by which somebody feels as they do; empty if it is not told."""
    for told in reversed(sim.stretch):
        if told.event.verb == "feel" and told.event.agent == person:
            return told.event.id
    return ""


def _tell(sim: Simulation, one: str, other: str, found: Bond) -> None:
    roles = Roles(one, other, None, sim.place, sim.place, sim.place, MOTIVES[0])
    show = Performance(Parts(roles, {"one": one, "other": other}), sim)
    for mood in found.moods:
        show.labels[mood] = _feeling(sim, one)
    show.perform(found.let)
    sim.ties.planted += 1
    sim.ties.used.add(found.let.name)
    event = show.labels["bond"]
    sim.ties.add(Tie(one, other, found.kind, event, sim.slot, found.recall, found.amends))


def _pay(sim: Simulation, frames: int) -> bool:
    """Let somebody give thanks, or make good, for what no plot has called for."""
    able = _able(sim)
    for tie in sim.ties.due(sim.slot):
        hostile = sim.state.relation(tie.one, tie.other) in ("rivals", "enemies")
        if not {tie.one, tie.other} <= {*able} or hostile or not (tie.kind or tie.amends):
            continue
        if frames < 1 or not _late_enough(sim, tie):
            continue
        tie.paid = True
        if tie.kind:
            said = sim.say(tie.one, sim.wording(*tie.recall), tie.other, because=[tie.event])
            sim.used[f"answered {said}"] = sim.slot
            _thank(sim, tie)
        else:
            said = sim.say(tie.other, sim.wording(*tie.amends), tie.one, because=[tie.event])
            forgive(sim, tie.one, tie.other, [said, tie.event])
        return True
    return False


def _late_enough(sim: Simulation, tie: Tie) -> bool:
    """Plots go first: a tie is paid off by itself when it is old, or when the film is ending."""
    return sim.slot - tie.slot >= 2 * sim.ties.wait or sim.slot >= 0.75 * sim.ties.slots


def _thank(sim: Simulation, tie: Tie) -> None:
    small = [
        prop
        for prop in sim.state.held(tie.one)
        if prop not in sim.owned and len(sim.state.held(tie.other)) < 2
    ]
    if small:
        sim.do("give", tie.one, prop=sim.draw(small), person=tie.other, because=[tie.event])
    else:
        forgive(sim, tie.one, tie.other, [tie.event])
