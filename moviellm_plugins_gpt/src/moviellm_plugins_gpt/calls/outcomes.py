"""What can come of one attempt at a call, and what is to be done about it.

    CallFailed
    ├── TryAgain                 nothing was answered: ask again
    │   ├── RateLimited          too many requests or tokens in this minute
    │   ├── Overloaded           5xx, 529, connection refused or reset
    │   ├── TimedOut             no whole answer before the deadline; perhaps billed
    │   └── Broken               a 200 that is no answer: HTML, cut JSON, cut stream; perhaps billed
    └── Hopeless                 asking again would bring the same
        ├── QuotaSpent           the account has no money left: the run stops
        ├── KeyRejected          no key, a wrong key, no access to the model: the run stops
        ├── ServerDown           many calls failed one after another: the run stops
        └── BadRequest           the request is wrong: the question gets no answer

An exception with an attribute ``usd`` counts as billed (None: at an unknown price, so at its
worst); those without one cost nothing. (`moviellm.component.Calls.buy`)
"""

from __future__ import annotations

import datetime
import email.utils
import json
from collections.abc import Mapping
from typing import Any

from moviellm import BudgetError, InputError, RunError

_SAID = 300


class CallFailed(Exception):  # noqa: N818 - an outcome, told as one
    """One attempt at a call brought no answer.

    Args:
        said: What the server or the network said, in a sentence.

    Attributes:
        headers: Of the answer, with names in lower case; empty where there was none.
    """

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said
        self.headers: Mapping[str, str] = {}


class TryAgain(CallFailed):
    """Nothing was answered; asking again may help.

    Args:
        said: What the server or the network said.
        wait: How long the server asks to wait, in seconds; None when it does not say.
    """

    slows = False

    def __init__(self, said: str, wait: float | None = None) -> None:
        super().__init__(said)
        self.wait = wait


class RateLimited(TryAgain):
    """Too many requests or tokens in this minute."""

    slows = True


class Overloaded(TryAgain):
    """The server has too much to do, or is not there."""

    slows = True


class TimedOut(TryAgain):
    """No whole answer before the deadline. The provider may have billed it."""

    slows = True
    usd: float | None = None


class Broken(TryAgain):
    """A success that is no answer. The provider may have billed it."""

    usd: float | None = None


class Hopeless(CallFailed):
    """Asking again would bring the same."""


class QuotaSpent(Hopeless):
    """The account has no money left."""

    def error(self) -> BudgetError:
        """Return the error that stops the run."""
        return BudgetError(
            f"The provider's account has no quota left: {self.said}",
            hint="Add credit at the provider and run again: everything paid for is kept.",
        )


class KeyRejected(Hopeless):
    """No key, a wrong key, or no access to the model."""

    def error(self) -> InputError:
        """Return the error that stops the run."""
        return InputError(
            f"The provider does not accept the key: {self.said}",
            hint="Set the environment variable that `key_env` names to a valid key and run again.",
        )


class ServerDown(Hopeless):
    """Many calls failed one after another, and single ones after that."""

    def error(self) -> RunError:
        """Return the error that stops the run."""
        return RunError(
            f"The server only fails: {self.said}",
            hint="Run again when it works: everything paid for is kept.",
        )


class BadRequest(Hopeless):
    """The request is wrong.

    Args:
        said: What the server said.
        filtered: Whether the provider's content filter refused it.
    """

    def __init__(self, said: str, *, filtered: bool = False) -> None:
        super().__init__(said)
        self.filtered = filtered


_QUOTA_CODES = {
    "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "billing_error",
    "credit_balance_too_low",
}  # fmt: skip
_FILTER_CODES = {"content_filter", "content_policy_violation", "moderation_blocked"}


def of_status(status: int, headers: Mapping[str, str], body: str, *, now: float) -> CallFailed:
    """Return what an answer with an HTTP status other than 200 means.

    Args:
        status: The HTTP status.
        headers: Its headers, with names in lower case.
        body: Its body.
        now: Seconds since the epoch, for dates in Retry-After.

    Sources: the providers' tables of error codes and RFC 9110, section 10.2.3 (Retry-After).
    """
    said, codes = _told(status, body)
    wait = retry_after(headers, now=now)
    lower = said.lower()
    if codes & _QUOTA_CODES or "credit balance is too low" in lower or status == 402:
        return QuotaSpent(said)
    if status == 429:
        return RateLimited(said, wait)
    if status in {401, 403}:
        return KeyRejected(said)
    if status in {408, 409, 425} or status >= 500:
        return Overloaded(said, wait)
    if 300 <= status < 400:
        return BadRequest(f"{said} (redirects are not followed: the key belongs to one host)")
    filtered = bool(codes & _FILTER_CODES) or "content management policy" in lower
    return BadRequest(said, filtered=filtered)


_UNREACHED = {"ConnectError", "ClientConnectorError", "ConnectionRefusedError", "gaierror"}
_CUT = {"ServerDisconnectedError", "ClientPayloadError", "ClientOSError", "ConnectionResetError"}


def of_connection(error: Exception) -> CallFailed:
    """Return what an exception of the network means; a cut after sending may have been billed."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    names = {type(one).__name__ for one in chain}
    said = next((str(one) for one in reversed(chain) if str(one)), type(error).__name__)[:_SAID]
    if names & _CUT:  # first of all: both SDKs also call it a failure to connect
        return Broken(f"the connection broke ({said})")
    if names & _UNREACHED:
        return Overloaded(f"the server cannot be reached ({said})")
    if any("Timeout" in name for name in names):
        return TimedOut(f"no answer in time ({said})")
    return Broken(f"the connection broke ({said})")


def retry_after(headers: Mapping[str, str], *, now: float) -> float | None:
    """Return the seconds that a server asks to wait, by number or date; None if it does not."""
    if (text := headers.get("retry-after-ms", "")) and (number := _number(text)) is not None:
        return number / 1_000
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    number = _number(text)
    if number is not None:
        return number
    try:
        date = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=datetime.UTC)
    return max(0.0, date.timestamp() - now)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _told(status: int, body: str) -> tuple[str, set[str]]:
    """Return what a body says about an error, in a sentence, and its codes."""
    try:
        parsed: Any = json.loads(body)
    except ValueError:
        parsed = None
    found = parsed.get("error", parsed) if isinstance(parsed, dict) else parsed
    if not isinstance(found, dict):
        text = found if isinstance(found, str) else body
        return f"HTTP {status}: {' '.join(text.split())[:_SAID]}".rstrip(": "), set()
    codes = {str(found[name]) for name in ("code", "type") if found.get(name)}
    message = found.get("message")
    return f"HTTP {status}: {message or ', '.join(sorted(codes))}"[:_SAID], codes
