"""Texts of a film that cannot be taken for a trainer's own signs.

A line of dialogue may read ``<image>`` or ``<|im_end|>``, and loaders look for such words in the
text. They are written with the look-alikes ``‹`` and ``›``, so that a reader still sees what was
said. The speaker words of Vicuna's template, at which Video-ChatGPT and LLaMA-VID cut a
conversation into turns, lose their capitals.
"""

from __future__ import annotations

import re

_SIGN = re.compile(r"<(\|?/?[A-Za-z][\w|/. -]{0,40})>")
_SPEAKER = re.compile(r"\b(USER|ASSISTANT)(?=\s*:)")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")
NOTHING = "–"
"""Stands for a text of which nothing is left: loaders refuse empty turns."""


def escaped(text: str) -> str:
    """Return a text without signs that a loader acts on; never empty, on one or more lines.

    Examples:
        >>> escaped("He wrote <image> on it.")
        'He wrote ‹image› on it.'
    """
    signless = _SIGN.sub(r"‹\1›", _UNSEEN.sub(" ", text))
    tame = _SPEAKER.sub(lambda found: found[1].capitalize(), signless)
    return tame.strip() or NOTHING


def escaped_line(text: str) -> str:
    """Return an escaped text on one line, for lists and options."""
    return " ".join(escaped(text).split()) or NOTHING
