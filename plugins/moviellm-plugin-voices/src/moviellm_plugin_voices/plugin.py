"""What the voices declare; nothing heavy is imported here."""

from moviellm import Capabilities, Component

_PACKAGE = "moviellm_plugin_voices"
_SPEAKS = Capabilities(seeded=False, runs_in="process")

espeak = Component(
    name="espeak",
    stage="voice",
    implementation=f"{_PACKAGE}.espeak.engine:EspeakVoice",
    config=f"{_PACKAGE}.config:EspeakConfig",
    summary="Speaks by eSpeak NG: light, a hundred languages, the sound of a machine.",
    capabilities=_SPEAKS,
    revision=f"{_PACKAGE}.weights:espeak_revision",
    docs="docs/how-to/give-people-voices.md",
)

kokoro = Component(
    name="kokoro",
    stage="voice",
    implementation=f"{_PACKAGE}.kokoro.engine:KokoroVoice",
    config=f"{_PACKAGE}.config:KokoroConfig",
    summary="Speaks by Kokoro, a small neural voice, on the processor.",
    capabilities=_SPEAKS,
    revision=f"{_PACKAGE}.weights:kokoro_revision",
    docs="docs/how-to/give-people-voices.md",
)
