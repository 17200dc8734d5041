"""Moving shots: what animators are told of a shot, and what they bring back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field

from moviellm.film.models.footage import Box, Digest, Picture, Pixels, Recording
from moviellm.film.models.ids import Id, Record
from moviellm.film.models.part import BlobRef, FilmPart
from moviellm.film.models.screenplay import Event, Line
from moviellm.film.models.storyboard import Camera, Depiction, Share, Slate
from moviellm.film.models.timeline import Milliseconds

ClipRate = Literal[12, 24, 25, 30]
CLIP_RATES: tuple[int, ...] = get_args(ClipRate)
"""How many frames a second a clip may have."""

MediaType = Literal["video/mp4", "video/webm"]
MEDIA_TYPES: tuple[MediaType, ...] = get_args(MediaType)
"""In what a clip may come."""

Index = Annotated[int, Field(ge=0)]


class BoxRun(NamedTuple):
    """A box that stays where it is while some frames of a clip are shown.

    Attributes:
        first: The first of these frames, counted from 0.
        stop: The frame after the last of them.
        x: From the left, in pixels.
        y: From the top, in pixels.
        width: In pixels.
        height: In pixels.
        visible: Share of the entity that is inside the picture and not covered, 0 to 1.
    """

    first: Index
    stop: Index
    x: Pixels
    y: Pixels
    width: Pixels
    height: Pixels
    visible: Share = 1.0


class Track(Record):
    """Where a person or prop is while a clip is shown.

    Attributes:
        entity: Its id.
        runs: In the order of time, none over another; it is not seen between them.
    """

    entity: Id
    runs: Annotated[tuple[BoxRun, ...], Field(min_length=1)]


class SeenEvent(Record):
    """An event, and the frames of a clip in which it is seen to happen.

    Attributes:
        event: Its id.
        first: The first of these frames, counted from 0.
        stop: The frame after the last of them.
    """

    event: Id
    first: Index
    stop: Index


@dataclass(frozen=True, slots=True)
class Animation:
    """A moving shot as an animator returns it.

    Attributes:
        data: The encoded video, with the synthetic mark in it.
        media_type: Of ``data``; one of `MEDIA_TYPES`.
        rate: Frames a second; one of `CLIP_RATES`.
        frames: How many frames it has.
        width: In pixels.
        height: In pixels.
        tracks: Where what is seen is in every frame; empty when the animator does not know.
        events: When the shot's events are seen to happen, as far as the animator knows.
    """

    data: bytes
    media_type: MediaType
    rate: ClipRate
    frames: int
    width: int
    height: int
    tracks: tuple[Track, ...] = ()
    events: tuple[SeenEvent, ...] = ()


class Clip(Record):
    """The clip of one shot in the store.

    Attributes:
        digest: Its name in the run's store.
        sha256: Its hash in exports.
        rate: Frames a second.
        frames: How many frames it has, counted from 0.
        bytes: Its size.
        tracks: Where what is seen is in every frame; empty when the animator does not know.
        events: When the shot's events are seen to happen, as far as the animator knows.
    """

    shot: Id
    digest: Digest
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    media_type: MediaType
    rate: ClipRate
    frames: Annotated[int, Field(ge=1)]
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]
    bytes: Annotated[int, Field(ge=1)]
    tracks: tuple[Track, ...] = ()
    events: tuple[SeenEvent, ...] = ()

    def boxes(self, frame: int) -> tuple[Box, ...]:
        """Return the boxes of what is seen in a frame, in the order of the tracks.

        Args:
            frame: Its number, from 0.
        """
        return tuple(
            Box(
                entity=track.entity,
                x=run.x,
                y=run.y,
                width=run.width,
                height=run.height,
                visible=run.visible,
            )
            for track in self.tracks
            for run in track.runs
            if run.first <= frame < run.stop
        )


class Clips(FilmPart):
    """The clips of a film, in the order of its shots."""

    film: Id
    clips: tuple[Clip, ...]

    def blobs(self) -> Iterator[BlobRef]:
        """Yield its clips."""
        for clip in self.clips:
            yield BlobRef(clip.digest, f"clip of shot {clip.shot}")


class ShotFrame(Record):
    """A key frame of a shot, as it is painted.

    Attributes:
        frame: Its id.
        start_ms: From the shot's start.
        after: The last event whose effects it shows.
        events: The events that are seen to happen in it.
        slate: What it shows, and the seed of the picture that was kept.
        picture: Its picture; ``context.blobs`` has it.
        shown: How many frames of a clip show it, at each of `CLIP_RATES`.
    """

    frame: Id
    start_ms: Milliseconds
    duration_ms: Annotated[int, Field(ge=1)]
    after: Id | None = None
    events: tuple[Id, ...] = ()
    slate: Slate
    picture: Picture
    shown: tuple[Index, Index, Index, Index]

    def count(self, rate: int) -> int:
        """Return how many frames of a clip show it at a rate; at least one."""
        return self.shown[CLIP_RATES.index(rate)]


class ShotLine(Record):
    """A line of dialogue that is spoken while a shot is shown.

    Attributes:
        cue: Its id.
        event: The event that it is.
        speaker: Id of the person; None when it is not known who speaks.
        start_ms: From the shot's start; negative for a line that began before it.
        end_ms: From the shot's start.
        recording: How it sounds; None in a film without voices.
    """

    cue: Id
    event: Id
    speaker: Id | None = None
    text: Line
    start_ms: int
    end_ms: int
    recording: Recording | None = None


class ShotSlate(Record):
    """All that an animator is told about one shot, and all that decides how it moves.

    Equal shots give equal clips, in whatever film they stand.

    Attributes:
        shot: Its id.
        camera: How it is framed.
        frames: Its key frames, in order.
        events: The events that its key frames show or stand after, in the order of the story.
        lines: The lines that are spoken while it is shown.
        before: What the key frame before it shows, if it is of the same scene.
        following: What the key frame after it shows, if it is of the same scene.
    """

    shot: Id
    camera: Camera
    frames: Annotated[tuple[ShotFrame, ...], Field(min_length=1)]
    events: tuple[Event, ...] = ()
    lines: tuple[ShotLine, ...] = ()
    before: Depiction | None = None
    following: Depiction | None = None

    @property
    def seed(self) -> int:
        """Where the shot's randomness comes from: the seed of its first picture."""
        return self.frames[0].slate.seed

    @property
    def duration_ms(self) -> int:
        return self.frames[-1].start_ms + self.frames[-1].duration_ms

    def count(self, rate: int) -> int:
        """Return how many frames its clip has at a rate."""
        return sum(frame.count(rate) for frame in self.frames)

    def frames_of(self, rate: int) -> tuple[range, ...]:
        """Return which frames of its clip show each key frame at a rate, counted from 0."""
        found: list[range] = []
        for frame in self.frames:
            first = found[-1].stop if found else 0
            found.append(range(first, first + frame.count(rate)))
        return tuple(found)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its clip in pixels: those of its first picture, made even."""
        picture = self.frames[0].picture
        return picture.width + picture.width % 2, picture.height + picture.height % 2
