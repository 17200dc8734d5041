"""Dialogue as SubRip (SRT) and WebVTT.

Both end a cue at a blank line and know ``-->`` as their own, so a line of dialogue is written as
one line without it. SRT has a comma before the milliseconds and no escapes; WebVTT has a dot, a
header, character references and voices (https://www.w3.org/TR/webvtt1/).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from moviellm.film.models.storyboard import Cue
from moviellm.film.models.timeline import clock

_VTT_HEADER = "WEBVTT\n\nNOTE Synthetic dialogue, made by MovieLLM.\n"


def write_srt(cues: Iterable[Cue], names: Mapping[str, str]) -> str:
    """Return cues as SRT, each line led by its speaker's name.

    A line of digits alone is led by a dash: readers take such lines for a cue's number.

    Args:
        cues: Lines of dialogue.
        names: The cast's names by id; an unknown speaker is not named.
    """
    blocks = []
    for number, cue in enumerate(_in_order(cues), start=1):
        speaker = names.get(cue.speaker or "")
        text = f"{one_line(speaker)}: {one_line(cue.text)}" if speaker else one_line(cue.text)
        text = text.replace("-->", "→")
        if not text or text.isdigit():
            text = f"– {text}".rstrip()
        blocks.append(f"{number}\n{_times(cue, ',')}\n{text}\n")
    return "\n".join(blocks)


def write_vtt(cues: Iterable[Cue], names: Mapping[str, str]) -> str:
    """Return cues as WebVTT with their ids, and speakers as voices (``<v Name>``).

    Args:
        cues: Lines of dialogue.
        names: The cast's names by id; an unknown speaker has no voice.
    """
    blocks = [_VTT_HEADER]
    for cue in _in_order(cues):
        speaker = names.get(cue.speaker or "")
        voice = f"<v {_escaped(speaker)}>" if speaker else ""
        blocks.append(f"{cue.id}\n{_times(cue, '.')}\n{voice}{_escaped(cue.text) or '–'}\n")
    return "\n".join(blocks)


def one_line(text: str) -> str:
    """Return text on one line, without control characters and byte order marks."""
    spaced = " ".join(text.split())
    kept = "".join(c for c in spaced if unicodedata.category(c) != "Cc" and c != "\ufeff")
    return " ".join(kept.split())


def _in_order(cues: Iterable[Cue]) -> list[Cue]:
    return sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))


def _times(cue: Cue, fraction: str) -> str:
    end = max(cue.end_ms, cue.start_ms + 1)
    return f"{clock(cue.start_ms, fraction=fraction)} --> {clock(end, fraction=fraction)}"


def _escaped(text: str) -> str:
    line = one_line(text)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
