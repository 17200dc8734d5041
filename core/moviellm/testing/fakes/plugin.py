"""The declarations of the fakes."""

from __future__ import annotations

from moviellm import Capabilities, Component, Stage


def _fake(stage: Stage, summary: str, *, judges: bool = False) -> Component:
    home = f"moviellm.testing.fakes.{stage}"
    name = f"Fake{stage.capitalize()}"
    return Component(
        name="fake",
        stage=stage,
        implementation=f"{home}.impl:{name}",
        config=f"{home}.config:{name}Config",
        summary=summary,
        capabilities=Capabilities(judges=judges),
    )


writer = _fake("writer", "Two people pass a lantern from spot to spot.")
director = _fake("director", "One wide shot a scene, every event shown.")
voice = _fake("voice", "Speaks in tones.")
painter = _fake("painter", "Paints coloured bars with exact boxes.")
critic = _fake(
    "critic", "Gives every picture the same score; prefers the longer answer.", judges=True
)
animator = _fake("animator", "Holds every key frame, with boxes that stand still.")
mixer = _fake("mixer", "Lets a tone be heard while somebody speaks.")
captioner = _fake("captioner", "Says what the screenplay says.")
curator = _fake("curator", "Keeps so many questions of each kind.")
exporter = _fake("exporter", "Writes each film as JSON, its pictures beside it.")
hooks = _fake("hooks", "Writes down what it is told.")
