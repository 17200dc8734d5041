"""Paid calls: written down before they are sent and after they are answered.

A call is named by its component and its request. Its life in the journal::

    reserve -> sent (durable) -> send() -> settle -> done, with its answer (durable)
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
from moviellm.engine.journal.async_commit import AsyncGroupCommit
from moviellm.engine.journal.records import CallRow, CallState, InlineBlob
from moviellm.engine.journal.writer import Journal
from moviellm.engine.keys import digest
from moviellm.engine.paid_calls.billing import bill_of, checked
from moviellm.engine.paid_calls.budget import Budget, Reservation
from moviellm.engine.store.store import BlobDamagedError, Store
from moviellm.errors import Cancelled, MovieLLMError, unsent, was_sent

_POLL_SECONDS = 0.2
_ROOM_SECONDS = 0.02

_INLINE_BYTES = 4 << 20

Entry = tuple[CallRow, tuple[InlineBlob, ...]]
"""A call as it is now and, when it is done, its request and its raw answer."""


class CallBroker:
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
        self._commit: AsyncGroupCommit[Entry] = AsyncGroupCommit(self._write_down, "moviellm-calls")
        self._inline_bytes = 0

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
        call = dataclasses.replace(call, id=self.journal.new_call())
        try:
            with unsent():
                self.journal.set_calls([call])
            reply = checked(send(), call)
        except BaseException as error:
            self._failed(call, reservation, error)
            raise
        self.budget.settle(reservation, reply.usd)
        self._write_down([_answered(call, body, reply)])
        return reply

    async def _purchase_async(
        self, call: CallRow, body: bytes, send: Callable[[], Awaitable[Reply]]
    ) -> Reply:
        (reservation,) = await self.room([call.reserved_usd])
        call = dataclasses.replace(call, id=self.journal.new_call())
        try:
            with unsent():
                await self.write(call)
            reply = checked(await send(), call)
        except BaseException as error:
            await self.write(self.verdict(call, reservation, error))
            raise
        self.budget.settle(reservation, reply.usd)
        await self.write_answer(call, body, reply)
        return reply

    async def write(self, call: CallRow) -> None:
        """Return once it is durable how a call is now."""
        await self._commit.write((call, ()))

    async def write_answer(self, call: CallRow, body: bytes, reply: Reply) -> None:
        """Return once a call's answer is durable, with its request."""
        await self._commit.write(_answered(call, body, reply))

    async def room(self, worsts: Sequence[float | None]) -> list[Reservation]:
        """Reserve the worst prices of calls; wait while others under way leave no room."""
        while True:
            self.check_cancelled()
            reservations = self.budget.try_reserve_all(worsts)
            if reservations is not None:
                return reservations
            await asyncio.sleep(_ROOM_SECONDS)

    def _write_down(self, entries: Sequence[Entry]) -> None:
        """Make calls and answers durable with one fsync; packs are made of many answers."""
        inline_blobs = [inline for _, some in entries for inline in some]
        self.journal.set_calls([call for call, _ in entries], inline_blobs)
        self._inline_bytes += sum(len(data) for _, data in inline_blobs)
        if self._inline_bytes > _INLINE_BYTES:
            self._inline_bytes = 0
            self._store.pack_inline()

    def _failed(self, call: CallRow, reservation: Reservation, error: BaseException) -> None:
        try:
            self.journal.set_calls([self.verdict(call, reservation, error)])
        except MovieLLMError as second:
            error.add_note(f"and it could not be written down: {second.message}")

    def verdict(self, call: CallRow, reservation: Reservation, error: BaseException) -> CallRow:
        """Settle a call that failed and return its row: what it cost if the exception says so."""
        error.add_note(f"in a paid call of {call.stage} {call.component}, film {call.film}")
        billed, usd = bill_of(error)
        if not billed:
            self.budget.release(reservation)
            ended: CallState = "failed" if was_sent(error) else "withdrawn"
            return dataclasses.replace(call, state=ended, usd=0.0)
        self.budget.settle(reservation, usd)
        state: CallState = "failed" if usd is not None else "unrecorded"
        return dataclasses.replace(call, state=state, usd=usd)


def _answered(call: CallRow, body: bytes, reply: Reply) -> Entry:
    done = dataclasses.replace(
        call, state="done", usd=reply.usd, usage=reply.usage, reply=digest(reply.data)
    )
    return done, ((call.request, body), (done.reply, reply.data))


def _over(future: Future[None], seconds: float) -> bool:
    try:
        future.result(seconds)
    except TimeoutError:
        return False
    return True
