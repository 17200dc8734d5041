"""What a run would make, reuse and cost, before anything is spent.

A film that is not whole is rehearsed: it goes the way that `moviellm.engine.films.make` takes it
in a run, by the same code and the same keys, up to the first task that a component would get. What
comes after that is counted from the shape of the film.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from moviellm.engine.exports.curate import stands
from moviellm.engine.films.draft import FilmDraft
from moviellm.engine.films.make import assemble
from moviellm.engine.films.progress import ProgressCounter
from moviellm.engine.films.recipe import Recipe
from moviellm.engine.films.recorder import Rehearsal
from moviellm.engine.films.run_context import RunContext
from moviellm.engine.foresight import Foreseen, foresee
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.records import FilmRow, Spend
from moviellm.engine.journal.schema import JOURNAL_FILE
from moviellm.engine.store.curation import CURATION
from moviellm.engine.store.documents import shots_of
from moviellm.engine.store.store import StoreReader
from moviellm.engine.workers.tasks import (
    Stored,
    Task,
    TaskResult,
    Told,
    not_awaited,
    untold,
)
from moviellm.errors import DamageError, FilmError, MovieLLMError, together
from moviellm.film import SHAPES, Brief
from moviellm.film.likeness import require_consent
from moviellm.pipeline.read import LoadedPipeline, fills, load
from moviellm.plugins.components import Components
from moviellm.stages import FILM_STAGES, HOOK_OF, ROWS, Stage, items_of

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


@dataclass(frozen=True, slots=True)
class RefusedFilm:
    """A film that would be quarantined, and why."""

    id: str
    theme: str
    reason: str
    trace: str = ""


@dataclass(slots=True, kw_only=True)
class Plan:
    """What a run would do.

    Attributes:
        films: Films asked for.
        finished: Those that are whole already.
        dropped: Films in the folder that are no longer asked for.
        refusals: The films that would be quarantined, where that is known now, and why.
        failed_films: The run stops early when more films than this are quarantined.
        foreseen: How long it takes and how much room, by what was measured in the folder.
        curation: What would happen to the curator's choice; None without a curator.
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
    refusals: list[RefusedFilm] = field(default_factory=list)
    failed_films: int = 0
    foreseen: Foreseen = field(default_factory=Foreseen)
    stages: list[StagePlan]
    curation: Fate | None = None
    exports: dict[str, Fate] = field(default_factory=dict)
    cap_usd: float | None = None
    unpriced: list[Stage] = field(default_factory=list)
    spent: Spend = field(default_factory=Spend)
    smaller: dict[str, float | None] = field(default_factory=dict)

    @property
    def refused(self) -> dict[str, str]:
        """Why films would be quarantined, by id."""
        return {film.id: film.reason for film in self.refusals}


def plan(
    pipeline: LoadedPipeline | str | PathLike[str] | Mapping[str, Any],
    folder: str | PathLike[str],
    on_progress: Callable[[int, int], object] = untold,
) -> Plan:
    """Tell what a run of a pipeline in a folder would do. Nothing is written or spent.

    No component is called, but for the estimates of those that cost money.

    Args:
        pipeline: The pipeline as `moviellm.load` returns it, or what that function reads.
        folder: The run's folder; it need not be there.
        on_progress: Told (done, total) of the films.

    Raises:
        MovieLLMError: A run would not start; all reasons are told.
        StorageError: The folder's journal cannot be read.
    """
    loaded = pipeline if isinstance(pipeline, LoadedPipeline) else load(pipeline)
    folder = Path(folder)
    if not (folder / JOURNAL_FILE).exists():
        return _Planner(loaded, None).plan(on_progress)
    with JournalReader(folder) as journal:
        return _Planner(loaded, journal).plan(on_progress)


class _MissingError(Exception):
    """A component would have to work now."""

    def __init__(self, task: Task) -> None:
        super().__init__(task.stage)
        self.stage = task.stage
        self.items = len(task.blobs) or len(task.documents)


class _NoExecutor:
    """Stands where a run has workers, and names the first task that it gets."""

    def submit(
        self, task: Task, progress: Told = untold, stored: Stored = not_awaited
    ) -> Future[TaskResult]:
        raise _MissingError(task)


