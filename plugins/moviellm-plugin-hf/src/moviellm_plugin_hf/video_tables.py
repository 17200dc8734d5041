"""The tables of a folder of videos: as `tables`, with the video and its frames."""

from __future__ import annotations

from collections.abc import Iterable

from moviellm.film import Caption, Film, Question, Span

from moviellm_plugin_hf.columns import INTEGER, INTEGERS, TEXT, Column
from moviellm_plugin_hf.rows import VideoRow
from moviellm_plugin_hf.tables import CAPTIONS, FILMS, QUESTIONS, SYNTHETIC

_FILE: Column[VideoRow[object]] = Column(
    "file_name", TEXT, "the film's video", lambda row: row.video.encoded.path.name
)

VIDEO_FILMS: tuple[Column[VideoRow[Film]], ...] = (
    _FILE,
    *FILMS[:-1],
    Column("fps", TEXT, "video frames a second, exactly", lambda row: str(row.video.encoded.rate)),
    Column("video_frames", INTEGER, "how many there are", lambda row: row.video.encoded.frames),
    Column("width", INTEGER, "in pixels", lambda row: row.video.encoded.width),
    Column("height", INTEGER, "in pixels", lambda row: row.video.encoded.height),
    Column("sha256", TEXT, "of the video file", lambda row: row.video.sha256),
    SYNTHETIC,
)

VIDEO_CAPTIONS: tuple[Column[VideoRow[Caption]], ...] = (
    _FILE,
    *CAPTIONS[:-1],
    Column(
        "first_frame",
        INTEGER,
        "the first video frame that shows it, from 0",
        lambda row: _shows(row, row.part.start_ms, row.part.end_ms).start,
    ),
    Column(
        "end_frame",
        INTEGER,
        "the first one after it",
        lambda row: _shows(row, row.part.start_ms, row.part.end_ms).stop,
    ),
    SYNTHETIC,
)

VIDEO_QUESTIONS: tuple[Column[VideoRow[Question]], ...] = (
    _FILE,
    *QUESTIONS[:-1],
    Column(
        "evidence_first_frame",
        INTEGERS,
        "where each stretch begins in the video, from 0",
        lambda row: [shown.start for shown in _shown(row)],
    ),
    Column(
        "evidence_end_frame",
        INTEGERS,
        "the first video frame after it",
        lambda row: [shown.stop for shown in _shown(row)],
    ),
    SYNTHETIC,
)


def _shows(row: VideoRow[object], start_ms: int, end_ms: int) -> range:
    return row.video.shown.of(Span(start_ms=start_ms, end_ms=max(start_ms, end_ms)))


def _shown(row: VideoRow[Question]) -> Iterable[range]:
    return (row.video.shown.of(span) for span in row.part.evidence.spans_ms)
