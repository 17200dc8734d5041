"""When a call may be sent: one gate for all calls to a model with one key at one provider.

It keeps to the limits a minute that are given or learned, lets fewer calls out at once when the
server has too much to do, makes everybody wait while one answer said how long, and stops asking
a server that only fails. It belongs to one event loop and needs no locks.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from moviellm_plugins_gpt.calls.headers import Limit, limits_in
from moviellm_plugins_gpt.calls.outcomes import CallFailed, ServerDown, TryAgain
from moviellm_plugins_gpt.calls.settings import RateLimits

_MINUTE = 60.0
_TOKENS = ("input_tokens", "output_tokens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How a gate waits. All times in seconds.

    Attributes:
        first_pause: Of all calls, after a server has too much to do and does not say how long;
            doubled each time until one succeeds.
        longest_pause: The longest pause. A server that asks for more is not waited for.
        failures: So many failures after each other, and only one call at a time goes out.
        probes: So many of those single calls may fail before those who wait are told.
    """

    first_pause: float = 0.5
    longest_pause: float = 120.0
    failures: int = 20
    probes: int = 4


class Bucket:
    """What may still go out of one limit a minute.

    Args:
        limit: The most in a minute; None for no limit known.
        fixed: Whether the pipeline gave it, so that the server's headers do not change it.
    """

    def __init__(self, limit: int | None, now: float) -> None:
        self.fixed = limit is not None
        self.limit = limit
        self._level = float(limit or 0)
        self._seen = now

    def wait(self, amount: int, now: float) -> float:
        """Return how long to wait until ``amount`` may go out, in seconds."""
        if self.limit is None:
            return 0.0
        self._refill(now)
        missing = min(amount, self.limit) - self._level
        return max(0.0, missing * _MINUTE / self.limit)

    def take(self, amount: int, now: float) -> None:
        """Count what goes out; less than nothing may be left when it is more than a minute's."""
        if self.limit is not None:
            self._refill(now)
            self._level -= amount

    def give_back(self, amount: int) -> None:
        """Count less than was taken."""
        if self.limit is not None:
            self._level = min(float(self.limit), self._level + amount)

    def learn(self, seen: Limit, now: float) -> None:
        """Keep to what the server's headers say."""
        if seen.limit and not self.fixed:
            if self.limit is None:
                self._level, self._seen = float(seen.limit), now
            self.limit = seen.limit
        if self.limit is not None and seen.remaining is not None:
            self._refill(now)
            self._level = min(self._level, float(seen.remaining))

    def _refill(self, now: float) -> None:
        assert self.limit is not None
        self._level = min(
            float(self.limit), self._level + (now - self._seen) * self.limit / _MINUTE
        )
        self._seen = now


class Turn:
    """One call's way through the gate: waits when entered, is in flight until left.

    Attributes:
        cost: What it takes of each limit.
        started: When it was let out, by the gate's clock.
    """

    __slots__ = ("_gate", "cost", "let_out", "started")

    def __init__(self, gate: Gate, cost: Mapping[str, int]) -> None:
        self._gate = gate
        self.cost = cost
        self.started = math.inf
        self.let_out: asyncio.Future[float]

    async def __aenter__(self) -> Turn:
        """Wait until it may go out.

        Raises:
            ServerDown: The server only fails; nobody waits any longer.
        """
        self.let_out = asyncio.get_running_loop().create_future()
        self._gate.enter(self)
        try:
            self.started = await self.let_out
        except asyncio.CancelledError:
            if not self.let_out.cancelled() and self.let_out.exception() is None:
                self._gate.leave(self, unused=True)
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """End it."""
        self._gate.leave(self)


