"""How the kit checks a writer: short briefs, among them themes that are anything but a theme."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from moviellm.film import Brief, Screenplay, Shape, check
from moviellm.shape_range import ShapeRange
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.harness import errors_as_findings
from moviellm.testing.conformance.stage_check import (
    Check,
    HookCall,
    StageCheck,
    expect_type,
    refuse_problems,
)
from moviellm.testing.context import FILM

_HOOK = "moviellm_write"
THEMES = (
    "lighthouse",
    "Ein Leuchtturmwärter findet eine Karte. " * 250,
    "灯塔看守人发现了一张地图",
    "🎬🗺️👩🏽‍🚒",
    "../../etc/passwd",
    "<script>alert(1)</script>\n\x00\u202e",
)
"""A theme is data: one word, 10,000 characters, Chinese, emoji, a path, markup."""


def filled(stage_check: StageCheck, shape: Shape) -> Shape:
    """Return a shape, or the one nearest to it that the writer declares to fill."""
    asked = (shape.chapters, shape.scenes, shape.frames)
    ranges = stage_check.harness.component.capabilities.shapes or (ShapeRange(),)
    found = [known.nearest(*asked) for known in ranges]
    chapters, scenes, frames = min(found, key=lambda one: (one != asked, math.prod(one)))
    return Shape(chapters=chapters, scenes=scenes, frames=frames)


def themes_are_data(stage_check: StageCheck) -> None:
    """Write a film of every theme of `THEMES`, in other shapes where the writer fills them."""
    plugin, options = stage_check.harness.plugin, stage_check.harness.request.options
    for number, theme in enumerate(THEMES):
        brief = Brief(
            id=f"film-theme-{number}",
            theme=theme,
            seed=number,
            shape=filled(stage_check, Shape(chapters=1, scenes=1 + number % 2, frames=3)),
        )
        try:
            with errors_as_findings():
                plugin.brief_remarks(plugin.configure(options), brief)
            made = stage_check.ask(arguments={"brief": brief})
            stage_check.expect(made)
            stage_check.judge(made)
        except ContractBroken as broken:
            raise ContractBroken(f"For the theme {theme[:40]!r}: {broken.what}", broken.fix) from (
                broken
            )


class WriterCheck(StageCheck):
    """Asks for a film of two chapters, four scenes, 16 frames, or what is nearest to that."""

    uses_seed = True
    own_checks: ClassVar[tuple[Check, ...]] = (
        Check(
            name="themes are data",
            means="Any theme gives a valid film: a word, 10,000 characters, emoji, a path.",
            run=themes_are_data,
            needs=("valid result",),
        ),
    )

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return the brief."""
        brief = Brief(
            id=FILM,
            theme="A lighthouse keeper finds a map",
            seed=seed,
            shape=filled(self, Shape(chapters=2, scenes=2, frames=4)),
        )
        return {"brief": brief}

    def expect(self, made: HookCall) -> None:
        """It is a screenplay."""
        expect_type(made.result, Screenplay, _HOOK)

    def judge(self, made: HookCall) -> None:
        """It is of this film, has the shape that was asked for, and the ledger accepts it."""
        play: Screenplay = made.result
        brief: Brief = made.arguments["brief"]
        if play.film != brief.id:
            raise ContractBroken(f"The film is {play.film}, not {brief.id}.", "Use brief.id.")
        shape = [[scene.frames for scene in chapter.scenes] for chapter in play.chapters]
        asked = [[brief.shape.frames] * brief.shape.scenes] * brief.shape.chapters
        if shape != asked:
            raise ContractBroken(
                f"Frames a scene, by chapter, are {shape}; asked for were {asked}.",
                "Follow brief.shape.",
            )
        refuse_problems(check(play))

    def in_bytes(self, made: HookCall) -> bytes:
        """Return its JSON."""
        play: Screenplay = made.result
        return play.model_dump_json().encode()
