"""How the kit checks a mixer: a film with recordings, a silent one, and one of a single frame."""

from __future__ import annotations

from typing import Any, ClassVar

from moviellm.errors import MovieLLMError
from moviellm.film import Annotations, Film, Footage, Mixing
from moviellm.plugins.answers import checked_mix
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.stage_check import (
    Check,
    HookCall,
    StageCheck,
    expect_field,
    expect_type,
    taken,
)
from moviellm.testing.films.movie import longer_movie

_HOOK = "moviellm_mix"


def no_voices(stage_check: StageCheck) -> None:
    """Mix the film without recordings, and without lines."""
    film: Film = stage_check.arguments(0)["film"]
    board = film.storyboard.model_copy(update={"cues": ()})
    for changed in ({"soundtrack": None}, {"soundtrack": None, "storyboard": board}):
        made = stage_check.ask(arguments={"film": film.model_copy(update=changed)})
        stage_check.expect(made)
        stage_check.judge(made)


def shortest_film(stage_check: StageCheck) -> None:
    """Mix a film of one key frame that is shown for a millisecond, in which nothing happens."""
    film: Film = stage_check.arguments(0)["film"]
    shot = film.storyboard.shots[0]
    frame = shot.frames[0].model_copy(update={"duration_ms": 1, "events": (), "after": None})
    shot = shot.model_copy(update={"frames": (frame,)})
    board = film.storyboard.model_copy(update={"shots": (shot,), "cues": ()})
    footage = Footage(film=film.id, pictures=film.footage.pictures[:1])
    changed = {"storyboard": board, "footage": footage, "soundtrack": None}
    made = stage_check.ask(arguments={"film": film.model_copy(update=changed)})
    stage_check.expect(made)
    stage_check.judge(made)


class MixerCheck(StageCheck):
    """Asks for the mix of a longer film."""

    own_checks: ClassVar[tuple[Check, ...]] = (
        Check(
            name="no voices",
            means="A film without recordings, or without lines, gets a mix of its length.",
            run=no_voices,
        ),
        Check(
            name="shortest film",
            means="A film of one millisecond in which nothing happens gets a mix of its length.",
            run=shortest_film,
        ),
    )

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return the film; its recordings are in the store."""
        film = longer_movie(self.blobs)
        blank = Annotations(film=film.id, captions=(), questions=())
        return {"film": film.model_copy(update={"annotations": blank})}

    def expect(self, made: HookCall) -> None:
        """It is a mixing."""
        mix = expect_type(made.result, Mixing, _HOOK)
        expect_field(mix.data, "Mixing.data", bytes)

    def judge(self, made: HookCall) -> None:
        """It is the mix of the film, down to its last sample; `checked_mix` decodes it."""
        film = made.arguments["film"]
        with taken(f"The mix of {film.id}"):
            _checked(made.result, film)

    def in_bytes(self, made: HookCall) -> bytes:
        """Return the mix with what is said of it."""
        mix: Mixing = made.result
        return mix.data + repr((mix.rate, mix.sounds)).encode()


def _checked(mix: Mixing, film: Film) -> None:
    try:
        checked_mix(mix, film)
    except MovieLLMError as error:
        raise ContractBroken(error.message, error.hint) from error
