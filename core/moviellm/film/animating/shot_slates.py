"""What animators are told of each shot of a film that is painted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from moviellm.film.formats.video_clock import VideoClock
from moviellm.film.models.clips import CLIP_RATES, ShotFrame, ShotLine, ShotSlate
from moviellm.film.models.film import slates
from moviellm.film.models.footage import Footage, Picture, Recording, Soundtrack
from moviellm.film.models.screenplay import Event, Screenplay
from moviellm.film.models.storyboard import Depiction, Shot, Slate, Storyboard


def shot_slates(
    screenplay: Screenplay,
    storyboard: Storyboard,
    footage: Footage,
    soundtrack: Soundtrack | None = None,
    *,
    painted: Sequence[Slate] | None = None,
) -> Iterator[ShotSlate]:
    """Yield what an animator is told of every shot, in order.

    Args:
        screenplay: The story.
        storyboard: Retimed, where the film has a soundtrack.
        footage: A picture a key frame.
        soundtrack: The recordings of its lines.
        painted: The slates that the pictures were painted from, where a critic had some painted
            again; by default `moviellm.film.slates`.
    """
    known = _FilmParts(screenplay, storyboard, footage, soundtrack, painted)
    for number, shot in enumerate(storyboard.shots):
        yield known.slate(number, shot)


class _FilmParts:
    """What the shots of one film have in common."""

    def __init__(
        self,
        screenplay: Screenplay,
        storyboard: Storyboard,
        footage: Footage,
        soundtrack: Soundtrack | None,
        painted: Sequence[Slate] | None,
    ) -> None:
        board = painted if painted is not None else tuple(slates(screenplay, storyboard))
        frames = [frame.id for frame in storyboard.frames()]
        self._slates: Mapping[str, Slate] = dict(zip(frames, board, strict=True))
        self._pictures: Mapping[str, Picture] = {
            picture.frame: picture.model_copy(update={"verdict": None})
            for picture in footage.pictures
        }
        recordings = soundtrack.recordings if soundtrack else ()
        self._recordings: Mapping[str, Recording] = {one.cue: one for one in recordings}
        self._events: Sequence[Event] = tuple(screenplay.events())
        self._clocks = [VideoClock(storyboard, rate) for rate in CLIP_RATES]
        self._storyboard = storyboard

    def slate(self, number: int, shot: Shot) -> ShotSlate:
        shots = self._storyboard.shots
        return ShotSlate(
            shot=shot.id,
            camera=shot.camera,
            frames=tuple(self._frames(shot)),
            events=tuple(self._seen(shot)),
            lines=tuple(self._lines(shot)),
            before=_depicted(shot, shots[number - 1], -1) if number else None,
            following=_depicted(shot, shots[number + 1], 0) if number + 1 < len(shots) else None,
        )

    def _frames(self, shot: Shot) -> Iterator[ShotFrame]:
        for frame in shot.frames:
            counts = [len(clock.frames_of(frame.id)) for clock in self._clocks]
            yield ShotFrame(
                frame=frame.id,
                start_ms=frame.start_ms - shot.span.start_ms,
                duration_ms=frame.duration_ms,
                after=frame.after,
                events=frame.events,
                slate=self._slates[frame.id],
                picture=self._pictures[frame.id],
                shown=(counts[0], counts[1], counts[2], counts[3]),
            )

    def _seen(self, shot: Shot) -> Iterator[Event]:
        named = {name for frame in shot.frames for name in (*frame.events, frame.after)}
        return (event for event in self._events if event.id in named)

    def _lines(self, shot: Shot) -> Iterator[ShotLine]:
        start = shot.span.start_ms
        for cue in self._storyboard.cues:
            if cue.span.overlaps(shot.span):
                yield ShotLine(
                    cue=cue.id,
                    event=cue.event,
                    speaker=cue.speaker,
                    text=cue.text,
                    start_ms=cue.start_ms - start,
                    end_ms=cue.end_ms - start,
                    recording=self._recordings.get(cue.id),
                )


def _depicted(shot: Shot, other: Shot, end: int) -> Depiction | None:
    return other.frames[end].depiction if other.scene == shot.scene else None
