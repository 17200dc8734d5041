"""How the kit checks a director: the tiny film of seven events, and one of another shape."""

from __future__ import annotations

from typing import Any, ClassVar

from moviellm.film import Screenplay, Storyboard, check_storyboard, slates
from moviellm.film.verbs import SPEECH
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.stage_check import (
    Check,
    HookCall,
    StageCheck,
    expect_type,
    refuse_problems,
)
from moviellm.testing.films.movie import longer_movie
from moviellm.testing.films.tiny import tiny_brief, tiny_screenplay


def another_shape(stage_check: StageCheck) -> None:
    """Direct a film of two chapters with eight scenes."""
    film = longer_movie()
    made = stage_check.ask(arguments={"brief": film.brief, "screenplay": film.screenplay})
    stage_check.expect(made)
    stage_check.judge(made)


class DirectorCheck(StageCheck):
    """Asks for the storyboard of the tiny film."""

    own_checks: ClassVar[tuple[Check, ...]] = (
        Check(
            name="another shape",
            means="A film of 2 x 4 scenes with 4 frames each gets a valid storyboard as well.",
            run=another_shape,
            needs=("valid result",),
        ),
    )

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return brief and screenplay."""
        return {"brief": tiny_brief(), "screenplay": tiny_screenplay()}

    def expect(self, made: HookCall) -> None:
        """It is a storyboard."""
        expect_type(made.result, Storyboard, "moviellm_direct")

    def judge(self, made: HookCall) -> None:
        """It agrees with the ledger, has the frames that were asked for and every line."""
        board: Storyboard = made.result
        play: Screenplay = made.arguments["screenplay"]
        if board.film != play.film:
            raise ContractBroken(f"The film is {board.film}, not {play.film}.", "Use brief.id.")
        refuse_problems(check_storyboard(play, board))
        for scene in play.scenes():
            frames = sum(len(shot.frames) for shot in board.shots if shot.scene == scene.id)
            if frames != scene.frames:
                raise ContractBroken(
                    f"Scene {scene.id} has {frames} key frames and asks for {scene.frames}.",
                    "Make as many key frames as scene.frames says.",
                )
        spoken = [event.id for event in play.events() if event.verb in SPEECH]
        cued = [cue.event for cue in board.cues]
        if cued != spoken:
            raise ContractBroken(
                f"The cues are of the events {cued}; lines are said in {spoken}.",
                "Make one cue of every line, in order.",
            )
        try:
            list(slates(play, board))
        except KeyError as error:
            raise ContractBroken(
                f"A depiction shows {error}, which the screenplay does not have.",
                "Show only persons, places and props of the screenplay.",
            ) from error

    def in_bytes(self, made: HookCall) -> bytes:
        """Return its JSON."""
        board: Storyboard = made.result
        return board.model_dump_json().encode()