class Gate:
    """Lets calls out.

    Args:
        limits: The account's limits; what is None is learned.
        concurrency: The most calls in flight.
        patience: How it waits.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        limits: RateLimits,
        concurrency: int,
        *,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        now = clock()
        self._clock = clock
        self._patience = patience or Patience()
        self._buckets = {
            "requests": Bucket(limits.requests, now),
            "input_tokens": Bucket(limits.input_tokens, now),
            "output_tokens": Bucket(limits.output_tokens, now),
        }
        self._most = concurrency
        self._allowed = float(concurrency)
        self._in_flight = 0
        self._waiting: deque[Turn] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._paused_until = 0.0
        self._pauses = 0
        self._slowed_at = -math.inf
        self._failures = 0
        self._probes = 0
        self._opened_at = math.inf

    @property
    def allowed(self) -> int:
        """How many calls may be in flight now."""
        return 1 if self._failures >= self._patience.failures else max(1, int(self._allowed))

    @property
    def in_flight(self) -> int:
        """How many calls are in flight now."""
        return self._in_flight

    @property
    def paused(self) -> float:
        """How long nothing will go out, in seconds."""
        return max(0.0, self._paused_until - self._clock())

    def turn(self, input_tokens: int, output_tokens: int) -> Turn:
        """Return what waits until a call of this size may go out."""
        return Turn(
            self,
            {"requests": 1, "input_tokens": input_tokens, "output_tokens": output_tokens},
        )

    def succeeded(self, turn: Turn, headers: Mapping[str, str], usage: Mapping[str, int]) -> None:
        """Learn from an answer, and count what it really used of the limits."""
        self._failures = self._pauses = self._probes = 0
        self._allowed = min(float(self._most), self._allowed + 1 / self._allowed)
        for name in _TOKENS:
            self._buckets[name].give_back(turn.cost[name] - usage.get(name, turn.cost[name]))
        self._learn(headers)

    def failed(self, turn: Turn, outcome: CallFailed) -> None:
        """Learn from a failure: slow down, pause as long as the server says, or stop asking."""
        self._learn(outcome.headers)
        if not isinstance(outcome, TryAgain):
            return
        now = self._clock()
        self._failures += 1
        if self._failures == self._patience.failures:
            self._opened_at = now
        elif self._failures > self._patience.failures and turn.started > self._opened_at:
            self._probes += 1
            if self._probes >= self._patience.probes:
                self._give_up(outcome)
        wait = outcome.wait
        if outcome.slows and turn.started > self._slowed_at:
            self._slowed_at = now
            self._allowed = max(1.0, self._allowed / 2)
            if wait is None:
                wait = self._patience.first_pause * 2**self._pauses
                self._pauses = min(self._pauses + 1, 16)
        if wait is not None:
            until = now + min(wait, self._patience.longest_pause)
            self._paused_until = max(self._paused_until, until)

    def _learn(self, headers: Mapping[str, str]) -> None:
        now = self._clock()
        for name, limit in limits_in(headers).items():
            self._buckets[name].learn(limit, now)

    def _give_up(self, outcome: CallFailed) -> None:
        """Tell everybody who waits that the server only fails. Whoever comes later tries once."""
        self._probes -= 1
        waiting, self._waiting = self._waiting, deque()
        for turn in waiting:
            if not turn.let_out.done():
                turn.let_out.set_exception(ServerDown(outcome.said))

    def enter(self, turn: Turn) -> None:
        """Let a turn wait for its time."""
        self._waiting.append(turn)
        self._admit()

    def leave(self, turn: Turn, *, unused: bool = False) -> None:
        """End a turn that was let out."""
        self._in_flight -= 1
        if unused:
            for name, amount in turn.cost.items():
                self._buckets[name].give_back(amount)
        self._admit()

    def _admit(self) -> None:
        """Let out whoever may go, in the order in which they came."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            turn = self._waiting[0]
            if turn.let_out.done():
                self._waiting.popleft()
                continue
            if self._in_flight >= self.allowed:
                return
            now = self._clock()
            wait = max(
                self._paused_until - now,
                *(self._buckets[name].wait(amount, now) for name, amount in turn.cost.items()),
            )
            if wait > 0:
                self._timer = asyncio.get_running_loop().call_later(wait, self._admit)
                return
            for name, amount in turn.cost.items():
                self._buckets[name].take(amount, now)
            self._waiting.popleft()
            self._in_flight += 1
            turn.let_out.set_result(now)
