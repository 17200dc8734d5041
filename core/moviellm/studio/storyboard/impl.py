"""The director `storyboard`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from moviellm import Context, hookimpl
from moviellm.film import (
    SPEECH,
    Brief,
    Cue,
    KeyFrame,
    Screenplay,
    Shot,
    Storyboard,
    World,
    derive_seed,
)
from moviellm.studio.storyboard.blocking import Blocking, Seats, block_scene
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.depiction import depict, shown_steps
from moviellm.studio.storyboard.grammar import cameras
from moviellm.studio.storyboard.moments import Moment, choose_moments
from moviellm.studio.storyboard.prompts import prompt_of
from moviellm.studio.storyboard.scenes import SceneRun, scene_runs
from moviellm.studio.storyboard.timing import Take, assign_lines, set_durations


class Storyboarder:
    """Chooses the moments of every scene, frames them and puts them on the timeline.

    Args:
        config: How much time the audience gets.
    """

    def __init__(self, config: StoryboardConfig) -> None:
        self.config = config

    @hookimpl
    def moviellm_direct(self, brief: Brief, screenplay: Screenplay, context: Context) -> Storyboard:
        """Make the storyboard of one film.

        Raises:
            FilmError: A scene is in a place that the screenplay does not have.
        """
        world = World(screenplay)
        causes = {cause for event in screenplay.events() for cause in event.because}
        seats = Seats()
        seats.settle(world.opening, world.stage.props)
        reel = _Reel(world, context.seed)
        total = sum(1 for _ in screenplay.scenes())
        for number, run in enumerate(scene_runs(world), start=1):
            context.check()
            takes = _takes(run, choose_moments(run, causes), block_scene(run, seats))
            assign_lines(run, takes)
            reel.add(run, takes, self.config)
            context.progress(number, total)
        return Storyboard(film=screenplay.film, shots=tuple(reel.shots), cues=tuple(reel.cues))


def _takes(run: SceneRun, moments: Sequence[Moment], blockings: Sequence[Blocking]) -> list[Take]:
    """Frame the moments of a scene so that no picture equals the one before it."""
    takes: list[Take] = []
    for index, moment in enumerate(moments):
        before = takes[-1] if takes else None
        for camera in cameras(run, moments, index):
            seen = depict(run, moment, camera, blockings[moment.at + 1])
            if before is None or (camera, seen) != (before.camera, before.seen):
                break
        takes.append(Take(moment, camera, seen, shown_steps(moment, seen)))
    return takes


class _Reel:
    """The film so far: numbers its parts and keeps its clock."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.seed = seed
        self.clock = 0
        self.frames = 0
        self.shots: list[Shot] = []
        self.cues: list[Cue] = []

    def add(self, run: SceneRun, takes: Sequence[Take], config: StoryboardConfig) -> None:
        """Append a scene."""
        opening = self.clock
        for step, start, end in set_durations(takes, config):
            cue = Cue(
                id=f"c{len(self.cues) + 1:04d}",
                event=step.event.id,
                speaker=step.event.agent,
                text=step.event.line or "",
                start_ms=opening + start,
                end_ms=opening + end,
            )
            self.cues.append(cue)
        frames = self._key_frames(run, takes)
        for camera, group in groupby(zip(takes, frames, strict=True), key=lambda it: it[0].camera):
            shot = Shot(
                id=f"s{len(self.shots) + 1:04d}",
                scene=run.scene.id,
                camera=camera,
                frames=tuple(frame for _, frame in group),
            )
            self.shots.append(shot)

    def _key_frames(self, run: SceneRun, takes: Sequence[Take]) -> Iterator[KeyFrame]:
        style = self.world.screenplay.style
        for ordinal, take in enumerate(takes):
            self.frames += 1
            yield KeyFrame(
                id=f"f{self.frames:04d}",
                index=self.frames,
                start_ms=self.clock,
                duration_ms=take.duration_ms,
                after=run.event(take.moment.at),
                events=tuple(s.event.id for s in take.shown if s.event.verb not in SPEECH),
                depiction=take.seen,
                prompt=prompt_of(self.world.stage, style, take.camera, take.seen, take.shown),
                seed=derive_seed(self.seed, run.scene.id, ordinal),
            )
            self.clock += take.duration_ms
