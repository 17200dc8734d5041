"""Options."""

from moviellm_plugins_gpt.calls import OpenAIOptions


class Asking(OpenAIOptions):
    lines: int = 10
    asked: str = "a line"