class _Planner:
    def __init__(self, loaded: LoadedPipeline, journal: JournalReader | None) -> None:
        self._loaded = loaded
        self._journal = journal
        self._components = Components(loaded.selected)
        self._recipe = Recipe(loaded, self._components)
        self._known = {row.film: row for row in journal.films()} if journal else {}
        self._whole: dict[str, FilmRow] = {}
        self._run_context = self._rehearsal(journal) if journal else None
        self._earlier: Mapping[tuple[str, str], int] | None = None
        self._stages = {
            stage: StagePlan(
                stage=stage,
                component=self._recipe.name(stage),
                paid=self._components.component(stage).capabilities.paid,
            )
            for stage in FILM_STAGES
            if self._recipe.has(stage)
        }
        self._plan = Plan(films=loaded.total_films, stages=list(self._stages.values()))

    def plan(self, watch: Callable[[int, int], object]) -> Plan:
        limits = self._loaded.pipeline.limits
        self._plan.cap_usd, self._plan.failed_films = limits.usd, limits.failed_films
        self._require_able(next(self._loaded.briefs()))
        for done, brief in enumerate(self._loaded.briefs()):
            watch(done, self._plan.films)
            row = self._known.pop(brief.id, None)
            if row is not None and self._is_whole(row, brief):
                self._whole[brief.id] = row
                self._count(brief, dict.fromkeys(self._stages, 0), shots_of(row))
            else:
                self._count_missing(brief)
        self._plan.finished = len(self._whole)
        self._plan.dropped = sum(row.ordinal >= 0 for row in self._known.values())
        if self._journal is not None:
            self._plan.spent = self._journal.spend()
        self._plan.smaller = self._smaller()
        self._plan.unpriced = self._recipe.unpriced(next(self._loaded.briefs()))
        self._plan.curation = self._fate_of_curation()
        for name in self._components.names("exporter"):
            self._plan.exports[name] = self._fate(name)
        if self._journal is not None:
            missing = {s.stage: (s.component, s.made + s.remade) for s in self._plan.stages}
            self._plan.foreseen = foresee(self._journal, missing, self._plan.films)
        return self._plan

    def _require_able(self, brief: Brief) -> None:
        """Tell everything for which a run would not start: a file or a key that is not there.

        Raises:
            MovieLLMError: There is something.
        """
        faults: list[MovieLLMError] = []
        named = [(stage, n) for stage in HOOK_OF for n in self._components.names(stage)]
        questions: list[Callable[[], object]] = [
            *(functools.partial(self._components.revision, *one) for one in named),
            *(functools.partial(self._components.estimate, stage, brief) for stage in self._stages),
        ]
        for work in questions:
            try:
                work()
            except FilmError:  # of this film, which is told of itself
                continue
            except MovieLLMError as error:
                faults.append(error)
        if faults:
            raise together(faults)

    def _smaller(self) -> dict[str, float | None]:
        paid = [stage for stage, found in self._stages.items() if found.paid]
        films = self._loaded.pipeline.films
        shapes = self._components.component("writer").capabilities.shapes
        brief = next(self._loaded.briefs())
        found: dict[str, float | None] = {}
        for name, shape in SHAPES.items():
            if paid and shape.total_frames < films.shape.total_frames and fills(shapes, shape):
                asked = brief.model_copy(update={"shape": shape})
                prices = {stage: self._components.estimate(stage, asked) for stage in paid}
                found[name] = None
                if None not in prices.values():
                    found[name] = sum((usd or 0.0) * self._times(s) for s, usd in prices.items())
        return found

    def _times(self, stage: Stage) -> int:
        """How many films a stage works on: no writer writes what is told again."""
        films, again = self._loaded.total_films, self._loaded.total_told_again
        return films - again if stage == "writer" else films

    def _is_whole(self, row: FilmRow, brief: Brief) -> bool:
        text = brief.model_dump_json().encode()
        return row.state == "done" and row.completion == self._recipe.completion(text)

    def _rehearsal(self, journal: JournalReader) -> RunContext:
        """A run context without an executor: it stops before anything would be written."""
        return RunContext(
            self._recipe,
            journal,
            StoreReader(journal),
            Rehearsal(),
            _NoExecutor(),
            ProgressCounter({}, 1),
            lambda step: None,
            limits=self._loaded.pipeline.limits,
        )

    def _count_missing(self, brief: Brief) -> None:
        try:
            missing = self._missing(brief)
            shots = self._run_context.progress.shots if self._run_context else {}
            self._count(brief, missing, shots.get(brief.id))
        except FilmError as error:
            reason = error.message if not error.hint else f"{error.message} {error.hint}"
            self._plan.refusals.append(RefusedFilm(brief.id, brief.theme, reason))

    def _missing(self, brief: Brief) -> dict[Stage, int]:
        """How many items of each stage the journal lacks."""
        require_consent(brief, self._recipe.consent)
        items = {stage: _items(stage, brief, None) for stage in self._stages}
        if brief.retells is not None:
            items["writer"] = 0
            if brief.retells not in self._whole:
                return items
        if self._run_context is None:
            return items
        self._run_context.progress = ProgressCounter({}, 1)
        try:
            assemble(FilmDraft(self._run_context, brief))
            return dict.fromkeys(self._stages, 0)
        except _MissingError as gap:
            first, least = gap.stage, gap.items
        except DamageError:
            reached = self._run_context.progress.progress().reused
            first, least = next(stage for stage in reversed(self._stages) if stage in reached), 1
        shots = self._run_context.progress.shots.get(brief.id)
        items |= {s: _items(s, brief, shots) for s in items if ROWS[s].unit == "shot"}
        reused = self._run_context.progress.progress().reused
        order = list(self._stages)
        for stage in order[: order.index(first)]:
            items[stage] = 0
        if ROWS[first].unit != "film":
            items[first] = max(items[first] - reused.get(first, 0), least)
        return items

    def _count(self, brief: Brief, missing: Mapping[Stage, int], shots: int | None) -> None:
        for stage, found in self._stages.items():
            lacking = missing[stage]
            reused = max(_items(stage, brief, shots) - lacking, 0)
            remade = min(lacking, max(self._made_before(brief.id, stage) - reused, 0))
            found.reused += reused
            found.remade += remade
            found.made += lacking - remade
            if lacking and found.paid:
                usd = self._components.estimate(stage, brief)
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
        films = self._results()
        same = bool(films) and known.inputs == self._recipe.export_key(
            exporter, films, self._recipe.curation_key(self._loaded.pipeline.films.seed, films)
        )
        return "reused" if same else "remade"

    def _fate_of_curation(self) -> Fate | None:
        if not self._components.names("curator"):
            return None
        if self._journal is None or CURATION not in self._journal.header():
            return "made"
        films = self._results()
        key = self._recipe.curation_key(self._loaded.pipeline.films.seed, films)
        return "reused" if films and stands(self._journal, key) else "remade"

    def _results(self) -> list[tuple[str, str]]:
        """Id and result of the finished films; empty when others will be made."""
        films = [(row.film, row.result) for row in self._whole.values()]
        all_whole = len(films) + len(self._plan.refusals) == self._plan.films
        return films if all_whole else []


def _items(stage: Stage, brief: Brief, shots: int | None) -> int:
    return items_of(stage, brief.shape.total_frames, shots)
