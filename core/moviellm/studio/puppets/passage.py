"""From one key frame to the next: who moves when, where the camera goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from moviellm.film import ShotSlate
from moviellm.studio.papercut.puppet.skeleton import Motion
from moviellm.studio.papercut.renderer import Composition, Renderer
from moviellm.studio.papercut.scene import SceneLayout
from moviellm.studio.papercut.sprite import Bytes
from moviellm.studio.puppets.courses import Course
from moviellm.studio.puppets.figures import LOW, PosedFigure
from moviellm.studio.puppets.scenery import CHANGE, groups_between

_LEAST, _MOST = 0.6, 0.7
"""How long a change takes at least, in seconds, and at most, as a share of the key frame."""

_OUTSIDE = 26.0
"""How far outside the picture nobody is seen any more, in units."""

_GOES_ON, _APART = 0.16, 0.2
"""How far who walks goes on, and how near they come to somebody, as shares of the width."""


@dataclass(frozen=True)
class _Timed:
    """A course, and the frames of the key frame in which it is taken."""

    course: Course
    first: int
    stop: int

    def share(self, local: int) -> float:
        return (local - self.first) / max(1, self.stop - self.first)


class Passage:
    """What moves while one key frame is shown, in frames from 0 to `count`."""

    def __init__(
        self,
        shot: ShotSlate,
        number: int,
        stills: Sequence[Composition],
        people: Sequence[dict[str, PosedFigure]],
        count: int,
        fps: int,
    ) -> None:
        self.count = count
        self._one = stills[number].scene
        self._other = stills[number + 1].scene if number + 1 < len(stills) else None
        self._size = (self._one.frame.width, self._one.frame.height)
        if self._other is None:
            self.first = count
            courses = _going_on(shot, number, people[number], self._size[0])
        else:
            courses = _between(people[number], people[number + 1], self._size[0])
            seconds = max([_LEAST, *(course.seconds for course in courses.values())])
            frames = min(round(seconds * fps), int(_MOST * count), count - 1)
            self.first = count - max(0, frames)
        self._timed = {person: self._time(course, fps) for person, course in courses.items()}

    def _time(self, course: Course, fps: int) -> _Timed:
        if self._other is None:
            return _Timed(course, 0, min(self.count, max(1, round(course.seconds * fps))))
        return _Timed(course, 0 if course.start.walks else self.first, self.count)

    def share(self, local: int) -> float:
        """Return how much of the change of the picture is done in a frame."""
        return max(0.0, (local - self.first) / max(1, self.count - self.first))

    def moves(self, people: Sequence[str], local: int) -> bool:
        """Whether one of some people is on their way in a frame."""
        return local > self.first or any(
            local > self._timed[person].first for person in people if person in self._timed
        )

    def moving(self, local: int) -> Iterator[tuple[PosedFigure, Motion]]:
        """Yield everybody who is on their way in a frame."""
        for timed in self._timed.values():
            if local <= timed.first and local <= self.first:
                continue
            share = timed.share(local)
            if share <= 0:
                yield timed.course.start, Motion(joints=timed.course.start.joints)
            elif share >= 1:
                yield timed.course.end, Motion(joints=timed.course.end.joints)
            else:
                yield timed.course.at(share)

    def scene(self, share: float) -> SceneLayout:
        """Return the picture on the way to the next key frame, without its people."""
        one, other = self._one, self._other
        assert other is not None
        shown = one if share < CHANGE else other
        frame = replace(
            shown.frame,
            unit=_mix(one.frame.unit, other.frame.unit, _ease(share)),
            focus=(
                _mix(one.frame.focus[0], other.frame.focus[0], _ease(share)),
                _mix(one.frame.focus[1], other.frame.focus[1], _ease(share)),
            ),
        )
        groups = groups_between(one, other, share)
        return replace(shown, frame=frame, groups=groups, standing=[])

    def backdrop(self, renderer: Renderer, scene: SceneLayout, share: float) -> Bytes | None:
        """Return what is behind everything: the camera pans, and light changes by and by."""
        one, other = self._one, self._other
        assert other is not None
        if one.grade == other.grade:
            if one.frame.focus == other.frame.focus:
                return renderer.backdrop(one)
            return renderer.pan(scene)
        first, second = renderer.backdrop(one), renderer.backdrop(other)
        weight = round(256 * _ease(share))
        mixed = first.astype(np.uint16) * (256 - weight) + second.astype(np.uint16) * weight
        return (mixed >> 8).astype(np.uint8)


def _between(
    one: dict[str, PosedFigure], other: dict[str, PosedFigure], width: int
) -> dict[str, Course]:
    """The courses of all who are in one of two key frames: they come and go at the edges."""
    found = {}
    for person, start in one.items():
        found[person] = Course(start, other[person] if person in other else _gone(start, width))
    for person, end in other.items():
        if person not in one:
            found[person] = Course(_outside(end, width), end)
    return found


def _gone(start: PosedFigure, width: int) -> PosedFigure:
    """Who is not in the next key frame, outside: where they were walking to, else nearby."""
    left = start.figure.facing == "left" if start.walks else start.x < width / 2
    return _at_edge(start, left, width, inwards=False)


def _outside(end: PosedFigure, width: int) -> PosedFigure:
    """Who was not in the key frame before, outside the edge that is nearer."""
    left = end.figure.facing == "right" if end.walks else end.x < width / 2
    return _at_edge(end, left, width, inwards=True)


def _at_edge(standing: PosedFigure, left: bool, width: int, *, inwards: bool) -> PosedFigure:
    margin = _OUTSIDE * standing.unit
    if standing.figure.pose in LOW:
        outside = standing
    else:
        facing = "right" if left == inwards else "left"
        outside = standing.posed(pose="walking", facing=facing)
    return replace(outside, x=-margin if left else width + margin)


def _going_on(
    shot: ShotSlate, number: int, people: dict[str, PosedFigure], width: int
) -> dict[str, Course]:
    """The courses of all who walk in the last key frame of a shot: out, or a few steps on."""
    happening = shot.frames[number].events
    leaving = {
        event.agent for event in shot.events if event.id in happening and event.verb == "leave"
    }
    found = {}
    for person, start in people.items():
        if not start.walks:
            continue
        if person in leaving:
            found[person] = Course(start, _gone(start, width))
            continue
        x = _aim(shot, start, people, width)
        if abs(x - start.x) > 0.03 * width:
            found[person] = Course(start, replace(start.posed(pose="standing"), x=x))
    return found


def _aim(shot: ShotSlate, start: PosedFigure, people: dict[str, PosedFigure], width: int) -> float:
    """Where who walks on comes to stand: never through somebody else, nor out of the picture."""
    ahead = 1 if start.figure.facing == "right" else -1
    after = shot.following.figures if shot.following is not None else ()
    wanted = next((f.x * width for f in after if f.person == start.figure.person), start.x)
    way = max((wanted - start.x) * ahead, _GOES_ON * width)
    room = [(width * 0.86 if ahead > 0 else width * 0.14) - start.x]
    room += [
        other.x - ahead * _APART * width - start.x
        for other in people.values()
        if (other.x - start.x) * ahead > 0
    ]
    way = max(0.0, min(way, *(one * ahead for one in room)))
    return start.x + ahead * way


def _ease(share: float) -> float:
    return share * share * (3 - 2 * share)


def _mix(one: float, other: float, share: float) -> float:
    return one + (other - one) * share
