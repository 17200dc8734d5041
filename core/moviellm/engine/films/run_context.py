"""What every film of a run is made with: components and keys, journal and store, executor."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeVar

from moviellm.engine.films.progress import ProgressCounter, TaskCount
from moviellm.engine.films.recipe import Recipe
from moviellm.engine.films.recorder import Recorder
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.records import StepRow
from moviellm.engine.store.documents import UNREADABLE, in_a_line
from moviellm.engine.store.store import BlobDamagedError, StoreReader
from moviellm.engine.workers.executor import Executor
from moviellm.engine.workers.tasks import Stored, Task, TaskResult, not_awaited
from moviellm.pipeline.config import Limits
from moviellm.run_reports import StepReport
from moviellm.stages import Stage

_LOG = logging.getLogger("moviellm.run")
Usable = TypeVar("Usable")


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A part of a film: its JSON and the digest under which it is stored.

    Attributes:
        note: What the journal's row tells of it.
        reused: Whether the journal had it.
    """

    data: bytes
    digest: str
    note: str = ""
    reused: bool = False


class RunContext:
    """What every film of a run is made with.

    Attributes:
        recipe: Components and keys.
        journal, store: What was made before.
        recorder: Writes down what is made now.
        report: Tells the observers of a step.
        limits: How often pictures are painted again, and when a film is given up.
        painters_a_film: How many processes share a film's pictures, where films are few.
        latest: The stage of which a film at work was given something last.
    """

    def __init__(
        self,
        recipe: Recipe,
        journal: JournalReader,
        store: StoreReader,
        recorder: Recorder,
        executor: Executor,
        progress: ProgressCounter,
        report: Callable[[StepReport], None],
        *,
        painters_a_film: int = 1,
        limits: Limits,
    ) -> None:
        self.recipe = recipe
        self.journal = journal
        self.store = store
        self.recorder = recorder
        self.executor = executor
        self.progress = progress
        self.limits = limits
        self.painters_a_film = painters_a_film
        self.latest: dict[str, Stage] = {}
        self._report = report
        self._makers: dict[tuple[Stage | tuple[str, str], ...], int] = {}

    def submit(
        self,
        stage: Stage,
        film: str,
        seed: int,
        documents: Sequence[bytes],
        *,
        blobs: Sequence[str] = (),
        item: str = "",
        stored: Stored = not_awaited,
    ) -> Future[TaskResult]:
        """Have one call of a component carried out; ``stored`` is as in `Executor.submit`."""
        self.latest[film] = stage
        task = Task(
            stage=stage,
            name=self.recipe.name(stage),
            film=film,
            seed=seed,
            documents=tuple(documents),
            blobs=tuple(blobs),
            item=item,
        )
        items = len(documents) if stage == "painter" else len(blobs) or 1
        count = TaskCount(self.progress, film, stage, items)

        def part(outcome: TaskResult) -> None:
            count.part(len(outcome.digests))
            stored(outcome)

        future = self.executor.submit(task, count.working, part)
        future.add_done_callback(count.ended)
        return future

    def usable(
        self,
        stage: Stage,
        film: str,
        steps: Mapping[str, StepRow],
        read: Callable[[StepRow], Usable],
    ) -> dict[str, Usable]:
        """Return by key what steps of the journal made.

        What cannot be used counts as not made: an earlier version may have recorded it unchecked,
        and its component may have been mended since. Such steps are forgotten.

        Args:
            stage: Whose steps they are.
            film: For whom they are looked up.
            steps: What the journal has, by key.
            read: Returns what a step made, or raises an error when it is not what it should be.
        """
        found: dict[str, Usable] = {}
        faults: dict[str, str] = {}
        for key, step in steps.items():
            try:
                found[key] = read(step)
            except (*UNREADABLE, BlobDamagedError) as error:
                faults[key] = in_a_line(error)
        if faults:
            self.recorder.forget(faults)
            _LOG.warning(
                "What the %s `%s` made of %s cannot be used (%d of %d) and is made again: %s",
                stage,
                self.recipe.name(stage),
                film,
                len(faults),
                len(steps),
                next(iter(faults.values())),
            )
        return found

    def maker(self, stage: Stage, facts: Mapping[str, str]) -> int:
        """The journal's row of a stage's component, with what it worked with."""
        key = (stage, *sorted(facts.items()))
        if key not in self._makers:
            maker = self.recipe.maker(stage)
            self._makers[key] = self.recorder.maker(replace(maker, facts={**facts, **maker.facts}))
        return self._makers[key]

    def made(self, stage: Stage, film: str, items: int, outcome: TaskResult) -> None:
        """Count and report a step that is recorded."""
        self.progress.made(film, stage, items)
        wall_ms = outcome.wall_us // 1_000
        self._report(
            StepReport(stage=stage, film=film, items=items, wall_ms=wall_ms, usd=outcome.usd)
        )
