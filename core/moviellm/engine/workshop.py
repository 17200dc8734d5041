"""What every film of a run is made with: components and keys, journal and store, hands."""

from __future__ import annotations

import itertools
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeVar

from moviellm.engine.hands import Hands
from moviellm.engine.journal import Journal
from moviellm.engine.orders import Order, Outcome
from moviellm.engine.recipe import Recipe
from moviellm.engine.records import Step
from moviellm.engine.results import UNREADABLE, in_a_line
from moviellm.engine.store import BlobDamagedError, Store
from moviellm.engine.tally import Tally
from moviellm.notices import StepReport
from moviellm.pipeline.config import Limits
from moviellm.stages import Stage

_LOG = logging.getLogger("moviellm.run")
Usable = TypeVar("Usable")


@dataclass(frozen=True, slots=True)
class Document:
    """A part of a film: its JSON and the digest under which it is stored.

    Attributes:
        note: What the journal's row tells of it.
        reused: Whether the journal had it.
    """

    data: bytes
    digest: str
    note: str = ""
    reused: bool = False


class Workshop:
    """What every film of a run is made with.

    Attributes:
        recipe: Components and keys.
        report: Tells the observers of a step.
        limits: How often pictures are painted again, and when a film is given up.
        turns: How many films may be at a stage at once.
        painters_a_film: How many processes share a film's pictures, where films are few.
        latest: The stage of which a film at work was given something last.
        forget: Has the journal forget steps that cannot be used; who only plans forgets nothing.
    """

    def __init__(
        self,
        recipe: Recipe,
        journal: Journal,
        store: Store,
        hands: Hands,
        tally: Tally,
        report: Callable[[StepReport], None],
        *,
        at_once: int,
        painters_a_film: int = 1,
        limits: Limits,
        forget: Callable[[Collection[str]], None] | None = None,
    ) -> None:
        self.recipe = recipe
        self.journal = journal
        self.store = store
        self.hands = hands
        self.tally = tally
        self.limits = limits
        self.painters_a_film = painters_a_film
        self.latest: dict[str, Stage] = {}
        self._report = report
        self._forget = forget or journal.forget_steps
        self.turns: defaultdict[Stage, threading.BoundedSemaphore] = defaultdict(
            lambda: threading.BoundedSemaphore(at_once)
        )
        self._makers: dict[tuple[Stage | tuple[str, str], ...], int] = {}
        self._numbers = itertools.count()

    def order(
        self,
        stage: Stage,
        film: str,
        seed: int,
        documents: Sequence[bytes],
        *,
        blobs: Sequence[str] = (),
        item: str = "",
    ) -> Future[Outcome]:
        """Have one call of a component carried out."""
        self.latest[film] = stage
        order = Order(
            stage=stage,
            name=self.recipe.name(stage),
            film=film,
            seed=seed,
            documents=tuple(documents),
            blobs=tuple(blobs),
            item=item,
        )
        number = next(self._numbers)
        items = len(documents) if stage == "painter" else len(blobs) or 1

        def told(done: int, total: int) -> None:
            self.tally.working(number, stage, items * done / total if total > 0 else 0)

        future = self.hands.submit(order, told)

        def ended(future: Future[Outcome]) -> None:
            if future.cancelled() or future.exception() is not None:
                self.tally.working(number, stage, 0)
            else:
                self.tally.ready(number, film, stage, items)

        future.add_done_callback(ended)
        return future

    def usable(
        self,
        stage: Stage,
        film: str,
        steps: Mapping[str, Step],
        read: Callable[[Step], Usable],
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
            self._forget(faults)
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
            self._makers[key] = self.journal.maker(replace(maker, facts={**facts, **maker.facts}))
        return self._makers[key]

    def made(self, stage: Stage, film: str, items: int, outcome: Outcome) -> None:
        """Count and report a step that is recorded."""
        self.tally.made(film, stage, items)
        wall_ms = outcome.wall_us // 1_000
        self._report(
            StepReport(stage=stage, film=film, items=items, wall_ms=wall_ms, usd=outcome.usd)
        )
