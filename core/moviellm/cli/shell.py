"""Commands that a person can paste into a shell, whatever a path or value holds."""

from __future__ import annotations

import shlex


def command_line(*words: object) -> str:
    """Return a command as a line for bash or zsh: one line, without control characters."""
    return " ".join(_word(str(word)) for word in words)


def _word(word: str) -> str:
    if word.isprintable():
        return shlex.quote(word)
    return f"$'{''.join(c if c.isprintable() and c not in _STEERS else _code(c) for c in word)}'"


_STEERS = "'\\"


def _code(character: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in character.encode(errors="surrogateescape"))
