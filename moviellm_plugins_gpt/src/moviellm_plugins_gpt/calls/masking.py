"""A key that a server repeats goes no further: what comes in is masked before anybody reads it."""

from __future__ import annotations

import json
import re

MASK = "[the key]"

_LONG = 12
"""Characters. A key of so many is masked wherever it stands, as part of a word too; the providers'
keys have forty and more."""

_SHORTEST = 4
"""Characters. What is shorter stands in every text."""

_BEGINS = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf])|(?<=\\u[0-9A-Fa-f]{4}))"
"""Before a short key: no letter, unless it belongs to an escape of JSON."""

_ENDS = r"(?![A-Za-z0-9])"
_TOLD = r"""(?:(?<=[=:"'`<(\[])|(?<=[=:]\s)|(?<=(?i:bearer)\s))"""
"""Before a word that is told as a value. A local server is given a word for a key (`EMPTY`), and
messages hold words."""


class KeyMask:
    """Masks one key in whatever a server or the network says.

    A key of 12 characters or more is masked everywhere; a shorter one where it stands by itself;
    one that is a plain word (`EMPTY`) in messages alone, where it is told as a value.

    Args:
        key: The key. One of less than 4 characters is no secret, and left alone.
    """

    def __init__(self, key: str) -> None:
        spelled = json.dumps(key)[1:-1]
        forms = {key, spelled, spelled.replace("/", "\\/")} if len(key) >= _SHORTEST else set[str]()
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        found = "|".join(map(re.escape, longest_first))
        word = _is_word(key)
        if len(key) < _LONG:
            found = f"{_BEGINS}{_TOLD if word else ''}(?:{found}){_ENDS}"
        self._in_messages = re.compile(found) if forms else None
        self._in_answers = None if word and len(key) < _LONG else self._in_messages
        spelled_out = found.encode("utf-8", "surrogateescape")
        self._in_bytes: re.Pattern[bytes] | None = None
        if self._in_answers is not None:
            self._in_bytes = re.compile(spelled_out)

    def in_text(self, text: str) -> str:
        """Return a message without the key."""
        return self._in_messages.sub(MASK, text) if self._in_messages else text

    def in_bytes(self, data: bytes) -> bytes:
        """Return a raw answer without the key, JSON with its escapes among them."""
        return self._in_bytes.sub(MASK.encode(), data) if self._in_bytes else data

    def is_in(self, text: str) -> bool:
        """Whether the words of an answer hold the key."""
        return self._in_answers is not None and self._in_answers.search(text) is not None


def _is_word(key: str) -> bool:
    return key.isalpha() and key in (key.lower(), key.upper(), key.capitalize())
