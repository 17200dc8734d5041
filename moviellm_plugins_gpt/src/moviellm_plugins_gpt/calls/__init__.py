"""Calls to language models: many in flight, each written down, none bought twice."""

from moviellm_plugins_gpt.calls.model_client import ModelClient
from moviellm_plugins_gpt.calls.pictures import PictureMade, PictureWanted, most_picture_tokens
from moviellm_plugins_gpt.calls.questions import (
    Image,
    Message,
    ModelAnswer,
    ModelQuestion,
    Refused,
    assistant,
    user,
)
from moviellm_plugins_gpt.calls.settings import (
    AnthropicOptions,
    ModelOptions,
    OpenAIOptions,
    Price,
    RateLimits,
)
from moviellm_plugins_gpt.calls.speech import SpeechMade, SpeechWanted, most_speech_tokens
from moviellm_plugins_gpt.calls.tokens import most_image_tokens

__all__ = [
    "AnthropicOptions",
    "Image",
    "Message",
    "ModelAnswer",
    "ModelClient",
    "ModelOptions",
    "ModelQuestion",
    "OpenAIOptions",
    "PictureMade",
    "PictureWanted",
    "Price",
    "RateLimits",
    "Refused",
    "SpeechMade",
    "SpeechWanted",
    "assistant",
    "most_image_tokens",
    "most_picture_tokens",
    "most_speech_tokens",
    "user",
]
