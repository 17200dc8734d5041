"""What a run would make, reuse and cost, before anything is spent.

A film that is not whole is rehearsed: it goes the way that `moviellm.engine.line` takes it in a
run, by the same code and the same keys, up to the first order that a component would get. What
comes after that is counted from the shape of the film.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from moviellm.engine.draft import Draft
from moviellm.engine.journal import Journal, JournalReader
from moviellm.engine.line import assemble
from moviellm.engine.orders import Order, Outcome, Told, untold
from moviellm.engine.recipe import Recipe
from moviellm.engine.records import FilmRow, Spend
from moviellm.engine.schema import JOURNAL_FILE
from moviellm.engine.store import Store, StoreReader
from moviellm.engine.tally import Tally
from moviellm.engine.workshop import Workshop
from moviellm.errors import DamageError, FilmError
from moviellm.film import SHAPES, Brief
from moviellm.film.likeness import require_consent
from moviellm.pipeline.read import Production
from moviellm.plugins.crew import Crew
from moviellm.stages import FILM_STAGES, ROWS, Stage, items_of

Fate = Literal["made", "reused", "remade"]


@dataclass(slots=True, kw_only=True)
class StagePlan:
    """What one stage would do. Items are frames for painter and critic, films for the others.

    Attributes:
        made: Items to be made for the first time.
        remade: Items that have an earlier result under another key.
        usd: What they cost at most, as far as prices are known, in US dollars.
        unknown: Films whose price is not known; with any, ``usd`` is a lower bound.
    """

    stage: Stage
    component: str
    paid: bool
    made: int = 0
    reused: int = 0
    remade: int = 0
    usd: float = 0.0
    unknown: int = 0


@dataclass(slots=True, kw_only=True)
class Plan:
    """What a run would do.

    Attributes:
        films: Films asked for.
        finished: Those that are whole already.
        dropped: Films in the folder that are no longer asked for.
        refused: Why films would be quarantined, where that is known now, by id.
        exports: What would happen to each export.
        cap_usd: The budget's cap in US dollars, or None.
        unpriced: Stages of unknown price; with a cap, a run would not start.
        spent: What the folder's earlier runs spent.
        smaller: What all films would cost at most in each smaller named shape, in US dollars; None
            when a price is unknown. Empty when nothing is paid for.
    """

    films: int
    finished: int = 0
    dropped: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    stages: list[StagePlan]
    exports: dict[str, Fate] = field(default_factory=dict)
    cap_usd: float | None = None
    unpriced: list[Stage] = field(default_factory=list)
    spent: Spend = field(default_factory=Spend)
    smaller: dict[str, float | None] = field(default_factory=dict)


def plan(production: Production, folder: Path) -> Plan:
    """Tell what a run of a pipeline in a folder would do. Nothing is written or spent.

    No component is called, but for the estimates of those that cost money.

    Args:
        production: The pipeline.
        folder: The run's folder; it need not be there.

    Raises:
        PluginError: A component is missing or broken.
        StorageError: The folder's journal cannot be read.
    """
    if not (folder / JOURNAL_FILE).exists():
        return _Planner(production, None).plan()
    with JournalReader(folder) as journal:
        return _Planner(production, journal).plan()


class _MissingError(Exception):
    """A component would have to work now."""

    def __init__(self, order: Order) -> None:
        super().__init__(order.stage)
        self.stage = order.stage
        self.items = len(order.blobs) or len(order.documents)


class _NoHands:
    """Stands where a run has workers, and names the first order that it gets."""

    def submit(self, order: Order, progress: Told = untold) -> Future[Outcome]:
        raise _MissingError(order)


class _Planner:
    def __init__(self, production: Production, journal: JournalReader | None) -> None:
        self._production = production
        self._journal = journal
        self._crew = Crew(production.selected)
        self._recipe = Recipe(production, self._crew)
        self._known = {row.film: row for row in journal.films()} if journal else {}
        self._whole: dict[str, FilmRow] = {}
        self._shop = self._rehearsal(journal) if journal else None
        self._earlier: Mapping[tuple[str, str], int] | None = None
        self._stages = {
            stage: StagePlan(
                stage=stage,
                component=self._recipe.name(stage),
                paid=self._crew.component(stage).capabilities.paid,
            )
            for stage in FILM_STAGES
            if self._recipe.has(stage)
        }
        self._plan = Plan(films=production.total_films, stages=list(self._stages.values()))

    def plan(self) -> Plan:
        self._plan.cap_usd = self._production.pipeline.limits.usd
        for brief in self._production.briefs():
            row = self._known.pop(brief.id, None)
            if row is not None and self._is_whole(row, brief):
                self._whole[brief.id] = row
                self._count(brief, dict.fromkeys(self._stages, 0))
            else:
                self._count_missing(brief)
        self._plan.finished = len(self._whole)
        self._plan.dropped = sum(row.ordinal >= 0 for row in self._known.values())
        if self._journal is not None:
            self._plan.spent = self._journal.spend()
        self._plan.smaller = self._smaller()
        self._plan.unpriced = self._recipe.unpriced(next(self._production.briefs()))
        for name in self._crew.names("exporter"):
            self._plan.exports[name] = self._fate(name)
        return self._plan

    def _smaller(self) -> dict[str, float | None]:
        paid = [stage for stage, found in self._stages.items() if found.paid]
        films = self._production.pipeline.films
        brief = next(self._production.briefs())
        found: dict[str, float | None] = {}
        for name, shape in SHAPES.items():
            if paid and shape.total_frames < films.shape.total_frames:
                asked = brief.model_copy(update={"shape": shape})
                prices = {stage: self._crew.estimate(stage, asked) for stage in paid}
                found[name] = None
                if None not in prices.values():
                    found[name] = sum((usd or 0.0) * self._times(s) for s, usd in prices.items())
        return found

    def _times(self, stage: Stage) -> int:
        """How many films a stage works on: no writer writes a twin."""
        films, twins = self._production.total_films, self._production.total_twins
        return films - twins if stage == "writer" else films

    def _is_whole(self, row: FilmRow, brief: Brief) -> bool:
        text = brief.model_dump_json().encode()
        return row.state == "done" and row.completion == self._recipe.completion(text)

    def _rehearsal(self, journal: JournalReader) -> Workshop:
        """A workshop without hands: it stops before anything would be written."""
        return Workshop(
            self._recipe,
            cast(Journal, journal),
            cast(Store, StoreReader(journal)),
            _NoHands(),
            Tally({}, 1),
            lambda step: None,
            at_once=1,
            limits=self._production.pipeline.limits,
            forget=lambda keys: None,
        )

    def _count_missing(self, brief: Brief) -> None:
        try:
            self._count(brief, self._missing(brief))
        except FilmError as error:
            self._plan.refused[brief.id] = error.message

    def _missing(self, brief: Brief) -> dict[Stage, int]:
        """How many items of each stage the journal lacks."""
        require_consent(brief, self._recipe.consent)
        items = {stage: _items(stage, brief) for stage in self._stages}
        if brief.twin is not None:
            items["writer"] = 0
            if brief.twin.of not in self._whole:
                return items
        if self._shop is None:
            return items
        self._shop.tally = Tally({}, 1)
        try:
            assemble(Draft(self._shop, brief))
            return dict.fromkeys(self._stages, 0)
        except _MissingError as gap:
            first, least = gap.stage, gap.items
        except DamageError:
            first, least = cast(Stage, list(self._shop.tally.progress().reused)[-1]), 1
        reused = self._shop.tally.progress().reused
        order = list(self._stages)
        for stage in order[: order.index(first)]:
            items[stage] = 0
        if ROWS[first].unit == "frame":
            items[first] = max(items[first] - reused.get(first, 0), least)
        return items

    def _count(self, brief: Brief, missing: Mapping[Stage, int]) -> None:
        for stage, found in self._stages.items():
            lacking = missing[stage]
            reused = max(_items(stage, brief) - lacking, 0)
            remade = min(lacking, max(self._made_before(brief.id, stage) - reused, 0))
            found.reused += reused
            found.remade += remade
            found.made += lacking - remade
            if lacking and found.paid:
                usd = self._crew.estimate(stage, brief)
                found.usd += usd or 0.0
                found.unknown += usd is None

    def _made_before(self, film: str, stage: Stage) -> int:
        if self._journal is None:
            return 0
        if self._earlier is None:
            self._earlier = self._journal.items_made()
        return self._earlier.get((film, stage), 0)

    def _fate(self, exporter: str) -> Fate:
        known = self._journal.export(exporter) if self._journal is not None else None
        if known is None:
            return "made"
        films = [(row.film, row.result) for row in self._whole.values()]
        all_whole = len(films) + len(self._plan.refused) == self._plan.films
        same = all_whole and known.inputs == self._recipe.export_key(exporter, films)
        return "reused" if same else "remade"


def _items(stage: Stage, brief: Brief) -> int:
    return items_of(stage, brief.shape.total_frames)
