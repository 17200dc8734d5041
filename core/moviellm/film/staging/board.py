"""The storyboard, from the parts of staging and the two choices that a director may make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from moviellm.film.ids import derive_seed
from moviellm.film.staging.blocking import Blocking, Seats, block_scene
from moviellm.film.staging.depiction import depict, shown_steps
from moviellm.film.staging.grammar import cameras
from moviellm.film.staging.moments import Moment, choose_moments
from moviellm.film.staging.prompts import prompt_of
from moviellm.film.staging.scenes import SceneRun, scene_runs
from moviellm.film.staging.timing import Pace, Take, assign_lines, set_durations
from moviellm.film.storyboard import Camera, Cue, KeyFrame, Shot, Storyboard
from moviellm.film.world import World

ChooseCameras = Callable[[SceneRun, Sequence[Moment], int], Iterable[Camera]]
"""Gives the cameras for one of a scene's moments, the best first; `cameras` by default."""

SayPrompt = Callable[[SceneRun, int, Take], str]
"""Gives the prompt of a scene's key frame by its number in the scene, from 0."""

Staged = tuple[SceneRun, list[Take]]


def stage_scenes(world: World, choose: ChooseCameras = cameras) -> Iterator[Staged]:
    """Choose the moments of every scene, frame them and say what is seen, scene by scene.

    Args:
        world: The ledger of a screenplay without problems.
        choose: How the camera stands. The first camera that gives a new picture is taken.

    Raises:
        FilmError: A scene is in a place that the screenplay does not have.
    """
    causes = {cause for event in world.screenplay.events() for cause in event.because}
    seats = Seats()
    seats.settle(world.opening, world.stage.props)
    for run in scene_runs(world):
        takes = _takes(run, choose_moments(run, causes), block_scene(run, seats), choose)
        assign_lines(run, takes)
        yield run, takes


def bind_storyboard(
    world: World, staged: Iterable[Staged], pace: Pace, seed: int, say: SayPrompt | None = None
) -> Storyboard:
    """Put staged scenes on the timeline and number their parts.

    Args:
        world: The ledger that they were staged from.
        staged: What `stage_scenes` gave.
        pace: How much time the audience gets.
        seed: Where the seeds of the key frames come from.
        say: Gives each key frame its prompt; `prompt_of` by default.
    """
    reel = _Reel(world, seed, pace, say)
    for run, takes in staged:
        reel.add(run, takes)
    return Storyboard(film=world.screenplay.film, shots=tuple(reel.shots), cues=tuple(reel.cues))


def _takes(
    run: SceneRun, moments: Sequence[Moment], blockings: Sequence[Blocking], choose: ChooseCameras
) -> list[Take]:
    """Frame the moments of a scene so that no picture equals the one before it."""
    takes: list[Take] = []
    for index, moment in enumerate(moments):
        before = takes[-1] if takes else None
        for camera in choose(run, moments, index):
            seen = depict(run, moment, camera, blockings[moment.at + 1])
            if before is None or (camera, seen) != (before.camera, before.seen):
                break
        takes.append(Take(moment, camera, seen, shown_steps(moment, seen)))
    return takes


class _Reel:
    """The film so far: numbers its parts and keeps its clock."""

    def __init__(self, world: World, seed: int, pace: Pace, say: SayPrompt | None) -> None:
        self.world, self.seed, self.pace, self.say = world, seed, pace, say
        self.clock = 0
        self.frames = 0
        self.shots: list[Shot] = []
        self.cues: list[Cue] = []

    def add(self, run: SceneRun, takes: Sequence[Take]) -> None:
        """Append a scene."""
        opening = self.clock
        for step, start, end in set_durations(takes, self.pace):
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
        for ordinal, take in enumerate(takes):
            self.frames += 1
            yield KeyFrame(
                id=f"f{self.frames:04d}",
                index=self.frames,
                start_ms=self.clock,
                duration_ms=take.duration_ms,
                after=run.event(take.moment.at),
                events=take.events,
                depiction=take.seen,
                prompt=self._prompt(run, ordinal, take),
                seed=derive_seed(self.seed, run.scene.id, ordinal),
            )
            self.clock += take.duration_ms

    def _prompt(self, run: SceneRun, ordinal: int, take: Take) -> str:
        if self.say is not None:
            return self.say(run, ordinal, take)
        style = self.world.screenplay.style
        return prompt_of(self.world.stage, style, take.camera, take.seen, take.shown)
