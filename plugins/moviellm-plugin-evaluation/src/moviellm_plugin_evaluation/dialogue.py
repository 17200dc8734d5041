"""The dialogue of a film as benchmarks read it: SubRip, JSON cues, and lines with times.

Lines are led by their speaker unless `named` is false: that would answer a question for who spoke.
"""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Cue, Film, clock
from moviellm.film.formats import Timecodes, one_line, write_srt

_NOTHING_SAID = "–"
_FONT = '<font color="white" size=".72c">{}</font>'
"""What Video-MME's own subtitles have around a line: lmms-eval drops lines without it."""


def srt(film: Film, *, named: bool = True) -> str:
    """The dialogue as Video-MME's SRT."""
    cues = (
        cue.model_copy(update={"speaker": None, "text": _FONT.format(line.replace("</", "< /"))})
        for cue, line in _lines(film, named)
    )
    return write_srt(cues, {})


def cues(film: Film, *, named: bool = True) -> list[dict[str, str]]:
    """The dialogue as LongVideoBench has it: start, end and line of each cue."""
    return [
        {
            "start": clock(cue.start_ms),
            "end": clock(max(cue.end_ms, cue.start_ms + 1)),
            "line": line,
        }
        for cue, line in _lines(film, named)
    ]


def transcript(film: Film, codes: Timecodes | None = None, *, named: bool = True) -> str:
    """The dialogue as lines, ``[00:01:05] Mara: You moved it.``; without times as CinePile's.

    Args:
        film: With dialogue.
        codes: Names the times of the lines.
        named: Whether lines begin with who speaks them.
    """
    return "\n".join(
        f"[{_with_hours(codes.ends(cue.span)[0])}] {line}" if codes else line
        for cue, line in _lines(film, named)
    )


def _with_hours(code: str) -> str:
    hours, _, rest = code.partition(":") if code.count(":") == 2 else ("0", ":", code)
    return f"{int(hours):02}:{rest}"


def _lines(film: Film, named: bool) -> Iterator[tuple[Cue, str]]:
    names = {person.id: one_line(person.name) for person in film.screenplay.cast}
    for cue in sorted(film.storyboard.cues, key=lambda cue: (cue.start_ms, cue.end_ms)):
        said = one_line(cue.text) or _NOTHING_SAID
        speaker = names.get(cue.speaker or "") if named else None
        yield cue, f"{speaker}: {said}" if speaker else said
