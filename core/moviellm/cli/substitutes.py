"""What terminals and pipes show that cannot show every character."""

from __future__ import annotations

import codecs

SUBSTITUTES = "moviellm.substitutes"
"""Name of the handler of characters that an encoding lacks, which importing this registers."""

_ALIKE = {
    "│": "|", "├": "|", "└": "`", "─": "-", "━": "-",
    "…": "...", "–": "-", "—": "-", "×": "x", "→": "->",
    "‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\ufffd": "?",
}  # fmt: skip


def _substitute(error: UnicodeError) -> tuple[str | bytes, int]:
    """Draw lines and quotes in ASCII; write everything else out, so that a path stays one."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_ALIKE.get(c) or c.encode("ascii", "backslashreplace").decode() for c in text), (
        error.end
    )


codecs.register_error(SUBSTITUTES, _substitute)
