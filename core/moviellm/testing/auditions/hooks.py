"""The audition of an observer: a whole run's notifications, and every stage wrapped by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from moviellm.film import slates
from moviellm.notices import FilmReport, RunReport, RunStart, StepReport
from moviellm.plugins.crew import Crew, Selected
from moviellm.plugins.roster import Roster
from moviellm.stages import HOOK_OF
from moviellm.testing.auditions.audition import Audition, Check, Take
from moviellm.testing.findings import ContractBroken
from moviellm.testing.installed import fakes_installed
from moviellm.testing.movie import tiny_movie
from moviellm.testing.rig import errors_as_findings


def wraps_every_stage(audition: Audition) -> None:
    """Call the fakes of all stages with the observer around them."""
    assert isinstance(audition, HooksAudition)
    request = audition.rig.request
    others = [Selected(stage, "fake") for stage in HOOK_OF]
    with fakes_installed(), errors_as_findings():
        crew = Crew([Selected("hooks", request.name, request.options), *others])
        for stage, call in audition.stage_calls(crew):
            try:
                call()
            except (Exception, SystemExit) as error:
                raise ContractBroken(
                    f"With it around the {stage}: {type(error).__name__}: {error}",
                    "A wrapper yields once and returns what it was sent, or something of its type.",
                ) from error


class HooksAudition(Audition):
    """Tells it about a run of two films, of which one is quarantined."""

    own_checks: ClassVar[tuple[Check, ...]] = (
        Check(
            name="wraps stages",
            means="With it around them, the stages still return what their hooks promise.",
            run=wraps_every_stage,
            needs=("answers",),
        ),
    )

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return the notifications in order."""
        folder = self.rig.new_folder()
        return {
            "start": RunStart(
                folder=folder, films=2, plugins={"writer:fake": "moviellm-fakes 1.0"}, resumed=False
            ),
            "steps": [
                StepReport(stage=stage, film="film-tiny", items=1, wall_ms=5, usd=usd)
                for stage, usd in (("writer", None), ("director", 0.0), ("painter", 0.01))
            ],
            "films": [
                FilmReport(film="film-tiny", theme="A map", state="done"),
                FilmReport(film="film-bad", theme="../..", state="quarantined", reason="No ending"),
            ],
            "run": RunReport(
                folder=folder,
                state="incomplete",
                films=1,
                quarantined={"film-bad": "No ending"},
                made={"writer": 1, "painter": 10},
                usd=None,
                wall_ms=60,
                exports={"frames": Path("export/frames")},
            ),
        }

    def call(self, roster: Roster, arguments: dict[str, Any], context: Any) -> Any:
        """Tell everything."""
        roster.tell("moviellm_run_started", start=arguments["start"])
        for step in arguments["steps"]:
            roster.tell("moviellm_step_finished", step=step)
        for film in arguments["films"]:
            roster.tell("moviellm_film_finished", film=film)
        roster.tell("moviellm_run_finished", run=arguments["run"])

    def stage_calls(self, crew: Crew) -> list[tuple[str, Callable[[], object]]]:
        """Return a call of every stage's hook, to be made in order."""
        film = tiny_movie(self.blobs)
        board, context = film.storyboard, super().context(1)
        play, folder = film.screenplay, self.rig.new_folder()
        cards = list(slates(play, board))[:2]
        return [
            ("writer", lambda: crew.write(film.brief, context)),
            ("director", lambda: crew.direct(film.brief, play, context)),
            ("voice", lambda: crew.voice(play, board, context)),
            ("painter", lambda: list(crew.paint(cards, context))),
            (
                "critic",
                lambda: crew.critique(cards, list(crew.paint(cards, context)), context),
            ),
            ("captioner", lambda: crew.caption(film, context)),
            ("exporter", lambda: crew.export("fake", [film], folder, context)),
        ]

    def expect(self, take: Take) -> None:
        """Observers return nothing of interest."""

    def judge(self, take: Take) -> None:
        """Observers return nothing of interest."""

    def in_bytes(self, take: Take) -> bytes:
        """Return nothing: what an observer does is its own affair."""
        return b""
