"""How many tokens a question is at most."""

from __future__ import annotations

import json
import math
from typing import Any

from moviellm_plugins_gpt.calls.questions import Image, ModelQuestion

_TILE = 512
_PATCH = 32


def most_tokens(body: dict[str, Any], question: ModelQuestion) -> int:
    """Return an upper bound of the input tokens of a question.

    A token of every byte-level tokenizer is at least one byte, so the bytes of the request bound
    its text. Pictures are bounded by the dearest rule that the providers publish.

    Args:
        body: The request, with pictures named instead of spelled out.
        question: Its pictures are counted.
    """
    pictures = sum(most_image_tokens(image) for image in _images(question))
    return len(json.dumps(body, ensure_ascii=False).encode()) + pictures


def most_image_tokens(image: Image) -> int:
    """Return an upper bound of the tokens of one picture.

    The rules, from the providers' guides to vision: 2,833 tokens and 5,667 a tile of 512 pixels
    (OpenAI's small models of 2024, the dearest), 2.46 tokens a patch of 32 pixels and at most
    1,536 patches (later ones), width x height / 750 (Anthropic).
    """
    tiles = math.ceil(image.width / _TILE) * math.ceil(image.height / _TILE)
    patches = min(1_536, math.ceil(image.width / _PATCH) * math.ceil(image.height / _PATCH))
    area = math.ceil(image.width * image.height / 750)
    return max(2_833 + 5_667 * min(tiles, 8), math.ceil(2.46 * patches), area)


def _images(question: ModelQuestion) -> list[Image]:
    return [
        part for message in question.messages for part in message.parts if isinstance(part, Image)
    ]
