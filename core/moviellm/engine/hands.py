"""Who carries out orders: threads of the driver for what waits, processes for what computes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from dataclasses import replace
from typing import Protocol

from moviellm import errors
from moviellm.engine.blobs import NoCalls, WorkerBlobs, finished_films
from moviellm.engine.budget import Budget
from moviellm.engine.calls import CallDesk
from moviellm.engine.gate import StepCalls
from moviellm.engine.journal import Journal
from moviellm.engine.orders import Desk, Failure, Gate, Order, Outcome, Told, perform, untold
from moviellm.engine.pool import Pool
from moviellm.engine.store import Store, store_place
from moviellm.engine.worker import Hello
from moviellm.errors import (
    BudgetError,
    Cancelled,
    DamageError,
    FilmError,
    MovieLLMError,
    StorageError,
)
from moviellm.pipeline.config import Pipeline
from moviellm.plugins.crew import Crew, Selected

FATAL = (BudgetError, Cancelled, StorageError)
"""What stops the run instead of quarantining a film."""


class Hands(Protocol):
    """Carries out orders. A distributed engine may stand here in place of `LocalHands`."""

    def submit(self, order: Order, progress: Told = untold) -> Future[Outcome]:
        """Carry out an order somewhere; the future always gets an outcome or an error.

        Args:
            order: What to do.
            progress: Told (done, total) of the component's own units as it goes.
        """


class LocalHands:
    """Threads and processes of this machine.

    Args:
        crew: Declares where each component runs.
        journal: Of the run.
        store: Of the run.
        selected: The crew, for worker processes.
        pipeline: Its limits and consent records hold.
        workers: How many processes.
        cancelled: Whether the run was asked to stop.
    """

    def __init__(
        self,
        crew: Crew,
        journal: Journal,
        store: Store,
        *,
        selected: Sequence[Selected],
        pipeline: Pipeline,
        workers: int,
        cancelled: Callable[[], bool],
    ) -> None:
        place = str(store_place(journal))
        hello = Hello(journal.folder, place, tuple(selected), pipeline.consent)
        budget = Budget(pipeline.limits.usd, journal.spend())
        self._crew = crew
        self._seconds = pipeline.limits.seconds
        self._pool = Pool(hello, workers, seconds=self._seconds)
        self._calls = CallDesk(journal, store, budget, cancelled=cancelled)
        self._desk = Desk(
            crew=crew,
            blobs=WorkerBlobs(store, lambda blobs: store.pack(blobs)),
            calls=self._gate,
            films=lambda: finished_films(journal, store),
            pack=lambda blobs: store.pack(blobs),
            consent=pipeline.consent,
            cancelled=cancelled,
        )

    def stop(self) -> None:
        """Start nothing new in processes; what is under way may end."""
        self._pool.stop()

    def close(self, seconds: float) -> None:
        """Stop, give what is under way so many seconds, and end every process."""
        self._pool.close(seconds)

    def submit(self, order: Order, progress: Told = untold) -> Future[Outcome]:
        """Carry out an order where its component wants to run."""
        if self._crew.component(order.stage, order.name).capabilities.runs_in == "process":
            return self._pool.submit(order, progress)
        future: Future[Outcome] = Future()
        gate = self._gate(order)
        desk = replace(self._desk, calls=lambda _: gate, progress=progress)
        self._watch(order, future, gate)
        work = threading.Thread(target=lambda: _settle(future, perform(order, desk)), daemon=True)
        work.start()
        return future

    def _watch(self, order: Order, future: Future[Outcome], gate: Gate) -> None:
        timer = threading.Timer(self._seconds, self._give_up, (order, future, gate))
        timer.daemon = True
        future.add_done_callback(lambda _: timer.cancel())
        timer.start()

    def _give_up(self, order: Order, future: Future[Outcome], gate: Gate) -> None:
        if gate.waiting:  # a batch takes hours
            self._watch(order, future, gate)
            return
        hung = Failure(
            kind="FilmError",
            message=f"The {order.stage} `{order.name}` gave no answer in {self._seconds:g} s.",
            hint="Raise `limits.seconds` if it needs longer.",
        )
        _settle(future, Outcome(failure=hung))

    def _gate(self, order: Order) -> Gate:
        if not self._crew.component(order.stage, order.name).capabilities.paid:
            return NoCalls(order)
        return StepCalls(self._calls, stage=order.stage, component=order.name, film=order.film)


def _settle(future: Future[Outcome], outcome: Outcome) -> None:
    with contextlib.suppress(InvalidStateError):  # the other of answer and time-out came first
        future.set_result(outcome)


def result_of(outcome: Outcome) -> Outcome:
    """Return an outcome that succeeded, or raise its failure.

    Raises:
        MovieLLMError: As the component raised it; what is not of this tree is a `FilmError`.
    """
    failure = outcome.failure
    if failure is None:
        return outcome
    error = error_of(failure)
    for note in failure.notes:
        error.add_note(note)
    if failure.trace:
        error.add_note(failure.trace)
    raise error


def error_of(failure: Failure) -> MovieLLMError:
    """The exception that a failure describes."""
    kind = getattr(errors, failure.kind, None)
    if failure.kind == "BlobDamagedError":
        kind = DamageError
    if not (isinstance(kind, type) and issubclass(kind, MovieLLMError)):
        kind = FilmError
    return kind(failure.message, hint=failure.hint)


def told(error: BaseException) -> str:
    """One line about an error for a journal or a summary: what, by whom, what to do."""
    message = error.message if isinstance(error, MovieLLMError) else str(error)
    notes = [note for note in getattr(error, "__notes__", ()) if "\n" not in note]
    hint = error.hint if isinstance(error, MovieLLMError) else ""
    return " ".join(filter(None, [message, *(f"({note})" for note in notes), hint]))
