"""Durable writes of many threads, committed together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")


class _Ticket(Generic[Work, Result]):
    __slots__ = ("error", "result", "settled", "work")

    def __init__(self, work: Work) -> None:
        self.work = work
        self.settled = False
        self.result: Result | None = None
        self.error: Exception | None = None


class GroupCommit(Generic[Work, Result]):
    """Lets the first thread that arrives commit for everybody who waits meanwhile.

    An fsync costs the same for one row as for a hundred, so threads that finish while another
    one's fsync is under way share the next.

    Args:
        commit: Makes a list of work durable and returns one result for each. It is never called
            by two threads at once. When it raises for several, each is tried alone, so that one
            bad piece of work does not fail its neighbours.
    """

    def __init__(self, commit: Callable[[Sequence[Work]], Sequence[Result]]) -> None:
        self._commit = commit
        self._waiting: list[_Ticket[Work, Result]] = []
        self._mutex = threading.Lock()
        self._turn = threading.Lock()

    def __call__(self, work: Work) -> Result:
        """Return the result of ``work`` once it is durable, or raise what its commit raised."""
        ticket: _Ticket[Work, Result] = _Ticket(work)
        with self._mutex:
            self._waiting.append(ticket)
        with self._turn:
            if not ticket.settled:
                with self._mutex:
                    batch, self._waiting = self._waiting, []
                self._settle(batch)
        if ticket.error is not None:
            raise ticket.error
        return ticket.result  # type: ignore[return-value]  # settled without error: it is there

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the commit that is under way, and hold off others meanwhile."""
        with self._turn:
            yield

    def _settle(self, batch: list[_Ticket[Work, Result]]) -> None:
        try:
            self._attempt(batch)
        finally:
            interrupted = [ticket for ticket in batch if not ticket.settled]
            with self._mutex:
                self._waiting[:0] = interrupted

    def _attempt(self, batch: list[_Ticket[Work, Result]]) -> None:
        try:
            results = self._commit([ticket.work for ticket in batch])
        except Exception as error:  # noqa: BLE001 - raised again in the thread whose work it was
            if len(batch) == 1:
                batch[0].error, batch[0].settled = error, True
                return
            for ticket in batch:
                self._attempt([ticket])
            return
        for ticket, result in zip(batch, results, strict=True):
            ticket.result, ticket.settled = result, True
