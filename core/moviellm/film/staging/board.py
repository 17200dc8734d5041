"""The storyboard, from the parts of staging and the two choices that a director may make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from moviellm.film.ledger.ledger import Ledger
from moviellm.film.models.ids import derive_seed
from moviellm.film.models.storyboard import Camera, Cue, KeyFrame, Shot, Storyboard
from moviellm.film.staging.blocking import Blocking, Seats, block_scene
from moviellm.film.staging.depiction import depict, shown_steps
from moviellm.film.staging.grammar import cameras
from moviellm.film.staging.moments import Moment, choose_moments
from moviellm.film.staging.prompts import prompt_of
from moviellm.film.staging.scenes import SceneRun, scene_runs
from moviellm.film.staging.timing import FrameDraft, Pace, assign_lines, set_durations

ChooseCameras = Callable[[SceneRun, Sequence[Moment], int], Iterable[Camera]]
"""Gives the cameras for one of a scene's moments, the best first; `cameras` by default."""

SayPrompt = Callable[[SceneRun, int, FrameDraft], str]
"""Gives the prompt of a scene's key frame by its number in the scene, from 0."""

Staged = tuple[SceneRun, list[FrameDraft]]


def stage_scenes(ledger: Ledger, choose: ChooseCameras = cameras) -> Iterator[Staged]:
    """Choose the moments of every scene, frame them and say what is seen, scene by scene.

    Args:
        ledger: The ledger of a screenplay without problems.
        choose: How the camera stands. The first camera that gives a new picture is taken.

    Raises:
        FilmError: A scene is in a place that the screenplay does not have.
    """
    causes = {cause for event in ledger.screenplay.events() for cause in event.because}
    seats = Seats()
    seats.settle(ledger.opening, ledger.entities.props)
    for run in scene_runs(ledger):
        drafts = _frame_drafts(run, choose_moments(run, causes), block_scene(run, seats), choose)
        assign_lines(run, drafts)
        yield run, drafts


def bind_storyboard(
    ledger: Ledger, staged: Iterable[Staged], pace: Pace, seed: int, say: SayPrompt | None = None
) -> Storyboard:
    """Put staged scenes on the timeline and number their parts.

    Args:
        ledger: The ledger that they were staged from.
        staged: What `stage_scenes` gave.
        pace: How much time the audience gets.
        seed: Where the seeds of the key frames come from.
        say: Gives each key frame its prompt; `prompt_of` by default.
    """
    builder = _BoardBuilder(ledger, seed, pace, say)
    for run, drafts in staged:
        builder.add(run, drafts)
    return Storyboard(
        film=ledger.screenplay.film, shots=tuple(builder.shots), cues=tuple(builder.cues)
    )


def _frame_drafts(
    run: SceneRun, moments: Sequence[Moment], blockings: Sequence[Blocking], choose: ChooseCameras
) -> list[FrameDraft]:
    """Frame the moments of a scene so that no picture equals the one before it."""
    drafts: list[FrameDraft] = []
    for index, moment in enumerate(moments):
        before = drafts[-1] if drafts else None
        for camera in choose(run, moments, index):
            seen = depict(run, moment, camera, blockings[moment.at + 1])
            if before is None or (camera, seen) != (before.camera, before.seen):
                break
        drafts.append(FrameDraft(moment, camera, seen, shown_steps(moment, seen)))
    return drafts


class _BoardBuilder:
    """The film so far: numbers its parts and keeps its clock."""

    def __init__(self, ledger: Ledger, seed: int, pace: Pace, say: SayPrompt | None) -> None:
        self.ledger, self.seed, self.pace, self.say = ledger, seed, pace, say
        self.clock = 0
        self.frames = 0
        self.shots: list[Shot] = []
        self.cues: list[Cue] = []

    def add(self, run: SceneRun, drafts: Sequence[FrameDraft]) -> None:
        """Append a scene."""
        opening = self.clock
        for step, start, end in set_durations(drafts, self.pace):
            cue = Cue(
                id=f"c{len(self.cues) + 1:04d}",
                event=step.event.id,
                speaker=step.event.agent,
                text=step.event.line or "",
                start_ms=opening + start,
                end_ms=opening + end,
            )
            self.cues.append(cue)
        frames = self._key_frames(run, drafts)
        for camera, group in groupby(zip(drafts, frames, strict=True), key=lambda it: it[0].camera):
            shot = Shot(
                id=f"s{len(self.shots) + 1:04d}",
                scene=run.scene.id,
                camera=camera,
                frames=tuple(frame for _, frame in group),
            )
            self.shots.append(shot)

    def _key_frames(self, run: SceneRun, drafts: Sequence[FrameDraft]) -> Iterator[KeyFrame]:
        for ordinal, draft in enumerate(drafts):
            self.frames += 1
            yield KeyFrame(
                id=f"f{self.frames:04d}",
                index=self.frames,
                start_ms=self.clock,
                duration_ms=draft.duration_ms,
                after=run.event(draft.moment.at),
                events=draft.events,
                depiction=draft.seen,
                prompt=self._prompt(run, ordinal, draft),
                seed=derive_seed(self.seed, run.scene.id, ordinal),
            )
            self.clock += draft.duration_ms

    def _prompt(self, run: SceneRun, ordinal: int, draft: FrameDraft) -> str:
        if self.say is not None:
            return self.say(run, ordinal, draft)
        style = self.ledger.screenplay.style
        return prompt_of(self.ledger.entities, style, draft.camera, draft.seen, draft.shown)
