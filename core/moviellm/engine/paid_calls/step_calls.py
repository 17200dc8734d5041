"""The gate for the paid calls of one step."""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from moviellm.component import Purchase, Reply
from moviellm.engine.journal.records import CallRow
from moviellm.engine.keys import canonical, digest, key_of
from moviellm.engine.paid_calls.batch import Batch
from moviellm.engine.paid_calls.billing import bill_of, check_worst, price_of
from moviellm.engine.paid_calls.broker import CallBroker

_ANSWER_SECONDS = 600.0
"""How long the answer to a call may take, in which its component tells nothing: the time-out that
the clients of providers have by default."""


class StepCalls:
    """The gate for the paid calls of one step; it satisfies `moviellm.component.Calls`.

    Attributes:
        usd: What the step's calls have cost now, in US dollars; None when a price is unknown.
    """

    def __init__(self, broker: CallBroker, *, stage: str, component: str, film: str) -> None:
        self._broker = broker
        self._stage = stage
        self._component = component
        self._film = film
        self.usd: float | None = 0.0
        self._batches = 0
        self._under_way: dict[object, float] = {}
        self._moved = False
        self._mutex = threading.Lock()

    def goes_on(self) -> bool:
        """Whether a call was asked for or answered since the last look, or its answer may yet come.

        A batch may take hours, a single call minutes.
        """
        with self._mutex:
            moved, self._moved = self._moved, False
            latest = max(self._under_way.values(), default=-math.inf)
        return self._batches > 0 or moved or time.monotonic() - latest < _ANSWER_SECONDS

    def buy(
        self, request: Mapping[str, Any], *, worst_usd: float | None, send: Callable[[], Reply]
    ) -> Reply:
        """Return the stored reply to ``request``, or reserve, send, store and settle.

        Raises:
            BudgetError: The cap could be passed; nothing was sent.
            PluginError: ``send`` returned something else than a `Reply`, or a price is no amount.
            StorageError: The answer could not be stored.
            Cancelled: The run was asked to stop; nothing was sent.
        """
        call, body = self._call(request, worst_usd)

        def counted() -> Reply:
            with self._counting() as sent:
                sent.append(send())
            return sent[0]

        with self._on_its_way():
            return self._broker.buy(call, body, counted)

    async def buy_async(
        self,
        request: Mapping[str, Any],
        *,
        worst_usd: float | None,
        send: Callable[[], Awaitable[Reply]],
        turn: AbstractAsyncContextManager[object] | None = None,
    ) -> Reply:
        """Do what `buy` does in a coroutine; see `moviellm.component.Calls.buy_async`."""
        call, body = self._call(request, worst_usd)

        async def counted() -> Reply:
            with self._counting() as sent:
                sent.append(await send())
            return sent[0]

        turn = contextlib.nullcontext() if turn is None else turn
        with self._on_its_way():
            return await self._broker.buy_async(call, body, counted, turn)

    async def buy_batch(
        self,
        purchases: Sequence[Purchase],
        *,
        hand_in: Callable[[Mapping[str, int]], Awaitable[str]],
        collect: Callable[[str, Collection[str]], Awaitable[Mapping[str, Reply | Exception]]],
    ) -> list[Reply | Exception]:
        """Buy answers that come hours later; see `moviellm.component.Calls.buy_batch`."""
        calls = [self._call(one.request, one.worst_usd) for one in purchases]
        batch = Batch(self._broker, calls, hand_in, collect, self._count)
        self._batches += 1
        try:
            return await batch.outcomes()
        finally:
            self._batches -= 1

    def _call(self, request: Mapping[str, Any], worst_usd: float | None) -> tuple[CallRow, bytes]:
        body = canonical(dict(request))
        wanted = digest(body)
        call = CallRow(
            id=0,
            key=key_of(stage=self._stage, component=self._component, request=wanted),
            stage=self._stage,
            component=self._component,
            film=self._film,
            request=wanted,
            reserved_usd=worst_usd,
        )
        check_worst(call)
        return call, body

    @contextlib.contextmanager
    def _on_its_way(self) -> Iterator[None]:
        """A call is under way inside."""
        one = object()
        with self._mutex:
            self._under_way[one], self._moved = time.monotonic(), True
        try:
            yield
        finally:
            with self._mutex:
                del self._under_way[one]
                self._moved = True

    @contextlib.contextmanager
    def _counting(self) -> Iterator[list[Reply]]:
        """Add what was sent inside, or what a failure was billed, to the step's cost."""
        sent: list[Reply] = []
        try:
            yield sent
        except BaseException as error:
            billed, usd = bill_of(error)
            if billed:
                self._count(usd)
            raise
        self._count(price_of(sent[0]))

    def _count(self, usd: float | None) -> None:
        with self._mutex:
            self.usd = None if usd is None or self.usd is None else self.usd + usd
