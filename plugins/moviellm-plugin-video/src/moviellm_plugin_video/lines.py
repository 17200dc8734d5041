"""Lines of dialogue that overlap in time, as readers that show one text at a time want them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from moviellm.film import Cue, Span
from moviellm.film.formats import one_line


def lines_in_time(cues: Sequence[Cue], names: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    """Yield what is to be read from when to when, in spans that do not overlap.

    Args:
        cues: Lines of dialogue; those without length are not shown.
        names: The cast's names by id; an unknown speaker is not named.
    """
    waiting = sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms), reverse=True)
    now: list[Cue] = []
    start = 0
    while waiting or now:
        if now:
            end = min([cue.end_ms for cue in now] + [cue.start_ms for cue in waiting[-1:]])
            if end > start:
                text = "\n".join(_line(cue, names) for cue in now)
                yield Span(start_ms=start, end_ms=end), text
            start = end
        else:
            start = waiting[-1].start_ms
        while waiting and waiting[-1].start_ms <= start:
            now.append(waiting.pop())
        now = [cue for cue in now if cue.end_ms > start]


def _line(cue: Cue, names: Mapping[str, str]) -> str:
    speaker = one_line(names.get(cue.speaker or "", ""))
    return f"{speaker}: {one_line(cue.text)}" if speaker else one_line(cue.text)
