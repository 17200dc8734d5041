"""How a paid call is tried again: after which failures, how often, and after which delay.

All of it stands here: single calls and batches count their attempts by `Attempts`, the rate limiter
takes its pauses from `BackoffPolicy`. The SDKs' own retries are off. Which answer of a server is
which failure stands in `statuses`.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from moviellm import FilmError, MovieLLMError

from moviellm_plugins_gpt.calls.outcomes import (
    Broken,
    CallFailed,
    Hopeless,
    KeyRejected,
    NotThere,
    Overloaded,
    QuotaSpent,
    RateLimited,
    ServerDown,
    TimedOut,
    Unreached,
    Unsent,
)

RETRIED = (RateLimited, Overloaded, TimedOut, Broken)
"""Nothing was answered; asking again may help."""

ENDS_RUN = (QuotaSpent, KeyRejected, NotThere, ServerDown, Unsent, Hopeless)
"""Every other call would fail alike."""

ATTEMPTS = 6
"""How often a call is tried, unless the pipeline says otherwise (`ModelOptions.attempts`)."""

POLL_FAILURES = 50
"""So often asking for a batch may fail: it is at work for hours, and asking costs nothing."""

_LONGEST_WAIT = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How one call is tried again. All times in seconds.

    Attributes:
        first_delay: After the first failure, at most; doubled by each further one. What is waited
            is drawn between nothing and that, so that calls which failed together part; where the
            server asks for more, it is that.
        longest_delay: The longest delay, whatever the server asks for.
        longest_wait: A call that a server wants to wait longer is given up.
        rate_limited: So many times as often as other failures it may be too early.
    """

    first_delay: float
    longest_delay: float
    longest_wait: float
    rate_limited: int

    def delay(self, failed: int, wait: float | None) -> float:
        """Return how long to wait before the next attempt.

        Args:
            failed: How many attempts have failed, one or more.
            wait: How long the server asks to wait; None when it does not say.
        """
        doublings = min(failed - 1, 16)
        most = min(self.longest_delay, self.first_delay * 2**doublings)
        drawn = random.uniform(0.0, most)
        return max(drawn, min(self.longest_delay, wait or 0.0))


SINGLE_CALL = RetryPolicy(
    first_delay=0.25, longest_delay=8.0, longest_wait=_LONGEST_WAIT, rate_limited=4
)
"""Of a call by itself. The rate limiter holds it back for longer where the server asks for that."""

BATCH = RetryPolicy(first_delay=0.5, longest_delay=60.0, longest_wait=math.inf, rate_limited=200)
"""Of a call that is handed in with others: a queue that is full empties in hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackoffPolicy:
    """How all calls to a server are held back together. All times in seconds.

    Attributes:
        first_pause: After a server has too much to do and does not say how long; doubled each time
            until a call succeeds.
        longest_pause: The longest pause.
        failures: So many failures after each other, and only one call at a time goes out.
        probes: So many of those single calls may fail before those who wait are told.
    """

    first_pause: float = 0.5
    longest_pause: float = _LONGEST_WAIT
    failures: int = 20
    probes: int = 4


class Attempts:
    """Counts the attempts at one call, and says what follows a failed one.

    Args:
        most: How often it is tried.
        policy: How.
        address: Where it goes, for messages.
        label: Where it belongs, for messages.
        variable: The environment variable that the key is read from; None where none is sent.
    """

    def __init__(
        self,
        most: int,
        policy: RetryPolicy,
        *,
        address: str,
        label: str,
        variable: str | None = None,
    ) -> None:
        self._most = most
        self._policy = policy
        self._address = address
        self._label = label
        self._variable = variable
        self._failures = self._rate_limited = 0

    def delay_after(self, outcome: Exception) -> float:
        """Count an attempt that failed; return how long to wait before the next, in seconds.

        Raises:
            MovieLLMError: What ends the film or the run: there is no next one.
            Exception: The outcome itself, when it is none of a call.
        """
        if isinstance(outcome, KeyRejected):
            raise outcome.error(self._variable) from outcome
        if isinstance(outcome, ENDS_RUN):
            raise outcome.error() from outcome
        if not isinstance(outcome, RETRIED):
            raise outcome
        if isinstance(outcome, RateLimited):
            self._rate_limited += 1
        else:
            self._failures += 1
        if self._is_last(outcome):
            raise self._given_up(outcome) from outcome
        return self._policy.delay(self._failures + self._rate_limited, outcome.wait)

    def _is_last(self, outcome: CallFailed) -> bool:
        return (
            self._failures >= self._most
            or self._rate_limited >= self._most * self._policy.rate_limited
            or (outcome.wait or 0.0) > self._policy.longest_wait
        )

    def _given_up(self, outcome: CallFailed) -> MovieLLMError:
        """Return the error for a call that was tried often enough."""
        if isinstance(outcome, Unreached):
            return outcome.error(self._address)
        count = self._failures + self._rate_limited
        where = f" for {self._label}" if self._label else ""
        tried = f"in {count} attempt{'s' if count > 1 else ''}"
        too_long = (outcome.wait or 0.0) > self._policy.longest_wait
        asks = f" (it asks to wait {outcome.wait:.0f} s)" if too_long else ""
        return FilmError(
            f"{self._address} gave no answer{where} {tried}: {outcome.said}{asks}",
            hint="Check that the server works at that address, and run again: everything paid for "
            "is kept.",
        )
