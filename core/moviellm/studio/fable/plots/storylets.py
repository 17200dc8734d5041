"""Plots that are told by storylets: a drama manager chooses what comes next."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.resources import files

from moviellm import FilmError
from moviellm.studio.fable.config import PlotKind
from moviellm.studio.fable.lexicon.table import one_of
from moviellm.studio.fable.plots.beat import Beat, Plot, pause
from moviellm.studio.fable.plots.conditions import ENDINGS, holds
from moviellm.studio.fable.plots.form import Form, Storylet, read_form
from moviellm.studio.fable.plots.naming import plot_title
from moviellm.studio.fable.plots.parts import Parts
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.plots.steps import SILENT, SKY, Performance
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation

_PEAK, _HIGHEST, _LOWEST = 0.8, 9.0, 2.0
"""Tension rises until so much of a plot is told, from the lowest to the highest, and then falls."""
_CHANCE = 8.0
"""How far from the curve chance may lead: so much tension at most."""


class StorylettedPlot:
    """A plot of a file of ``plots/stories``: calling it makes one for a film."""

    def __init__(self, form: Form, kinds: tuple[PlotKind, ...]) -> None:
        says = form.says
        self.form = form
        self.spec = PlotSpec(
            kind=one_of(kinds, says["kind"]),
            summary=says["summary"],
            weight=float(says.get("weight", "1")),
            people=int(says.get("people", "2")),
            places=int(says.get("places", "1")),
            treasure=says.get("treasure", ""),
            kinds=form.kinds,
            darkest=float(says.get("darkest", "1")),
            only_last=says.get("only") == "last",
        )

    def __call__(self, setting: Setting, roles: Roles, beats: int) -> Plot:
        """Reserve what the plot needs, for a telling of at most so many beats."""
        return ToldPlot(self.form, setting, roles, beats)


class ToldPlot:
    """A plot in one film."""

    def __init__(self, form: Form, setting: Setting, roles: Roles, beats: int) -> None:
        self.form, self.most = form, form.most
        self.beats = min(beats, self.most)
        self.rng = random.Random(setting.rng.random())
        self.parts = Parts.reserve(form, setting, roles)
        named = self.parts.names(setting)
        own = (title.format_map(named) for title in form.says["title"].split(" | "))
        self.title = plot_title(setting, roles, self.parts.main(), *own)
        for thing, value in (pair.split("=") for pair in form.says.get("opening", "").split()):
            fluent, _, name = thing.partition(":")
            setting.opening[f"{fluent}({self.parts.id(name)})"] = value
        for part, want in form.wants.items():
            if part in self.parts.people:
                shy = want.endswith(" (shy)")
                text = want.removesuffix(" (shy)").format_map(named)
                setting.wish(self.parts.people[part], text, shy=shy)

    def tell(self, sim: Simulation) -> Iterator[Beat | None]:
        """As many storylets as there are beats, along the curve; every turn is among them.

        Where nothing can be told but the end, and it is too early for it, others have their turn.
        """
        show = Performance(self.parts, sim)
        for left in range(self.beats, 0, -1):
            let = self.choose(show, left)
            if let is None:
                yield None
                continue
            yield self._beat(show, let)
            seen = sum(not step.spare and step.verb not in SILENT for step in let.steps)
            pause(sim, seen, 1.0 if self._ends_empty(let, sim) else 0.5)
            show.perform(let)
        sim.settled.update(self.parts.things.values())
        self._check_turns(show)

    def _check_turns(self, show: Performance) -> None:
        """A plot without one of its turns is none.

        Raises:
            FilmError: A turn was never taken, since the conditions of all its ways failed.
        """
        for turn in self.form.turns:
            if turn not in show.turns:
                raise FilmError(
                    f"The plot `{self.form.says['kind']}` came to no `{turn}`.",
                    hint="This is a fault of its file: give that turn a way without conditions.",
                )

    def choose(self, show: Performance, left: int) -> Storylet | None:
        """The storylet nearest to the curve among those that can be told now.

        Args:
            show: The plot as far as it is told.
            left: How many storylets can still be told, this one included.
        """
        turns = [turn for turn in self.form.turns if turn not in show.turns]
        able = [let for let in self.form.storylets if self._can(show, let)]
        ways = self._ways([let for let in able if turns and let.turn == turns[0]])
        if len(turns) == 1 and left > 1 + self._epilogues():
            ways = []
        begun = len(turns) < len(self.form.turns)
        spare = [let for let in able if not let.turn and let.epilogue != bool(turns)]
        between = [let for let in spare if begun or let.early] if left > len(turns) else []
        if not ways and not between:
            return None
        wanted = _tension(1 - (left - 0.5) / max(1, self.beats))

        def off(let: Storylet) -> float:
            return abs(let.tension - wanted) + self.rng.random() * _CHANCE

        chosen = [min(some, key=off) for some in (ways, between) if some]
        return min(chosen, key=off)

    @staticmethod
    def _ways(able: list[Storylet]) -> list[Storylet]:
        """The ways to take a turn: those for the film's ending go before those for any."""
        return [let for let in able if any(need[0] in ENDINGS for need in let.needs)] or able

    def _epilogues(self) -> int:
        """How many storylets could be told after the last turn."""
        told = sum(let.epilogue for let in self.form.storylets)
        return min(told, self.beats - len(self.form.turns))

    def _ends_empty(self, let: Storylet, sim: Simulation) -> bool:
        """Whether nobody is left awake at the end of it, who could fill what room there is."""
        awake = {part for part in let.cast if self.parts.people[part] not in sim.resting}
        for step in let.steps:
            if step.verb in ("leaves", "lies"):
                awake.discard(step.agent)
            elif step.verb in ("comes", "stands"):
                awake.add(step.agent)
        return not awake

    def _can(self, show: Performance, let: Storylet) -> bool:
        parts = {*let.cast, *(step.agent for step in let.steps)} - {SKY}
        if let.name in show.told or any(self.parts.missing(*parts)):
            return False
        return all(holds(show, need) for need in let.needs) and show.at_hand(let)

    def _beat(self, show: Performance, let: Storylet) -> Beat:
        cast = tuple(self.parts.people[part] for part in let.cast)
        out = tuple(self.parts.people[part] for part in let.out if part in self.parts.people)
        why = let.why.format_map(self.parts.words(show.sim))
        return Beat(
            self.parts.place(let.place),
            cast,
            out,
            let.alone,
            onward=self.parts.place("away" if let.place == "home" else "home"),
            core=sum(not step.spare and step.verb not in SILENT for step in let.steps),
            light=let.light,
            why=why,
            because=tuple(show.known(let.because, cast[0], spoken=False)),
            tight=let.tight,
        )


def _tension(done: float) -> float:
    """How tense a plot should be when so much of it is told."""
    if done < _PEAK:
        return _LOWEST + (_HIGHEST - _LOWEST) * done / _PEAK
    return _HIGHEST - (_HIGHEST - _LOWEST) * (done - _PEAK) / (1 - _PEAK)


def written_plots(kinds: tuple[PlotKind, ...]) -> tuple[StorylettedPlot, ...]:
    """The plots of ``plots/stories``, by the names of their files."""
    folder = files(__package__) / "stories"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".txt"))
    return tuple(
        StorylettedPlot(read_form((folder / name).read_text("utf-8")), kinds) for name in names
    )
