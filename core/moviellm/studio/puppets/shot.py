"""A moving shot, frame by frame: its key frames held, and the way from each to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from moviellm.film import Box, ShotSlate
from moviellm.studio.papercut.boxes import PlacedSprite, boxes_of
from moviellm.studio.papercut.puppet.blending import gestured
from moviellm.studio.papercut.puppet.skeleton import Motion
from moviellm.studio.papercut.renderer import STILL_AIR, AirMotion, Composition, Renderer
from moviellm.studio.papercut.scene import PlacedFigure, SceneLayout
from moviellm.studio.papercut.slate_index import is_subject
from moviellm.studio.papercut.sprite import Bytes
from moviellm.studio.puppets.air import air_at
from moviellm.studio.puppets.figures import PosedFigure, placed, posed_figures
from moviellm.studio.puppets.passage import Passage
from moviellm.studio.puppets.speech import Blinks, Speech

_BEATS = ((0.0, 0.0), (-7.0, 1.5), (-13.0, 2.5), (-6.0, 0.5), (4.0, -1.5), (2.0, -0.5))
"""How who speaks moves forearm and head, in degrees, one beat after the other."""

_BEAT_MS = 170


@dataclass(frozen=True, slots=True)
class DrawnFrame:
    """One picture of a clip.

    Attributes:
        pixels: Height x width x 4, as BGRA.
        boxes: Of all that is seen.
        times: For how many frames it is shown.
    """

    pixels: Bytes
    boxes: tuple[Box, ...]
    times: int


@dataclass(frozen=True)
class _Moment:
    """What decides a picture: equal moments give equal pictures."""

    scene: SceneLayout
    sprites: tuple[PlacedSprite, ...]
    air: AirMotion
    backdrop: Bytes | None = None

    def stays(self, other: _Moment) -> bool:
        """Whether everybody and everything is where it was."""
        return len(self.sprites) == len(other.sprites) and all(
            one.sprite is two.sprite and (one.x, one.y) == (two.x, two.y)
            for one, two in zip(self.sprites, other.sprites, strict=True)
        )

    def looks_like(self, other: _Moment) -> bool:
        """Whether the same picture comes of it, if everybody stays."""
        same = self.scene.slate is other.scene.slate and self.air == other.air
        return same and self.backdrop is None and other.backdrop is None


class MovingShot:
    """Draws a shot.

    Args:
        shot: What the animator was told.
        stills: Its key frames, composed.
        renderer: Of their size.
        fps: Frames a second.
    """

    def __init__(
        self, shot: ShotSlate, stills: Sequence[Composition], renderer: Renderer, fps: int
    ) -> None:
        self._shot, self._stills, self._renderer, self._fps = shot, stills, renderer, fps
        self._speech = Speech(shot)
        self._people = [posed_figures(still.scene, renderer.cutouts) for still in stills]
        everybody = sorted({person for people in self._people for person in people})
        self._blinks = {person: Blinks(shot.seed, person, shot.duration_ms) for person in everybody}

    @cached_property
    def passages(self) -> list[Passage]:
        """How each key frame goes over into the next."""
        ranges = self._shot.frames_of(self._fps)
        return [
            Passage(self._shot, number, self._stills, self._people, len(shown), self._fps)
            for number, shown in enumerate(ranges)
        ]

    def frames(self) -> Iterator[DrawnFrame]:
        """Yield the pictures of the clip in order; equal ones that follow each other as one."""
        before: _Moment | None = None
        boxes: tuple[Box, ...] = ()
        times = 0
        for moment in self._moments():
            stays = before is not None and moment.stays(before)
            if before is not None and stays and moment.looks_like(before):
                times += 1
                continue
            if before is not None:
                yield DrawnFrame(self._pixels(before), boxes, times)
            if not stays:
                size = (self._renderer.width, self._renderer.height)
                boxes = boxes_of(moment.sprites, *size)
            before, times = moment, 1
        if before is not None:
            yield DrawnFrame(self._pixels(before), boxes, times)

    def _pixels(self, moment: _Moment) -> Bytes:
        return self._renderer.render(moment.scene, moment.sprites, moment.air, moment.backdrop)

    def _moments(self) -> Iterator[_Moment]:
        number = 0
        for index, passage in enumerate(self.passages):
            for local in range(passage.count):
                yield self._moment(index, passage, local, number)
                number += 1

    def _moment(self, index: int, passage: Passage, local: int, number: int) -> _Moment:
        still = self._stills[index]
        air = air_at(still, number, self._fps) if number else STILL_AIR
        if local == 0:
            return _Moment(still.scene, still.placed, air)
        at_ms = number * 1_000 / self._fps
        share = passage.share(local)
        standing = [
            one
            for one in self._held(still.scene, index, at_ms)
            if not passage.moves([part.figure.person for part in one.parts], local)
        ]
        scene = still.scene if share <= 0 else passage.scene(share)
        for state, motion in passage.moving(local):
            person = state.figure.person
            spoken = replace(
                motion,
                mouth=self._speech.mouth(person, at_ms),
                blink=self._blinks[person].shut(at_ms),
            )
            standing.append(placed(state, scene, self._renderer.cutouts, spoken))
        standing.sort(key=lambda one: (is_subject(scene.slate, one.figures), one.foot))
        scene = replace(scene, standing=standing)
        backdrop = None if share <= 0 else passage.backdrop(self._renderer, scene, share)
        return _Moment(scene, tuple(self._renderer.place(scene)), air, backdrop)

    def _held(self, scene: SceneLayout, index: int, at_ms: float) -> Iterator[PlacedFigure]:
        """Everybody as in a key frame, but that they speak and blink."""
        for one in scene.standing:
            people = [part.figure.person for part in one.parts]
            motions = [
                self._living(self._people[index][person], at_ms, alone=len(people) == 1)
                for person in people
            ]
            parts = [
                part._replace(motion=motion)
                for part, motion in zip(one.parts, motions, strict=True)
            ]
            actor, key = self._renderer.cutouts.actor(parts, scene.grade, one.hold)
            yield replace(one, parts=parts, actor=actor, key=key)

    def _living(self, standing: PosedFigure, at_ms: float, *, alone: bool) -> Motion:
        person = standing.figure.person
        mouth, blink = self._speech.mouth(person, at_ms), self._blinks[person].shut(at_ms)
        line = self._speech.line(person, at_ms)
        if line is None or not alone or standing.figure.pose == "lying":
            return Motion(mouth=mouth, blink=blink)
        forearm, head = _BEATS[int((at_ms - line.start_ms) / _BEAT_MS) % len(_BEATS)]
        return Motion(gestured(standing.joints, forearm, head), mouth, blink)
