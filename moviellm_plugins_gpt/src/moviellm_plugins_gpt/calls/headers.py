"""The limits that providers tell in the headers of their answers.

Sources: OpenAI's guide to rate limits (``x-ratelimit-*``) and Anthropic's
(``anthropic-ratelimit-*``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit a minute as the server sees it.

    Attributes:
        limit: The most in a minute.
        remaining: What is left of it now.
    """

    limit: int | None
    remaining: int | None


_NAMES = (
    ("requests", "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests"),
    ("input_tokens", "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens"),
    (
        "requests",
        "anthropic-ratelimit-requests-limit",
        "anthropic-ratelimit-requests-remaining",
    ),
    (
        "input_tokens",
        "anthropic-ratelimit-input-tokens-limit",
        "anthropic-ratelimit-input-tokens-remaining",
    ),
    (
        "output_tokens",
        "anthropic-ratelimit-output-tokens-limit",
        "anthropic-ratelimit-output-tokens-remaining",
    ),
)

_LEAST_TOKENS = 100
"""No account has fewer in a minute: that is not one question. A header that says so means else."""


def limits_in(headers: Mapping[str, str]) -> dict[str, Limit]:
    """Return the limits that an answer's headers tell, by ``requests``, ``input_tokens``, ...

    Args:
        headers: With names in lower case.
    """
    found: dict[str, Limit] = {}
    for name, limit, remaining in _NAMES:
        if limit in headers or remaining in headers:
            most = _count(headers.get(limit))
            if name == "requests" or most is None or most >= _LEAST_TOKENS:
                found[name] = Limit(most, _count(headers.get(remaining)))
    return found


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
