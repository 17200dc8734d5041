"""Dialogue as Advanced SubStation Alpha (ASS), version 4.00+.

Source: the format's description by its authors, as libass keeps it
(github.com/libass/libass/wiki/ASS-File-Format-Guide). Times are in hundredths of a second, fields
are parted by commas, ``{`` opens markup, a backslash before ``N``, ``n`` or ``h`` is a line break
or a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from moviellm.film import Cue
from moviellm.film.formats import one_line

_HEADER = """\
[Script Info]
; Synthetic dialogue, made by MovieLLM.
ScriptType: v4.00+
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, \
Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,20,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,2,0,2,\
10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
_PLAIN = str.maketrans({"{": "｛", "}": "｝"})
_ESCAPE = re.compile(r"\\(?=[Nnh])")
_WORD_JOINER = "\u2060"


def write_ass(cues: Iterable[Cue], names: Mapping[str, str]) -> str:
    """Return cues as ASS, the speaker in the field ``Name``.

    Braces become full-width ones and a backslash that would break a line gets an invisible
    neighbour, since the format cannot escape them.

    Args:
        cues: Lines of dialogue.
        names: The cast's names by id; an unknown speaker is not named.
    """
    ordered = sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))
    return _HEADER + "".join(_event(cue, names) for cue in ordered)


def _event(cue: Cue, names: Mapping[str, str]) -> str:
    start = -(-cue.start_ms // 10)  # not before what is meant is seen
    end = max(start + 1, cue.end_ms // 10)
    name = one_line(names.get(cue.speaker or "", "")).replace(",", ";")
    text = _ESCAPE.sub(rf"\\{_WORD_JOINER}", one_line(cue.text).translate(_PLAIN)) or "–"
    return f"Dialogue: 0,{_clock(start)},{_clock(end)},Default,{name},0,0,0,,{text}\n"


def _clock(hundredths: int) -> str:
    seconds, rest = divmod(hundredths, 100)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}.{rest:02d}"
