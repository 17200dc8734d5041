"""What a server's status or the network's failure means: which outcome an attempt had."""

from __future__ import annotations

import datetime
import email.utils
import json
from collections.abc import Mapping
from typing import Any

from moviellm_plugins_gpt.calls.masking import KeyMask
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    Broken,
    CallFailed,
    KeyRejected,
    NotThere,
    Overloaded,
    QuotaSpent,
    RateLimited,
    TimedOut,
    Unreached,
)

_SAID = 300
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
        return NotThere(f"{said} (redirects are not followed: the key belongs to one host)")
    if status == 404:
        return NotThere(said)
    filtered = bool(codes & _FILTER_CODES) or "content management policy" in lower
    return BadRequest(said, filtered=filtered)


_UNREACHED = {"ConnectError", "ClientConnectorError", "ConnectionRefusedError", "gaierror"}
_CUT = {"ServerDisconnectedError", "ClientPayloadError", "ClientOSError", "ConnectionResetError"}


def of_connection(error: Exception, mask: KeyMask) -> CallFailed:
    """Return what an exception of the network means; a cut after sending may have been billed.

    Args:
        error: Of an SDK or its transport.
        mask: Hides the key, which a transport may show with a header that it does not take.
    """
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    names = {type(one).__name__ for one in chain}
    said = next((str(one) for one in reversed(chain) if str(one)), type(error).__name__)
    said = mask.in_text(said)[:_SAID]
    if names & _CUT:  # first of all: both SDKs also call it a failure to connect
        return Broken(f"the connection broke ({said})")
    if names & _UNREACHED:
        return Unreached(f"the server cannot be reached ({said})")
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
