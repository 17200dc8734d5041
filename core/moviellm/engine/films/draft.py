"""One film in the making: what its steps brought, and what of that is not durable yet.

A document that took a moment and cost nothing waits for the film's next commit: making it durable
alone would cost more than making it again. Everything else is durable before it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from moviellm.engine.films.run_context import RunContext, StoredDocument
from moviellm.engine.journal.records import FilmRow, Pack, StepRow
from moviellm.engine.keys import digest
from moviellm.engine.workers.executor import result_of
from moviellm.engine.workers.tasks import TaskResult
from moviellm.film import Brief
from moviellm.stages import Stage

_QUICK_US = 1_000_000


class FilmDraft:
    """The film of one brief while it goes through the stages, in one thread.

    Args:
        run_context: What films are made with.
        brief: The film.

    Attributes:
        summary: What `show` and the report will tell of the film.
    """

    def __init__(self, run_context: RunContext, brief: Brief) -> None:
        self.run_context = run_context
        self.brief = brief
        self.summary: dict[str, Any] = {}
        self._blobs: list[bytes] = []
        self._steps: list[StepRow] = []

    def step(
        self,
        stage: Stage,
        inputs: Sequence[StoredDocument],
        documents: Sequence[bytes],
        read: Callable[[StoredDocument], object],
    ) -> StoredDocument:
        """Return what a stage makes of the film, from the journal or made now.

        Args:
            stage: The stage.
            inputs: What the key depends on.
            documents: What the hook is given.
            read: Raises ``ValueError`` when what the journal has is not what the stage makes.
        """
        run_context, film = self.run_context, self.brief.id
        seed = run_context.recipe.seed(self.brief, stage)
        key = run_context.recipe.key(stage, seed, *(part.digest for part in inputs))

        def recorded(step: StepRow) -> StoredDocument:
            (name,) = step.outputs
            found = StoredDocument(run_context.store.get(name), name, step.result, reused=True)
            read(found)
            return found

        known = run_context.usable(stage, film, run_context.journal.steps([key]), recorded)
        if key in known:
            run_context.progress.reused(stage, 1)
            return known[key]
        outcome = result_of(run_context.submit(stage, film, seed, documents).result())
        note = "".join(outcome.results)
        made = StoredDocument(outcome.document, digest(outcome.document), note)
        self._blobs.append(made.data)
        self._steps.append(
            StepRow(
                key=key,
                maker=run_context.maker(stage, outcome.facts),
                film=film,
                outputs=(made.digest,),
                inputs=tuple(part.digest for part in inputs),
                result=note,
                cpu_us=outcome.cpu_us,
                wall_us=outcome.wall_us,
            )
        )
        if not self._may_wait(stage, outcome):
            self.record(packs=outcome.packs)
        run_context.made(stage, film, 1, outcome)
        return made

    def add(self, documents: Sequence[bytes]) -> None:
        """Take documents along with the next commit, if the run does not have them."""
        known = self.run_context.journal.known([digest(data) for data in documents])
        waiting = {digest(data) for data in self._blobs}
        self._blobs += [data for data in documents if digest(data) not in known | waiting]

    def record(
        self,
        *,
        packs: Sequence[Pack] = (),
        steps: Sequence[StepRow] = (),
        films: Sequence[FilmRow] = (),
    ) -> None:
        """Make everything that waits durable, and write it down together with what is given."""
        self.run_context.recorder.record(
            self._blobs, packs=packs, steps=[*self._steps, *steps], films=films
        )
        self._blobs, self._steps = [], []

    def _may_wait(self, stage: Stage, outcome: TaskResult) -> bool:
        paid = self.run_context.recipe.components.component(stage).capabilities.paid
        return not paid and not outcome.packs and outcome.wall_us < _QUICK_US
