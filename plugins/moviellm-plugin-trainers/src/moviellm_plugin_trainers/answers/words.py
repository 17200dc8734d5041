"""Names, numbers, moments and durations in a text."""

from __future__ import annotations

import re
import unicodedata

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * ten for ten, word in enumerate(_TENS, start=2)},
    "never": 0, "none": 0, "once": 1, "twice": 2, "thrice": 3,
}  # fmt: skip
_NUMBER = re.compile(
    rf"(?<![\w.,])-?\d+(?:,\d{{3}})*(?:\.\d+)?(?![\w]*\d)"
    rf"|\b({'|'.join(_TENS)})[\s-]({'|'.join(_UNITS[1:10])})\b"
    rf"|\b(?:{'|'.join(_NUMBERS)})\b"
)
_CLOCK = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?![\d:])")
_AMOUNT = r"\d+(?:\.\d+)?"
_LENGTH = re.compile(
    rf"(?:(?P<h>{_AMOUNT})\s*(?:hours?|hrs?|h)(?![a-z]))?[\s,]*(?:and\s+)?"
    rf"(?:(?P<m>{_AMOUNT})\s*(?:minutes?|mins?|m)(?![a-z]))?"
    rf"[\s,]*(?:and\s+)?(?:(?P<s>{_AMOUNT})\s*(?:seconds?|secs?|s)(?![a-z]))?",
    re.IGNORECASE,
)
_DENIED = re.compile(
    rf"(?:\b(?:not|never)|n't)\s+(?!only\b)(?:[a-z']+\s+){{0,2}}?(?:\d[\w:.-]*|(?:{'|'.join(_NUMBERS)})\b)",
    re.IGNORECASE,
)
"""``not 2``, ``isn't at 01:05``: said to be wrong."""


def bare(text: str) -> str:
    """Return a text's words: of one case and width, without punctuation and articles."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(c if c.isalnum() else " " for c in re.sub("['’]s", "s", folded)).split()
    return " ".join(word for word in words if word not in ("the", "a", "an"))


def numbers(text: str) -> set[float]:
    """Return the numbers that a text names, in digits or in words; times of day are none."""
    told = _CLOCK.sub(" ", _asserted(text).casefold())
    return {_value(found) for found in _NUMBER.finditer(told)}


def clocks(text: str) -> set[int]:
    """Return the moments that a text names (``01:05``, ``1:02:03``), in seconds."""
    found = _CLOCK.findall(_asserted(text))
    return {int(h or 0) * 3600 + int(m) * 60 + int(s) for h, m, s in found}


def lengths(text: str) -> set[float]:
    """Return the durations that a text names, in seconds: in units, or else as clocks show them."""
    told = _NUMBER.sub(lambda found: f"{_value(found):g}", _asserted(text).casefold())
    found = {
        3600 * float(one["h"] or 0) + 60 * float(one["m"] or 0) + float(one["s"] or 0)
        for one in _LENGTH.finditer(told)
        if one["h"] or one["m"] or one["s"]
    }
    return found or {float(one) for one in clocks(text)}


def _asserted(text: str) -> str:
    return _DENIED.sub(" ", text)


def _value(found: re.Match[str]) -> float:
    if found[1]:
        return float(_NUMBERS[found[1]] + _NUMBERS[found[2]])
    text = found[0]
    return float(_NUMBERS[text] if text in _NUMBERS else text.replace(",", ""))
