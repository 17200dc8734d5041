"""The declarations of the fakes."""

from __future__ import annotations

from moviellm.component import Component, Stage


def _fake(stage: Stage, implementation: str, summary: str, config: str | None = None) -> Component:
    return Component(
        name="fake",
        stage=stage,
        implementation=f"moviellm.testing.fakes.{implementation}",
        config=config and f"moviellm.testing.fakes.config:{config}",
        summary=summary,
    )


writer = _fake("writer", "story:FakeWriter", "Two people pass a lantern from spot to spot.")
director = _fake("director", "board:FakeDirector", "One wide shot a scene, every event shown.")
voice = _fake("voice", "sound:FakeVoice", "A tone for every line.")
painter = _fake("painter", "picture:FakePainter", "Coloured bars with exact boxes.", "Picture")
critic = _fake("critic", "picture:FakeCritic", "Gives every picture the same score.", "Score")
captioner = _fake("captioner", "caption:FakeCaptioner", "Says what the screenplay says.")
exporter = _fake("exporter", "copy:FakeExporter", "The film as JSON and its pictures.")
hooks = _fake("hooks", "notes:FakeObserver", "Writes down what it is told.", "Notes")
