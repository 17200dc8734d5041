"""Why a library refused something, short enough for one sentence of ours."""

from __future__ import annotations

_LONGEST = 200
"""Libraries quote whole state dicts; more than two lines of a terminal nobody reads."""


def reason_of(error: BaseException) -> str:
    """The first sentence of an error, in one line and without full stop; its type if it is mute."""
    words = " ".join(str(error).split()) or type(error).__name__
    return words.partition(". ")[0][:_LONGEST].rstrip(".")
