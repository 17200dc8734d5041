"""Calls to language models: many in flight, each written down, none bought twice."""

from moviellm_plugins_gpt.calls.ask import Oracle
from moviellm_plugins_gpt.calls.questions import (
    Answer,
    Image,
    Message,
    Question,
    Refused,
    assistant,
    user,
)
from moviellm_plugins_gpt.calls.settings import (
    WITHOUT_EFFECT,
    AnthropicOptions,
    ModelOptions,
    OpenAIOptions,
    Price,
    RateLimits,
)

__all__ = [
    "WITHOUT_EFFECT",
    "Answer",
    "AnthropicOptions",
    "Image",
    "Message",
    "ModelOptions",
    "OpenAIOptions",
    "Oracle",
    "Price",
    "Question",
    "RateLimits",
    "Refused",
    "assistant",
    "user",
]
