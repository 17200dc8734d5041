"""One film in the making: what its steps brought, and what of that is not durable yet.

A document that took a moment and cost nothing waits for the film's next commit: making it durable
alone would cost more than making it again. Everything else is durable before it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from moviellm.engine.hands import result_of
from moviellm.engine.keys import digest
from moviellm.engine.orders import Outcome
from moviellm.engine.records import FilmRow, Pack, Step
from moviellm.engine.workshop import Document, Workshop
from moviellm.film import Brief
from moviellm.stages import Stage

_QUICK_US = 1_000_000


class Draft:
    """The film of one brief while it goes through the stages, in one thread.

    Args:
        shop: What films are made with.
        brief: The film.

    Attributes:
        summary: What `show` and the report will tell of the film.
    """

    def __init__(self, shop: Workshop, brief: Brief) -> None:
        self.shop = shop
        self.brief = brief
        self.summary: dict[str, Any] = {}
        self._blobs: list[bytes] = []
        self._steps: list[Step] = []

    def step(
        self,
        stage: Stage,
        inputs: Sequence[Document],
        documents: Sequence[bytes],
        read: Callable[[Document], object],
    ) -> Document:
        """Return what a stage makes of the film, from the journal or made now.

        Args:
            stage: The stage.
            inputs: What the key depends on.
            documents: What the hook is given.
            read: Raises ``ValueError`` when what the journal has is not what the stage makes.
        """
        shop, film = self.shop, self.brief.id
        seed = shop.recipe.seed(self.brief, stage)
        key = shop.recipe.key(stage, seed, *(part.digest for part in inputs))

        def recorded(step: Step) -> Document:
            (name,) = step.outputs
            found = Document(shop.store.get(name), name, step.result, reused=True)
            read(found)
            return found

        known = shop.usable(stage, film, shop.journal.steps([key]), recorded)
        if key in known:
            shop.tally.reused(stage, 1)
            return known[key]
        with shop.turns[stage]:
            outcome = result_of(shop.order(stage, film, seed, documents).result())
        note = "".join(outcome.results)
        made = Document(outcome.document, digest(outcome.document), note)
        self._blobs.append(made.data)
        self._steps.append(
            Step(
                key=key,
                maker=shop.maker(stage, outcome.facts),
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
        shop.made(stage, film, 1, outcome)
        return made

    def add(self, documents: Sequence[bytes]) -> None:
        """Take documents along with the next commit, if the run does not have them."""
        known = self.shop.journal.known([digest(data) for data in documents])
        waiting = {digest(data) for data in self._blobs}
        self._blobs += [data for data in documents if digest(data) not in known | waiting]

    def record(
        self,
        *,
        packs: Sequence[Pack] = (),
        steps: Sequence[Step] = (),
        films: Sequence[FilmRow] = (),
    ) -> None:
        """Make everything that waits durable, and write it down together with what is given."""
        own = [self.shop.store.pack(self._blobs)] if self._blobs else []
        self.shop.journal.record(packs=[*own, *packs], steps=[*self._steps, *steps], films=films)
        self._blobs, self._steps = [], []

    def _may_wait(self, stage: Stage, outcome: Outcome) -> bool:
        paid = self.shop.recipe.crew.component(stage).capabilities.paid
        return not paid and not outcome.packs and outcome.wall_us < _QUICK_US
