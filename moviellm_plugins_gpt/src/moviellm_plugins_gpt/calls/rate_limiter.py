"""When a call may be sent: one limiter for all calls to a model with one key at one provider.

It keeps to the limits a minute that are given or learned, lets fewer calls out at once when the
server has too much to do, makes everybody wait while one answer said how long, and stops asking
a server that only fails. It belongs to one event loop and needs no locks.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections import deque
from collections.abc import Callable, Mapping

from moviellm_plugins_gpt.calls.buckets import Buckets, Cost
from moviellm_plugins_gpt.calls.outcomes import CallFailed, ServerDown
from moviellm_plugins_gpt.calls.retry import RETRIED, BackoffPolicy
from moviellm_plugins_gpt.calls.settings import RateLimits

_AHEAD = 1 / 8
_TOLD_SECONDS = 20.0
"""A call that a limit holds back for longer is told: a run may not seem to stand still."""

_log = logging.getLogger("moviellm.limits")


class Turn:
    """One call's way through the limiter: first it is let in, to be written down, then let out.

    It is in flight from when it was let out until it is left. A few more are let in than may be
    in flight, so that the next ones are written down by the time that they may go out.

    Attributes:
        cost: What it takes of each limit.
        started: When it was let out, by the limiter's clock.
    """

    __slots__ = ("_limiter", "cost", "let_in", "let_out", "started")

    def __init__(self, limiter: RateLimiter, cost: Cost) -> None:
        self._limiter = limiter
        self.cost = cost
        self.started = math.inf
        self.let_in: asyncio.Future[None]
        self.let_out: asyncio.Future[None]

    async def __aenter__(self) -> Turn:
        """Wait until it is let in.

        Raises:
            ServerDown: The server only fails; nobody waits any longer.
        """
        self.let_in = asyncio.get_running_loop().create_future()
        self._limiter.enter(self)
        try:
            await self.let_in
        except asyncio.CancelledError:
            if not self.let_in.cancelled() and self.let_in.exception() is None:
                self._limiter.leave(self)
            raise
        return self

    async def start(self) -> None:
        """Wait until it may go out.

        Raises:
            ServerDown: As entering does.
        """
        self.let_out = asyncio.get_running_loop().create_future()
        self._limiter.line_up(self)
        try:
            await self.let_out
        except asyncio.CancelledError:
            if not self.let_out.cancelled() and self.let_out.exception() is None:
                self._limiter.unsent(self)
            raise

    async def __aexit__(self, *_: object) -> None:
        """End it."""
        self._limiter.leave(self)


class RateLimiter:
    """Lets calls out.

    Args:
        limits: The account's limits; what is None is learned.
        concurrency: The most calls in flight.
        backoff: How it holds calls back after failures.
        clock: Seconds that only grow.

    Attributes:
        answered: Whether any call has been answered.
    """

    def __init__(
        self,
        limits: RateLimits,
        concurrency: int,
        *,
        backoff: BackoffPolicy | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._backoff = backoff or BackoffPolicy()
        self._buckets = Buckets(limits, clock())
        self._most = concurrency
        self._allowed = float(concurrency)
        self._inside = 0
        self._in_flight = 0
        self._outside: deque[Turn] = deque()
        self._waiting: deque[Turn] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._paused_until = 0.0
        self._pauses = 0
        self._slowed_at = -math.inf
        self._failures = 0
        self._probes = 0
        self._opened_at = math.inf
        self.answered = False
        self._told = False

    @property
    def allowed(self) -> int:
        """How many calls may be in flight now."""
        return 1 if self._failures >= self._backoff.failures else max(1, int(self._allowed))

    @property
    def in_flight(self) -> int:
        """How many calls are in flight now."""
        return self._in_flight

    @property
    def paused(self) -> float:
        """How long nothing will go out, in seconds."""
        return max(0.0, self._paused_until - self._clock())

    def turn(self, input_tokens: int, output_tokens: int) -> Turn:
        """Return a call's way through the limiter, given its size."""
        return Turn(
            self,
            {"requests": 1, "input_tokens": input_tokens, "output_tokens": output_tokens},
        )

    def succeeded(self, turn: Turn, headers: Mapping[str, str], usage: Mapping[str, int]) -> None:
        """Learn from an answer, and count what it really used of the limits."""
        self.answered = True
        self._failures = self._pauses = self._probes = 0
        self._allowed = min(float(self._most), self._allowed + 1 / self._allowed)
        self._buckets.correct(turn.cost, usage)
        self._buckets.learn(headers, self._clock())

    def failed(self, turn: Turn, outcome: CallFailed) -> None:
        """Learn from a failure: slow down, pause as long as the server says, or stop asking."""
        now = self._clock()
        self._buckets.learn(outcome.headers, now)
        if not isinstance(outcome, RETRIED):
            return
        self._failures += 1
        if self._failures == self._backoff.failures:
            self._opened_at = now
        elif self._failures > self._backoff.failures and turn.started > self._opened_at:
            self._probes += 1
            if self._probes >= self._backoff.probes:
                self._give_up(outcome)
        wait = outcome.wait
        if outcome.slows and turn.started > self._slowed_at:
            self._slowed_at = now
            self._allowed = max(1.0, self._allowed / 2)
            if wait is None:
                wait = self._backoff.first_pause * 2**self._pauses
                self._pauses = min(self._pauses + 1, 16)
        if wait is not None:
            until = now + min(wait, self._backoff.longest_pause)
            self._paused_until = max(self._paused_until, until)

    def _give_up(self, outcome: CallFailed) -> None:
        """Tell everybody who waits that the server only fails. Whoever comes later tries once."""
        self._probes -= 1
        waiting = [turn.let_out for turn in self._waiting]
        waiting += [turn.let_in for turn in self._outside]
        self._waiting.clear()
        self._outside.clear()
        for future in waiting:
            if not future.done():
                future.set_exception(ServerDown(outcome.said))

    def enter(self, turn: Turn) -> None:
        """Let a turn wait until it is let in."""
        self._outside.append(turn)
        self._let_in()

    def line_up(self, turn: Turn) -> None:
        """Let a turn that was let in wait until it may go out."""
        self._waiting.append(turn)
        self._let_out()

    def unsent(self, turn: Turn) -> None:
        """Take a turn back that was let out and not used."""
        turn.started = math.inf
        self._in_flight -= 1
        self._buckets.give_back(turn.cost)

    def leave(self, turn: Turn) -> None:
        """End a turn that was let in."""
        self._inside -= 1
        self._in_flight -= turn.started < math.inf
        self._let_out()
        self._let_in()

    def _let_in(self) -> None:
        """Let in as many as may be in flight and an eighth more."""
        while self._outside and self._inside < self.allowed + math.ceil(self.allowed * _AHEAD):
            turn = self._outside.popleft()
            if not turn.let_in.done():
                self._inside += 1
                turn.let_in.set_result(None)

    def _let_out(self) -> None:
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
            held = self._buckets.wait(turn.cost, now)
            wait = max(self._paused_until - now, held)
            if wait > 0:
                if held > _TOLD_SECONDS:
                    self._tell_limit(turn, now, held)
                self._timer = asyncio.get_running_loop().call_later(wait, self._let_out)
                return
            self._buckets.take(turn.cost, now)
            self._waiting.popleft()
            self._in_flight += 1
            turn.started = now
            turn.let_out.set_result(None)

    def _tell_limit(self, turn: Turn, now: float, wait: float) -> None:
        """Tell once that the server's headers hold calls back, and what to do if they are wrong."""
        limit = self._buckets.learned_limit(turn.cost, now)
        if limit and not self._told:
            self._told = True
            _log.warning(
                "the server's headers allow %s a minute, so the next call waits %.0f s; where the "
                "account has more, the option `limits` says so",
                limit,
                wait,
            )
