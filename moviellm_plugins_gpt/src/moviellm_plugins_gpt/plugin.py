"""The declarations of every component of this package: names only, nothing heavy."""

from __future__ import annotations

from dataclasses import replace

from moviellm import Capabilities, Component, Stage

_PACKAGE = "moviellm_plugins_gpt"
_ASKS = Capabilities(deterministic=False, offline=False, paid=True, runs_in="thread")
_REMARKS = f"{_PACKAGE}.remarks:remarks"
_PROBE = f"{_PACKAGE}.probing:probe"
_OUTPUT_VERSIONS: dict[Stage, int] = {"captioner": 6, "director": 4, "writer": 3}
_PROVIDERS = {
    "openai": ("OpenAI", "OpenAI or a compatible server"),
    "anthropic": ("Anthropic",) * 2,
}


def _component(stage: Stage, provider: str, implementation: str, summary: str) -> Component:
    family, called = _PROVIDERS[provider]
    return Component(
        name=provider,
        stage=stage,
        implementation=f"{_PACKAGE}.{stage}.impl:{implementation}",
        config=f"{_PACKAGE}.config:{family}{stage.title()}",
        summary=summary.format(called),
        output_version=_OUTPUT_VERSIONS.get(stage, 1),
        capabilities=replace(_ASKS, judges=True),
        prompts=f"{_PACKAGE}:prompts/{stage}",
        judge_prompts=f"{_PACKAGE}:prompts/judge",
        remarks=_REMARKS,
        probe=_PROBE,
        docs="docs/how-to/write-with-openai.md"
        if provider == "openai"
        else "docs/how-to/write-with-claude.md",
    )


_WRITER = ("ModelWriter", "Story expanding in three levels by {}, checked against the ledger.")
_DIRECTOR = ("ModelDirector", "Cameras and prompts by {}; what is seen comes from the ledger.")
_CAPTIONER = ("ModelCaptioner", "Fluent captions and questions by {}; every fact is checked.")
_CRITIC = ("ModelCritic", "Looks at pictures by {}: what is missing, extra or inconsistent.")

openai_writer = _component("writer", "openai", *_WRITER)
anthropic_writer = _component("writer", "anthropic", *_WRITER)
openai_director = _component("director", "openai", *_DIRECTOR)
anthropic_director = _component("director", "anthropic", *_DIRECTOR)
openai_captioner = _component("captioner", "openai", *_CAPTIONER)
anthropic_captioner = _component("captioner", "anthropic", *_CAPTIONER)
openai_critic = _component("critic", "openai", *_CRITIC)
anthropic_critic = _component("critic", "anthropic", *_CRITIC)

openai_image = Component(
    name="openai-image",
    stage="painter",
    implementation=f"{_PACKAGE}.painter.impl:ImagePainter",
    config=f"{_PACKAGE}.config:OpenAIImage",
    summary="Pictures by an image endpoint of OpenAI or a compatible server, bytes as they came.",
    capabilities=_ASKS,
    prompts=f"{_PACKAGE}:prompts/painter",
    remarks=_REMARKS,
    probe=_PROBE,
    docs="docs/how-to/write-with-openai.md",
)

openai_speech = Component(
    name="openai-speech",
    stage="voice",
    implementation=f"{_PACKAGE}.voice.impl:SpeechVoice",
    config=f"{_PACKAGE}.config:OpenAISpeech",
    summary="Lines by a speech endpoint of OpenAI or a compatible server, levelled.",
    capabilities=_ASKS,
    remarks=_REMARKS,
    docs="docs/how-to/give-people-voices.md",
)
