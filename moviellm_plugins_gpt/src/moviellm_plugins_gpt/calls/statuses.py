"""What a server's status or error means: which outcome an attempt had."""

from __future__ import annotations

import datetime
import email.utils
import re
from collections.abc import Mapping
from dataclasses import replace

from moviellm_plugins_gpt.calls.error_body import SAID, Told, told_by, told_of
from moviellm_plugins_gpt.calls.outcomes import (
    PROXY_HINT,
    BadRequest,
    CallFailed,
    KeyRejected,
    NotThere,
    Overloaded,
    QuotaSpent,
    RateLimited,
    Unsent,
)

_QUOTA_CODES = {
    "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "billing_error",
    "credit_balance_too_low",
}  # fmt: skip
_FILTER_CODES = {
    "content_filter", "content_policy_violation", "moderation_blocked", "flagged",
    "responsibleaipolicyviolation", "content_filtered", "safety",
}  # fmt: skip
_FILTER_WORDS = ("content management policy", "flagged", "moderation", "content policy")
_KEY_CODES = {"invalid_api_key", "authentication_error", "api_key_invalid", "unauthenticated"}
_KEY_WORDS = re.compile(
    r"(api key|x-api-key|api_key)\b.{0,40}\b(not valid|invalid|incorrect|missing|expired)"
    r"|(invalid|incorrect|missing|no|expired)\b.{0,20}\b(api key|x-api-key|api_key)"
    r"|unauthorized|unauthenticated",
    re.IGNORECASE,
)
_STATUS_OF = {
    "rate_limit_exceeded": 429, "rate_limit_error": 429, "resource_exhausted": 429,
    "overloaded_error": 529, "overloaded": 529, "not_found_error": 404, "model_not_found": 404,
    "not_found": 404, "invalid_request_error": 400, "invalid_argument": 400,
    "request_too_large": 400, "permission_error": 403, "permission_denied": 403,
}  # fmt: skip


def of_status(status: int, headers: Mapping[str, str], body: str, *, now: float) -> CallFailed:
    """Return what an answer with an HTTP status other than 200 means.

    Args:
        status: The HTTP status.
        headers: Its headers, with names in lower case.
        body: Its body.
        now: Seconds since the epoch, for dates in Retry-After.

    Sources: the providers' tables of error codes and RFC 9110, section 10.2.3 (Retry-After).
    """
    return _meant(status, headers, told_by(status, body), now=now)


def of_error(error: object) -> CallFailed:
    """Return what an error means that stands in the place of an answer, by its code.

    Args:
        error: As a success, a stream or a batch has it in its JSON.
    """
    told = told_of(error, "")
    codes = [code.lower() for code in sorted(told.codes)]
    numbers = [int(code) for code in codes if re.fullmatch("[45][0-9]{2}", code)]
    status = next(iter(numbers or [_STATUS_OF[code] for code in codes if code in _STATUS_OF]), None)
    told = replace(told, said=f"{f'HTTP {status}' if status else 'an error'}: {told.said}"[:SAID])
    return _meant(status or 500, {}, told, now=0.0)


def _meant(status: int, headers: Mapping[str, str], told: Told, *, now: float) -> CallFailed:
    wait = retry_after(headers, now=now)
    said, codes, lower = told.said, {code.lower() for code in told.codes}, told.said.lower()
    if codes & _QUOTA_CODES or "credit balance is too low" in lower or status == 402:
        return QuotaSpent(said)
    if status == 429:
        return RateLimited(said, wait)
    filtered = bool(codes & _FILTER_CODES) or any(words in lower for words in _FILTER_WORDS)
    if filtered and status in {400, 403, 451}:
        return BadRequest(said, filtered=True)
    if status in {401, 403} or codes & _KEY_CODES:
        return KeyRejected(said)
    if status in {408, 409, 425} or status >= 500:
        return Overloaded(said, wait)
    if 300 <= status < 400:
        return NotThere(f"{said} (redirects are not followed: the key belongs to one host)")
    if status == 407:
        return Unsent(f"the proxy wants another user or password ({said})", PROXY_HINT)
    if status in {404, 405}:
        return NotThere(said)
    if status == 400 and _KEY_WORDS.search(said):
        return KeyRejected(said)
    return BadRequest(said, codes=frozenset(codes), named=told.named)


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
        if date.tzinfo is None:
            date = date.replace(tzinfo=datetime.UTC)
        return max(0.0, date.timestamp() - now)
    except (ValueError, OverflowError):
        return None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
