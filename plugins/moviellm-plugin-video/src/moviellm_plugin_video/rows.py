"""The row of ``index.jsonl`` that says everything about one video."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moviellm.film import Film, Question, Span
from moviellm.film.captioning import film_in_video

from moviellm_plugin_video.chapters import chapter_spans
from moviellm_plugin_video.config import VideoOptions
from moviellm_plugin_video.encode import EncodedVideo
from moviellm_plugin_video.shown import ShownFrames


def row(film: Film, video: EncodedVideo, options: VideoOptions) -> dict[str, Any]:
    """Return a film's row; docs/how-to/export-video.md tells what is in it.

    Times are those of the video. Wherever a time span stands, ``frames`` gives the first video
    frame that shows it and the one after the last.
    """
    film = film_in_video(film, options.rate)
    shown = ShownFrames(film.storyboard, options)
    return {
        "id": film.id,
        "synthetic": True,
        "file": video.path.name,
        "title": film.screenplay.title,
        "overview": film.screenplay.overview,
        "language": film.brief.language,
        "codec": options.codec,
        "fps": str(video.rate),
        "variable_rate": options.variable_rate,
        "frames": video.frames,
        "duration_ms": video.duration_ms,
        "width": video.width,
        "height": video.height,
        **({"tracks": f"{film.id}.tracks.json"} if film.clips and options.shows_clips else {}),
        "key_frames": [
            {"id": frame.id, **_when(frame.span, shown)} for frame in film.storyboard.frames()
        ],
        "chapters": [
            {"id": chapter.id, "title": chapter.title, **_when(span, shown)}
            for chapter, span in chapter_spans(film)
        ],
        "dialogue": [
            {"id": cue.id, "speaker": cue.speaker, "text": cue.text, **_when(cue.span, shown)}
            for cue in film.storyboard.cues
        ],
        "captions": _captions(film, shown),
        "questions": [_question(question, film, shown) for question in film.annotations.questions],
        "consent": [record.model_dump(mode="json") for record in film.consent],
    }


def _when(span: Span, shown: ShownFrames) -> dict[str, Any]:
    frames = shown.of(span)
    return {
        "start_ms": span.start_ms,
        "end_ms": span.end_ms,
        "frames": [frames.start, frames.stop],
    }


def _captions(film: Film, shown: ShownFrames) -> list[dict[str, Any]]:
    return [
        {
            "id": caption.id,
            "level": caption.level,
            "target": caption.target,
            "text": caption.text,
            **_when(Span(start_ms=caption.start_ms, end_ms=caption.end_ms), shown),
        }
        for caption in film.annotations.captions
    ]


def _question(question: Question, film: Film, shown: ShownFrames) -> dict[str, Any]:
    asked = question.model_dump(mode="json", exclude={"evidence", "program", "checks"})
    return {
        **asked,
        "evidence": {
            "key_frames": list(question.evidence.frames),
            "cues": list(question.evidence.cues),
            "spans": [_when(span, shown) for span in _evidence_spans(question, film)],
        },
    }


def _evidence_spans(question: Question, film: Film) -> Iterable[Span]:
    if question.evidence.spans_ms:
        return question.evidence.spans_ms
    frames, cues = set(question.evidence.frames), set(question.evidence.cues)
    spans = [frame.span for frame in film.storyboard.frames() if frame.id in frames]
    spans += [cue.span for cue in film.storyboard.cues if cue.id in cues]
    return sorted(spans, key=lambda span: (span.start_ms, span.end_ms))
