"""The fake director: one wide shot a scene whose frames show its events evenly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, count

from moviellm import Context, hookimpl
from moviellm.film import (
    Brief,
    Camera,
    Cue,
    Depiction,
    Figure,
    KeyFrame,
    Ledger,
    Scene,
    Screenplay,
    Shot,
    State,
    Step,
    Storyboard,
    VisibleProp,
    derive_seed,
)
from moviellm.testing.fakes.director.config import FakeDirectorConfig

_CHARACTER_MS = 60


class FakeDirector:
    """Makes a storyboard without problems of any screenplay without problems."""

    def __init__(self, config: FakeDirectorConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_direct(self, brief: Brief, screenplay: Screenplay, context: Context) -> Storyboard:
        """Direct one film."""
        return _Direction(screenplay, context.seed, self._config.frame_ms).storyboard()


class _Direction:
    def __init__(self, screenplay: Screenplay, seed: int, frame_ms: int) -> None:
        self.frame_ms = frame_ms
        self.ledger = Ledger(screenplay)
        self.seed = seed
        self.clock = 0
        self.numbers = count(1)
        self.cues: list[Cue] = []
        self.after: str | None = None

    def storyboard(self) -> Storyboard:
        shots = tuple(
            Shot(
                id=f"s{number:04d}",
                scene=scene.id,
                camera=Camera(size="wide"),
                frames=tuple(self.frames(scene)),
            )
            for number, scene in enumerate(self.ledger.screenplay.scenes(), start=1)
        )
        return Storyboard(film=self.ledger.screenplay.film, shots=shots, cues=tuple(self.cues))

    def frames(self, scene: Scene) -> Iterator[KeyFrame]:
        steps = [step for step in self.ledger.steps if step.scene == scene.id]
        shown = 0
        for number in range(scene.frames):
            upto = number * len(steps) // (scene.frames - 1) if scene.frames > 1 else len(steps)
            yield self.frame(scene, steps[shown:upto])
            shown = upto

    def frame(self, scene: Scene, new: list[Step]) -> KeyFrame:
        index = next(self.numbers)
        self.after = new[-1].event.id if new else self.after
        lines = [(step, step.event.line) for step in new if step.event.line]
        spoken = [len(line) * _CHARACTER_MS for _, line in lines]
        starts = accumulate(spoken, initial=self.clock)
        self.cues.extend(
            Cue(id=f"c{step.event.id}", event=step.event.id, speaker=step.event.agent, text=line,
                start_ms=start, end_ms=start + length)
            for (step, line), start, length in zip(lines, starts, spoken, strict=False)
        )  # fmt: skip
        frame = KeyFrame(
            id=f"f{index:06d}",
            index=index,
            start_ms=self.clock,
            duration_ms=self.frame_ms + sum(spoken),
            after=self.after,
            depiction=_depiction(scene.place, self.ledger.after(self.after)),
            prompt=new[-1].event.prose if new else scene.summary,
            seed=derive_seed(self.seed, index),
        )
        self.clock = frame.end_ms
        return frame


def _depiction(place: str, state: State) -> Depiction:
    present = state.present(place)
    figures = tuple(
        Figure.model_validate(
            {
                "person": person,
                "pose": state.value(f"posture({person})"),
                "expression": state.value(f"mood({person})"),
                "x": (number + 1) / (len(present) + 1),
                "holding": tuple(state.in_hands(person)),
                "wearing": tuple(state.worn(person)),
            }
        )
        for number, person in enumerate(present)
    )
    props = tuple(
        VisibleProp(prop=prop, location=state.location_of(prop), x=spot.x)
        for spot in state.entities.places[place].spots
        if not spot.hidden
        for prop in state.at(f"on:{spot.id}")
    )
    return Depiction.model_validate(
        {
            "place": place,
            "light": state.value(f"light({place})"),
            "weather": state.value(f"weather({place})"),
            "figures": figures,
            "props": props,
        }
    )
