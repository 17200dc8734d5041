"""What happens in each scene, as the ledger tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from moviellm.errors import FilmError
from moviellm.film.ledger.ledger import Ledger, Step
from moviellm.film.models.screenplay import Scene
from moviellm.film.models.state import State


@dataclass(frozen=True, slots=True)
class SceneRun:
    """One scene with the states that it goes through.

    Attributes:
        opening: The state before its first event.
        previous: The last event of the film before it; None when there is none.
        steps: Its events, in order. A state of the scene is named by the index of the step that
            it follows; -1 is the opening.
    """

    scene: Scene
    opening: State
    previous: str | None
    steps: tuple[Step, ...]

    def state(self, index: int) -> State:
        """The state after a step."""
        return self.steps[index].after if index >= 0 else self.opening

    def event(self, index: int) -> str | None:
        """The last event that a state knows of."""
        return self.steps[index].event.id if index >= 0 else self.previous


def scene_runs(ledger: Ledger) -> Iterator[SceneRun]:
    """Every scene of a film with what happens in it.

    Raises:
        FilmError: A scene is in a place that the screenplay does not have.
    """
    steps = {name: tuple(group) for name, group in groupby(ledger.steps, lambda step: step.scene)}
    state, previous = ledger.opening, None
    for scene in ledger.screenplay.scenes():
        if scene.place not in ledger.entities.places:
            raise FilmError(
                f"Scene {scene.id} is set in `{scene.place}`, which is no place of the film.",
                hint="Let the writer name one of the screenplay's places.",
            )
        own = steps.get(scene.id, ())
        yield SceneRun(scene, state, previous, own)
        if own:
            state, previous = own[-1].after, own[-1].event.id
