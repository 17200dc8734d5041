"""Captions as answers to a request for a description."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Caption, Film, Level, Span
from moviellm.film.formats import Timecodes

from moviellm_plugin_trainers.rows.escaping import escaped, escaped_line
from moviellm_plugin_trainers.rows.exchange import Exchange
from moviellm_plugin_trainers.rows.instructions import Chooser, wordings


def caption_exchanges(
    film: Film, levels: tuple[Level, ...], chooser: Chooser, codes: Timecodes, *, times: bool
) -> Iterator[Exchange]:
    """Yield what the captions of some levels answer, level by level.

    Args:
        film: Has the captions.
        levels: Which of them.
        chooser: Chooses the wordings.
        codes: Names times.
        times: Below the film, ask for one list of all captions of the level with their times,
            instead of for the caption of each stretch.
    """
    for level in levels:
        captions = [one for one in film.annotations.captions if one.level == level]
        if times and level != "film":
            if captions:
                yield _timeline(film, level, captions, chooser, codes)
            continue
        for caption in captions:
            yield _of_part(film, caption, chooser, codes)


def _of_part(film: Film, caption: Caption, chooser: Chooser, codes: Timecodes) -> Exchange:
    span = Span(start_ms=caption.start_ms, end_ms=caption.end_ms)
    wording = chooser.of(wordings()["caption"][caption.level], caption.id)
    start, end = codes.ends(span)
    return Exchange(
        id=caption.id,
        kind=f"caption-{caption.level}",
        ask=wording.format(start=start, end=end),
        answer=escaped(caption.text),
        frames=_shown(film, span) if caption.level != "film" else (),
        spans=(span,),
        timed=caption.level != "film",
    )


def _timeline(
    film: Film, level: Level, captions: list[Caption], chooser: Chooser, codes: Timecodes
) -> Exchange:
    spans = tuple(Span(start_ms=one.start_ms, end_ms=one.end_ms) for one in captions)
    lines = (
        f"{codes.stretch(span)} {escaped_line(one.text)}"
        for span, one in zip(spans, captions, strict=True)
    )
    return Exchange(
        id=f"timeline-{level}",
        kind=f"caption-{level}",
        ask=chooser.of(wordings()["timeline"][level], f"timeline-{level}"),
        answer="\n".join(lines),
        frames=tuple(name for span in spans for name in _first_and_last(film, span)),
        spans=spans,
        timed=True,
    )


def _first_and_last(film: Film, span: Span) -> tuple[str, ...]:
    shown = _shown(film, span)
    return (shown[0], shown[-1]) if shown else ()


def _shown(film: Film, span: Span) -> tuple[str, ...]:
    return tuple(frame.id for frame in film.storyboard.frames() if frame.span.overlaps(span))
