"""A key that a server repeats goes no further: what comes in is masked before anybody reads it."""

from __future__ import annotations

import json

MASK = "[the key]"

_SHORTEST = 12
"""Characters. What is shorter is a word that a local server is given for a key, and answers may
hold words; the providers' keys have forty and more."""


class KeyMask:
    """Masks one key in whatever a server or the network says.

    Args:
        key: The key. One that is too short to be a secret is left alone.
    """

    def __init__(self, key: str) -> None:
        spelled = json.dumps(key)[1:-1]
        forms = {key, spelled, spelled.replace("/", "\\/")} if len(key) >= _SHORTEST else set[str]()
        self._forms = sorted(forms, key=lambda form: (-len(form), form))

    def in_text(self, text: str) -> str:
        """Return a text without the key."""
        for form in self._forms:
            text = text.replace(form, MASK)
        return text

    def in_bytes(self, data: bytes) -> bytes:
        """Return raw bytes without the key, JSON with its escapes among them."""
        for form in self._forms:
            data = data.replace(form.encode("utf-8", "surrogateescape"), MASK.encode())
        return data

    def is_in(self, text: str) -> bool:
        """Whether a text holds the key."""
        return any(form in text for form in self._forms)
