"""What may still go out of an account's limits a minute, given or learned from the server."""

from __future__ import annotations

from collections.abc import Mapping

from moviellm_plugins_gpt.calls.headers import Limit, limits_in
from moviellm_plugins_gpt.calls.settings import RateLimits

_MINUTE = 60.0
_TOKENS = ("input_tokens", "output_tokens")

Cost = Mapping[str, int]
"""What a call takes of each limit: ``requests``, ``input_tokens``, ``output_tokens``."""


class Buckets:
    """The limits of one account and model. All times in seconds, by the limiter's clock.

    Args:
        limits: What the pipeline gives; what is None is learned.
        now: The time.
    """

    def __init__(self, limits: RateLimits, now: float) -> None:
        self._of = {name: Bucket(limit, now) for name, limit in limits}

    def wait(self, cost: Cost, now: float) -> float:
        """Return how long to wait until a call may go out."""
        return max(self._of[name].wait(amount, now) for name, amount in cost.items())

    def learned_limit(self, cost: Cost, now: float) -> str:
        """Return which limit of the server's own a call waits for longest; empty where for none."""
        waits = {name: self._of[name].wait(amount, now) for name, amount in cost.items()}
        name = max(waits, key=lambda one: waits[one])
        bucket = self._of[name]
        if not waits[name] or bucket.fixed:
            return ""
        return f"{bucket.limit:,} {name.replace('_', ' ')}"

    def take(self, cost: Cost, now: float) -> None:
        """Count a call that goes out."""
        for name, amount in cost.items():
            self._of[name].take(amount, now)

    def give_back(self, cost: Cost) -> None:
        """Count a call that did not go out after all."""
        for name, amount in cost.items():
            self._of[name].give_back(amount)

    def correct(self, cost: Cost, usage: Mapping[str, int]) -> None:
        """Count what an answer really used in place of what was taken for it."""
        for name in _TOKENS:
            self._of[name].give_back(cost[name] - usage.get(name, cost[name]))

    def learn(self, headers: Mapping[str, str], now: float) -> None:
        """Keep to what the headers of an answer say, their names in lower case."""
        for name, limit in limits_in(headers).items():
            self._of[name].learn(limit, now)


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
