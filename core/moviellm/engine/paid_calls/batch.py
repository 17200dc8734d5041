"""Many paid calls that are handed in together and answered hours later, perhaps to a later run.

Their life in the journal::

    reserve all -> sent (durable) -> hand_in() -> waiting, with a ticket (durable) -> collect()
                                                     `-- killed: the next run collects them

So a batch is handed in once, and what a crash can lose is what was handed in and had no ticket.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from moviellm.component import Reply
from moviellm.engine.journal.records import CallRow
from moviellm.engine.paid_calls.billing import bill_of, checked
from moviellm.engine.paid_calls.broker import CallBroker
from moviellm.engine.paid_calls.budget import Reservation
from moviellm.errors import unsent

BatchResult = TypeVar("BatchResult")
CallOutcome = Reply | Exception
_Open = tuple[CallRow, Reservation]


class Batch:
    """One purchase of many answers.

    Args:
        broker: Records and pays.
        calls: What is bought: each call and its request.
        hand_in: Hands calls in, by key and place among ``calls``, and returns their ticket.
        collect: Waits for the calls of a ticket and returns what came of each, by key.
        count: Told what each call cost.
    """

    def __init__(
        self,
        broker: CallBroker,
        calls: Sequence[tuple[CallRow, bytes]],
        hand_in: Callable[[Mapping[str, int]], Awaitable[str]],
        collect: Callable[[str, Collection[str]], Awaitable[Mapping[str, CallOutcome]]],
        count: Callable[[float | None], None],
    ) -> None:
        self._broker = broker
        self._keys = [call.key for call, _ in calls]
        self._calls = {call.key: call for call, _ in calls}
        self._bodies = {call.key: body for call, body in calls}
        self._places = {key: place for place, key in reversed(list(enumerate(self._keys)))}
        self._hand_in = hand_in
        self._collect = collect
        self._count = count
        self._found: dict[str, CallOutcome] = {}

    async def outcomes(self) -> list[CallOutcome]:
        """Return what came of each call, in order."""
        while missing := [key for key in self._calls if key not in self._found]:
            others = {key: self._broker.enter(key) for key in missing}
            mine = [key for key, other in others.items() if other is None]
            try:
                await self._buy(mine)
            finally:
                for key in mine:
                    self._broker.leave(key)
            foreign = [asyncio.wrap_future(other) for other in others.values() if other]
            if foreign:
                await asyncio.wait(foreign)
        return [self._found[key] for key in self._keys]

    async def _buy(self, keys: Sequence[str]) -> None:
        for key in keys:
            stored = self._broker.stored(key)
            if stored is not None:
                self._found[key] = stored
        rest = [key for key in keys if key not in self._found]
        waiting = self._broker.journal.waiting(rest)
        tickets: dict[str, list[_Open]] = {}
        for call, ticket in waiting.values():
            reservation = self._broker.budget.reopen(call.reserved_usd)
            tickets.setdefault(ticket, []).append((call, reservation))
        work = [self._finish(ticket, calls) for ticket, calls in tickets.items()]
        if new := [key for key in rest if key not in waiting]:
            work.append(self._begin(new))
        for outcome in await asyncio.gather(*work, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome

    async def _begin(self, keys: Sequence[str]) -> None:
        """Hand in calls and wait for them."""
        broker = self._broker
        reservations = await broker.room([self._calls[key].reserved_usd for key in keys])
        calls = [
            dataclasses.replace(self._calls[key], id=broker.journal.new_call()) for key in keys
        ]
        handed_in = list(zip(calls, reservations, strict=True))
        try:
            with unsent():
                await _to_its_end(asyncio.to_thread(broker.journal.set_calls, calls))
            ticket = await self._hand_in({key: self._places[key] for key in keys})
        except BaseException as error:
            billed, usd = bill_of(error)
            for _ in calls if billed else ():
                self._count(usd)
            failed = [broker.verdict(call, held, error) for call, held in handed_in]
            await _to_its_end(asyncio.to_thread(broker.journal.set_calls, failed))
            raise
        with self._else_waiting(handed_in):
            await _to_its_end(asyncio.to_thread(broker.journal.set_waiting, calls, ticket))
            await self._finish(ticket, handed_in)

    async def _finish(self, ticket: str, calls: Sequence[_Open]) -> None:
        """Wait for calls that were handed in, and record what came of them."""
        with self._else_waiting(calls):
            found = await self._collect(ticket, [call.key for call, _ in calls])
            await asyncio.gather(
                *(self._settle(call, held, found.get(call.key)) for call, held in calls)
            )

    @contextlib.contextmanager
    def _else_waiting(self, calls: Sequence[_Open]) -> Iterator[None]:
        """Leave what is not settled inside to the next run, at its worst price."""
        try:
            yield
        except BaseException:
            for _, reservation in calls:
                self._broker.budget.settle(reservation, None)
            raise

    async def _settle(
        self, call: CallRow, reservation: Reservation, outcome: CallOutcome | None
    ) -> None:
        if outcome is None:
            outcome = LookupError("its batch ended without it")
        if isinstance(outcome, Reply):
            try:
                reply = checked(outcome, call)
            except Exception as error:  # noqa: BLE001 - the component's own fault, told to it
                outcome = error
            else:
                self._count(reply.usd)
                self._broker.budget.settle(reservation, reply.usd)
                await self._broker.write_answer(call, self._bodies[call.key], reply)
                self._found[call.key] = reply
                return
        billed, usd = bill_of(outcome)
        if billed:
            self._count(usd)
        await self._broker.write(self._broker.verdict(call, reservation, outcome))
        self._found[call.key] = outcome


async def _to_its_end(work: Awaitable[BatchResult]) -> BatchResult:
    """Return the result of work that must not be left half done; a cancellation comes after it."""
    whole = asyncio.ensure_future(work)
    interruption: asyncio.CancelledError | None = None
    while not whole.done():
        try:
            await asyncio.wait([whole])
        except asyncio.CancelledError as error:
            interruption = error
    if interruption is not None:
        whole.exception()
        raise interruption
    return whole.result()
