"""Paid calls: written down before they are sent and after they are answered.

A call is named by its component and its request. Its life in the journal::

    reserve -> sent (durable) -> send() -> answer durable -> done (durable) -> settle
                 |                  `-- raised: failed, and released unless it was billed
                 `-- killed: unrecorded at the next opening; its worst price counts as possible

So an answer that is stored is never bought again, and what a crash can lose is bounded by the
calls that were in flight.
"""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager

from moviellm.component import Reply
from moviellm.engine.bills import bill_of, checked
from moviellm.engine.budget import Budget, Reservation
from moviellm.engine.journal import Journal
from moviellm.engine.records import CallRow, CallState
from moviellm.engine.scribe import Scribe
from moviellm.engine.store import BlobDamagedError, Store
from moviellm.errors import Cancelled, MovieLLMError

_POLL_SECONDS = 0.2
_ROOM_SECONDS = 0.02

Answered = tuple[CallRow, bytes, bytes]
"""A call that is done, its request and its raw answer."""


class CallDesk:
    """Sends and records the paid calls of a run. Any thread may use it.

    Args:
        journal: Where they are written down.
        store: Where requests and raw answers are kept.
        budget: What may still be spent.
        cancelled: Whether the run was asked to stop; nothing new is sent then.
    """

    def __init__(
        self,
        journal: Journal,
        store: Store,
        budget: Budget,
        *,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self.journal = journal
        self._store = store
        self.budget = budget
        self._cancelled = cancelled
        self._in_flight: dict[str, Future[None]] = {}
        self._mutex = threading.Lock()
        self.rows: Scribe[CallRow] = Scribe(journal.set_calls, "moviellm-calls-sent")
        self.answers: Scribe[Answered] = Scribe(self._store_answers, "moviellm-calls-answered")

    def buy(self, call: CallRow, body: bytes, send: Callable[[], Reply]) -> Reply:
        """Return the stored answer to ``call``, or buy it; see `moviellm.component.Calls.buy`."""
        while (other := self.enter(call.key)) is not None:
            while not _over(other, _POLL_SECONDS):
                self.check_cancelled()
        try:
            return self.stored(call.key) or self._purchase(call, body, send)
        finally:
            self.leave(call.key)

    async def buy_async(
        self,
        call: CallRow,
        body: bytes,
        send: Callable[[], Awaitable[Reply]],
        turn: AbstractAsyncContextManager[object],
    ) -> Reply:
        """Do the same for a coroutine; see `moviellm.component.Calls.buy_async`."""
        while (other := self.enter(call.key)) is not None:
            await asyncio.shield(asyncio.wrap_future(other))
        try:
            stored = self.stored(call.key)
            if stored is not None:
                return stored
            async with turn:
                return await self._purchase_async(call, body, send)
        finally:
            self.leave(call.key)

    def enter(self, key: str) -> Future[None] | None:
        """Begin to buy an answer; if somebody else is buying it, return what ends when he does."""
        with self._mutex:
            other = self._in_flight.get(key)
            if other is None:
                self._in_flight[key] = Future()
            return other

    def leave(self, key: str) -> None:
        """End what `enter` began."""
        with self._mutex:
            self._in_flight.pop(key).set_result(None)

    def check_cancelled(self) -> None:
        """Raise `Cancelled` if the run was asked to stop."""
        if self._cancelled():
            raise Cancelled("The run was asked to stop.")

    def stored(self, key: str) -> Reply | None:
        """Return the stored answer of a call, or None."""
        call = self.journal.answer(key)
        if call is None:
            return None
        try:
            data = self._store.get(call.reply)
        except BlobDamagedError:
            return None
        return Reply(data=data, usd=call.usd, usage=call.usage)

    def _purchase(self, call: CallRow, body: bytes, send: Callable[[], Reply]) -> Reply:
        self.check_cancelled()
        reservation = self.budget.reserve(call.reserved_usd, cancelled=self._cancelled)
        try:
            call = dataclasses.replace(call, id=self.journal.new_call())
            self.journal.set_call(call)
        except BaseException:
            self.budget.release(reservation)
            raise
        try:
            reply = checked(send(), call)
        except BaseException as error:
            self._failed(call, reservation, error)
            raise
        self.budget.settle(reservation, reply.usd)
        pack = self._store.pack([body, reply.data])
        done = dataclasses.replace(
            call, state="done", usd=reply.usd, usage=reply.usage, reply=pack.digests[1]
        )
        self.journal.set_call(done, packs=[pack])
        return reply

    async def _purchase_async(
        self, call: CallRow, body: bytes, send: Callable[[], Awaitable[Reply]]
    ) -> Reply:
        (reservation,) = await self.room([call.reserved_usd])
        call = dataclasses.replace(call, id=self.journal.new_call())
        try:
            await self.rows.write(call)
        except BaseException:
            self.budget.release(reservation)
            await self.rows.write(dataclasses.replace(call, state="failed", usd=0.0))
            raise
        try:
            reply = checked(await send(), call)
        except BaseException as error:
            await self.rows.write(self.verdict(call, reservation, error))
            raise
        self.budget.settle(reservation, reply.usd)
        done = dataclasses.replace(call, state="done", usd=reply.usd, usage=reply.usage)
        await self.answers.write((done, body, reply.data))
        return reply

    async def room(self, worsts: Sequence[float | None]) -> list[Reservation]:
        """Reserve the worst prices of calls; wait while others under way leave no room."""
        while True:
            self.check_cancelled()
            reservations = self.budget.try_reserve_all(worsts)
            if reservations is not None:
                return reservations
            await asyncio.sleep(_ROOM_SECONDS)

    def _store_answers(self, answered: Sequence[Answered]) -> None:
        """Make answers durable in one pack, then record their calls in one transaction."""
        pack = self._store.pack([blob for _, *blobs in answered for blob in blobs])
        replies = pack.digests[1::2]
        self.journal.set_calls(
            [
                dataclasses.replace(call, reply=reply)
                for (call, *_), reply in zip(answered, replies, strict=True)
            ],
            packs=[pack],
        )

    def _failed(self, call: CallRow, reservation: Reservation, error: BaseException) -> None:
        try:
            self.journal.set_call(self.verdict(call, reservation, error))
        except MovieLLMError as second:
            error.add_note(f"and it could not be written down: {second.message}")

    def verdict(self, call: CallRow, reservation: Reservation, error: BaseException) -> CallRow:
        """Settle a call that failed and return its row: what it cost if the exception says so."""
        error.add_note(f"in a paid call of {call.stage} {call.component}, film {call.film}")
        billed, usd = bill_of(error)
        if not billed:
            self.budget.release(reservation)
            return dataclasses.replace(call, state="failed", usd=0.0)
        self.budget.settle(reservation, usd)
        state: CallState = "failed" if usd is not None else "unrecorded"
        return dataclasses.replace(call, state=state, usd=usd)


def _over(future: Future[None], seconds: float) -> bool:
    try:
        future.result(seconds)
    except TimeoutError:
        return False
    return True
