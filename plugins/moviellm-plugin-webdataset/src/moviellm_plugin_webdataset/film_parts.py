"""The parts of a film that become samples, each with all that is known of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from moviellm.film import (
    Caption,
    Consent,
    Cue,
    Film,
    KeyFrame,
    Picture,
    Question,
    Shot,
    Span,
    family,
)

from moviellm_plugin_webdataset.config import Unit
from moviellm_plugin_webdataset.rows import FILM, ROW, FrameRow, as_json, joined, quoted, with_file
from moviellm_plugin_webdataset.timeline_index import TimelineIndex, Times

_NULL = b"null"


class PaintedFrame(NamedTuple):
    """A key frame with its picture.

    Attributes:
        row: Its `FrameRow` as JSON.
    """

    frame: KeyFrame
    shot: Shot
    picture: Picture
    row: bytes


@dataclass(frozen=True, slots=True)
class FilmPart:
    """A part of a film that becomes one sample.

    Attributes:
        target: The id of the frame, shot, scene or film.
        number: Its place among its like, from 1.
        frames: Its key frames.
    """

    unit: Unit
    target: str
    number: int
    frames: Sequence[PaintedFrame]


class FilmIndex:
    """A film, indexed to tell of its parts one after the other.

    Args:
        film: A whole film, with pictures.
        split: The split that its family belongs to.
    """

    def __init__(self, film: Film, split: str) -> None:
        self.film = film
        self.split = split
        notes, board = film.annotations, film.storyboard
        self._frames = _painted(film)
        self._frame_times = {frame.id: _times(frame) for frame in board.frames()}
        self._cue_times = {cue.id: _times(cue) for cue in board.cues}
        self._captions = TimelineIndex(
            (_times(one), as_json(Caption, one)) for one in notes.captions
        )
        self._dialogue = TimelineIndex((_times(cue), as_json(Cue, cue)) for cue in board.cues)
        self._questions = TimelineIndex(
            (self._proof(one), as_json(Question, one)) for one in notes.questions
        )
        self._evidence_for: defaultdict[str, list[bytes]] = defaultdict(list)
        for question in notes.questions:
            for frame in question.evidence.frames:
                self._evidence_for[frame].append(quoted(question.id))
        self._of_film = FILM % (
            quoted(film.id),
            quoted(family(film)),
            quoted(split),
            as_json(str, film.screenplay.title),
            as_json(str, film.screenplay.genre),
            as_json(str, film.brief.language),
        )
        self._consent = as_json(tuple[Consent, ...], film.consent)

    def parts(self, unit: Unit) -> Iterator[FilmPart]:
        """Yield the parts of a film of one kind, in order."""
        names = {
            "frame": lambda one: one.frame.id,
            "shot": lambda one: one.shot.id,
            "scene": lambda one: one.shot.scene,
            "film": lambda one: self.film.id,
        }
        for number, (target, members) in enumerate(groupby(self._frames, names[unit]), start=1):
            yield FilmPart(unit, target, number, tuple(members))

    def row(
        self, part: FilmPart, key: str, files: Sequence[str | None], video: bytes = _NULL
    ) -> bytes:
        """Return all that is known of a part as JSON.

        Args:
            part: The part.
            key: The key of its sample.
            files: The name of each picture's file in the sample.
            video: Tells of the video, where there is one, as JSON.
        """
        frames, whole = part.frames, part.unit == "film"
        times = frames[0].frame.start_ms, frames[-1].frame.end_ms
        proofs = (question for one in frames for question in self._evidence_for[one.frame.id])
        return ROW % {
            b"id": quoted(key),
            b"unit": quoted(part.unit),
            b"target": quoted(part.target),
            b"film": self._of_film,
            b"start_ms": times[0],
            b"end_ms": times[1],
            b"frames": joined(map(with_file, [one.row for one in frames], files)),
            b"captions": joined(self._captions.all if whole else self._captions.within(times)),
            b"dialogue": joined(self._dialogue.all if whole else self._dialogue.overlapping(times)),
            b"questions": joined(self._questions.all if whole else self._questions.within(times)),
            b"evidence_for": joined(dict.fromkeys(proofs)),
            b"video": video,
            b"consent": self._consent,
        }

    def _proof(self, question: Question) -> Times | None:
        """When what proves an answer begins and ends."""
        evidence = question.evidence
        times = [_times(span) for span in evidence.spans_ms]
        times += [self._frame_times[one] for one in evidence.frames if one in self._frame_times]
        times += [self._cue_times[cue] for cue in evidence.cues if cue in self._cue_times]
        if not times:
            return None
        return min(start for start, _ in times), max(end for _, end in times)


def _painted(film: Film) -> list[PaintedFrame]:
    """The key frames; none where there are no pictures."""
    frames = ((frame, shot) for shot in film.storyboard.shots for frame in shot.frames)
    return [
        PaintedFrame(frame, shot, picture, _frame_row(frame, shot, picture))
        for (frame, shot), picture in zip(frames, film.footage.pictures, strict=False)
    ]


def _frame_row(frame: KeyFrame, shot: Shot, picture: Picture) -> bytes:
    row = FrameRow(
        id=frame.id,
        index=frame.index,
        start_ms=frame.start_ms,
        end_ms=frame.end_ms,
        scene=shot.scene,
        shot=shot.id,
        camera=shot.camera,
        prompt=frame.prompt,
        depiction=frame.depiction,
        boxes=picture.boxes,
        width=picture.width,
        height=picture.height,
        sha256=picture.sha256,
        verdict=picture.verdict,
    )
    return as_json(FrameRow, row)


def _times(thing: Caption | Cue | KeyFrame | Span) -> Times:
    return thing.start_ms, thing.end_ms
