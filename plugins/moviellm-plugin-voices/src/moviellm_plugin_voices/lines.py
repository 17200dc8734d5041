"""Lines as engines can take them."""

from __future__ import annotations

import re
import unicodedata

_DOTS = re.compile(r"\.{2,}")


def speakable(text: str) -> str:
    """Return a line of the same length in which nothing upsets an engine.

    Each character stays at its place, so that the places of words hold in the line too. Control
    characters become spaces. Of several dots one stays: at two dots eSpeak NG 1.52 may begin to
    speak without end.
    """
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text)
    return _DOTS.sub(lambda dots: "." + " " * (len(dots.group()) - 1), kept)


def can_be_said(text: str) -> bool:
    """Whether a line has a letter, a figure or a symbol that has a name, and not only marks."""
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "So" for c in text)
