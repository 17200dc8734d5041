"""Durable writes for coroutines, committed together by one thread."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Work = TypeVar("Work")

_IDLE_SECONDS = 5.0


class _Firm(asyncio.Future[None]):
    """A future that nobody can cancel: the cancellation of whoever awaits it comes after it."""

    def cancel(self, msg: object = None) -> bool:
        """Refuse."""
        return False


class AsyncGroupCommit(Generic[Work]):
    """Makes durable what coroutines hand in, in the order in which they do.

    While one commit is under way, what comes in waits and goes into the next one, so an fsync is
    paid once for all calls of a moment and the event loops never wait for the disk.

    Args:
        commit: Makes a list of work durable. When it raises for several, each is tried alone, so
            that one bad piece of work does not fail its neighbours.
        name: Of the thread.
    """

    def __init__(self, commit: Callable[[Sequence[Work]], None], name: str) -> None:
        self._commit = commit
        self._name = name
        self._waiting: list[tuple[Work, asyncio.Future[None]]] = []
        self._changed = threading.Condition()
        self._awake = False

    async def write(self, work: Work) -> None:
        """Return once ``work`` is durable, or raise what its commit raised.

        Whoever is cancelled meanwhile still waits for it: what was paid for is not left behind.
        """
        done = _Firm(loop=asyncio.get_running_loop())
        with self._changed:
            if not self._awake:
                threading.Thread(target=self._serve, name=self._name, daemon=True).start()
                self._awake = True
            self._waiting.append((work, done))
            self._changed.notify()
        try:
            await done
        except asyncio.CancelledError:
            done.exception()
            raise

    def _serve(self) -> None:
        """Commit until nothing has come for a while."""
        while True:
            with self._changed:
                if not self._waiting and not self._changed.wait(_IDLE_SECONDS):
                    self._awake = bool(self._waiting)
                    if not self._awake:
                        return
                batch, self._waiting = self._waiting, []
            if batch:
                self._settle(batch)

    def _settle(self, batch: list[tuple[Work, asyncio.Future[None]]]) -> None:
        outcomes: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
        errors = self._attempt([work for work, _ in batch])
        for (_, done), error in zip(batch, errors, strict=True):
            outcomes.setdefault(done.get_loop(), []).append((done, error))
        for loop, settled in outcomes.items():
            with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits there
                loop.call_soon_threadsafe(_tell, settled)

    def _attempt(self, works: Sequence[Work]) -> list[BaseException | None]:
        try:
            self._commit(works)
        except BaseException as error:  # noqa: BLE001 - raised again in the coroutine of the work
            if len(works) == 1:
                return [error]
            return [outcome for work in works for outcome in self._attempt([work])]
        return [None] * len(works)


_Outcome = tuple[asyncio.Future[None], BaseException | None]


def _tell(settled: Sequence[_Outcome]) -> None:
    for done, error in settled:
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
