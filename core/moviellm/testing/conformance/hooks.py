"""How the kit checks an observer: a whole run's notifications, and every stage wrapped by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from moviellm.film import family, question_facts, shot_slates, slates
from moviellm.plugins.components import Components, Selected
from moviellm.plugins.manager import PluginManager
from moviellm.run_reports import FilmReport, RunReport, RunStart, StepReport
from moviellm.stages import HOOK_OF
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.harness import errors_as_findings
from moviellm.testing.conformance.stage_check import Check, HookCall, StageCheck
from moviellm.testing.films.movie import tiny_movie
from moviellm.testing.installed import fakes_installed


def wraps_every_stage(stage_check: StageCheck) -> None:
    """Call the fakes of all stages with the observer around them."""
    assert isinstance(stage_check, HooksCheck)
    request = stage_check.harness.request
    others = [Selected(stage, "fake") for stage in HOOK_OF]
    with fakes_installed(), errors_as_findings():
        components = Components([Selected("hooks", request.name, request.options), *others])
        for stage, call in stage_check.stage_calls(components):
            try:
                call()
            except (Exception, SystemExit) as error:
                raise ContractBroken(
                    f"With it around the {stage}: {type(error).__name__}: {error}",
                    "A wrapper yields once and returns what it was sent, or something of its type.",
                ) from error


class HooksCheck(StageCheck):
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
        folder = self.harness.new_folder()
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

    def call(self, roster: PluginManager, arguments: dict[str, Any], context: Any) -> Any:
        """Tell everything."""
        roster.tell("moviellm_run_started", start=arguments["start"])
        for step in arguments["steps"]:
            roster.tell("moviellm_step_finished", step=step)
        for film in arguments["films"]:
            roster.tell("moviellm_film_finished", film=film)
        roster.tell("moviellm_run_finished", run=arguments["run"])

    def stage_calls(self, components: Components) -> list[tuple[str, Callable[[], object]]]:
        """Return a call of every stage's hook, to be made in order."""
        film = tiny_movie(self.blobs)
        board, context = film.storyboard, super().context(1)
        play, folder = film.screenplay, self.harness.new_folder()
        facts = list(question_facts(film.annotations, family(film)))
        cards = list(slates(play, board))[:2]
        shot = next(shot_slates(play, board, film.footage))
        return [
            ("writer", lambda: components.write(film.brief, context)),
            ("director", lambda: components.direct(film.brief, play, context)),
            ("voice", lambda: components.voice(play, board, context)),
            ("painter", lambda: list(components.paint(cards, context))),
            (
                "critic",
                lambda: components.critique(cards, list(components.paint(cards, context)), context),
            ),
            ("animator", lambda: components.animate(shot, context)),
            ("mixer", lambda: components.mix(film, context)),
            ("captioner", lambda: components.caption(film, context)),
            ("curator", lambda: list(components.curate(facts, context))),
            ("exporter", lambda: components.export("fake", [film], folder, context)),
        ]

    def expect(self, made: HookCall) -> None:
        """Observers return nothing of interest."""

    def judge(self, made: HookCall) -> None:
        """Observers return nothing of interest."""

    def in_bytes(self, made: HookCall) -> bytes:
        """Return nothing: what an observer does is its own affair."""
        return b""
