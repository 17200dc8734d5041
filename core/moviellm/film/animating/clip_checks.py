"""What must hold of a clip, held against the shot that it shows; all but its pictures."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.film.models.clips import (
    CLIP_RATES,
    MEDIA_TYPES,
    Animation,
    SeenEvent,
    ShotSlate,
    Track,
)


def check_clip(shot: ShotSlate, clip: Animation) -> None:
    """Refuse what is not the clip of a shot.

    Raises:
        ValueError: Something is wrong; the message says what, beginning with "its".
    """
    if clip.media_type not in MEDIA_TYPES:
        raise ValueError(
            f"its `media_type` is {clip.media_type!r}, which is none of {', '.join(MEDIA_TYPES)}"
        )
    if clip.rate not in CLIP_RATES:
        raise ValueError(
            f"its `rate` is {clip.rate!r}, which is none of {', '.join(map(str, CLIP_RATES))}"
        )
    if clip.frames != (wanted := shot.count(clip.rate)):
        raise ValueError(
            f"its clip has {clip.frames} frames, and the shot lasts {wanted} frames at "
            f"{clip.rate} a second (`shot.count(rate)`)"
        )
    if (clip.width, clip.height) != shot.size:
        raise ValueError(
            f"its clip has {clip.width} x {clip.height} pixels, and the shot's first picture asks "
            f"for {shot.size[0]} x {shot.size[1]} (`shot.size`)"
        )
    _check_tracks(shot, clip)
    _check_events(shot, clip)


def _check_tracks(shot: ShotSlate, clip: Animation) -> None:
    known = {
        *(person.id for frame in shot.frames for person in frame.slate.cast),
        *(prop.id for frame in shot.frames for prop in frame.slate.props),
    }
    for around in filter(None, (shot.before, shot.following)):
        known |= {figure.person for figure in around.figures}
        known |= {prop.prop for prop in around.props}
        known |= {prop for figure in around.figures for prop in (*figure.holding, *figure.wearing)}
    for event in shot.events:
        known |= {name for name in (event.agent, event.person, event.prop) if name}
    _require_known([track.entity for track in clip.tracks], known, "tracks", "the shot shows")
    for track in clip.tracks:
        _check_track(track, clip)


def _check_track(track: Track, clip: Animation) -> None:
    shown = 0
    for run in track.runs:
        if not (run.width and run.height):
            raise ValueError(f"its box of {track.entity} at frame {run.first} is empty")
        if run.x + run.width > clip.width or run.y + run.height > clip.height:
            raise ValueError(
                f"its box of {track.entity} at frame {run.first} lies outside its "
                f"{clip.width} x {clip.height} pixels"
            )
        if not shown <= run.first < run.stop <= clip.frames:
            raise ValueError(
                f"its track of {track.entity} has a box for frames {run.first} to {run.stop}: "
                f"runs follow each other from frame 0 to {clip.frames}"
            )
        shown = run.stop


def _check_events(shot: ShotSlate, clip: Animation) -> None:
    known = {event.id for event in shot.events}
    _require_known([seen.event for seen in clip.events], known, "events", "the shot has")
    for seen in clip.events:
        _check_interval(seen, clip)


def _check_interval(seen: SeenEvent, clip: Animation) -> None:
    if not seen.first < seen.stop <= clip.frames:
        raise ValueError(
            f"its event {seen.event} is seen in frames {seen.first} to {seen.stop}, and the clip "
            f"has frames 0 to {clip.frames}"
        )


def _require_known(named: Sequence[str], known: set[str], what: str, where: str) -> None:
    for name in named:
        if name not in known:
            raise ValueError(f"its {what} name {name}, which is nothing that {where}")
        if named.count(name) > 1:
            raise ValueError(f"its {what} name {name} twice")
