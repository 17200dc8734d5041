"""Pictures from OpenAI's image endpoint.

Source: the API reference of OpenAI and its guide to image generation (output tokens a picture).
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

from moviellm_plugins_gpt.calls.api_request import ApiRequest, Form
from moviellm_plugins_gpt.calls.capabilities import ServerCapabilities
from moviellm_plugins_gpt.calls.json_text import without_surrogates
from moviellm_plugins_gpt.calls.outcomes import Broken, Hopeless
from moviellm_plugins_gpt.calls.questions import Image
from moviellm_plugins_gpt.calls.settings import OpenAIOptions
from moviellm_plugins_gpt.calls.tokens import most_image_tokens
from moviellm_plugins_gpt.calls.wire import JSON, Reading, count, merged, strict, told, whole

_MOST_TOKENS = {"low": 816, "medium": 3_168, "high": 12_480}
"""Output tokens of the largest picture of the guide's table, doubled for larger ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWanted:
    """One picture to be made.

    Attributes:
        prompt: What it shows.
        size: ``auto`` or ``<width>x<height>`` in pixels.
        quality: ``auto``, ``low``, ``medium`` or ``high``.
        background: ``auto``, ``opaque`` or ``transparent``.
        references: Pictures of the characters, sent along where there are any.
        sample: Another number asks for another picture.
        label: Where it belongs, for messages.
    """

    prompt: str
    size: str = "auto"
    quality: str = "auto"
    background: str = "auto"
    references: tuple[Image, ...] = ()
    sample: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureMade:
    """A picture as the provider sent it.

    Attributes:
        data: Its original bytes.
        usd: What it cost in US dollars; None when unknown.
        label: That of what was wanted.
    """

    data: bytes = field(repr=False)
    usd: float | None = None
    label: str = ""


def picture_request(wanted: PictureWanted, options: OpenAIOptions) -> ApiRequest:
    """Return the call that asks for a picture."""
    prompt = without_surrogates(wanted.prompt)
    fields: JSON = {
        "model": options.model,
        "prompt": prompt,
        **{
            name: value
            for name in ("size", "quality", "background")
            if (value := getattr(wanted, name)) != "auto"
        },
    }
    if options.model.startswith("dall-e"):
        fields["response_format"] = "b64_json"  # the provider's others answer so without that
    fields = merged(fields, options.extra_body)
    body = dict(fields)
    if wanted.references:
        body["image"] = [told(image) for image in wanted.references]
    pictures = sum(most_image_tokens(image) for image in wanted.references)
    return ApiRequest(
        path="/images/edits" if wanted.references else "/images/generations",
        body=body,
        spell=lambda able: _spell(_asking_for_bytes(fields, able), wanted.references),
        read=_read,
        input_tokens=len(prompt.encode()) + pictures,
        output_tokens=most_picture_tokens(wanted.quality),
        sample=wanted.sample,
        label=wanted.label,
    )


def most_picture_tokens(quality: str) -> int:
    """Return an upper bound of the output tokens of one picture."""
    return _MOST_TOKENS.get(quality, max(_MOST_TOKENS.values()))


def picture_of(reading: Reading) -> bytes:
    """Return the bytes of the picture in a reading."""
    return base64.b64decode(reading.text)


def _asking_for_bytes(fields: JSON, able: ServerCapabilities) -> JSON:
    return {**fields, "response_format": "b64_json"} if able.picture_bytes else fields


def _spell(fields: JSON, references: tuple[Image, ...]) -> bytes | Form:
    if not references:
        return json.dumps(fields).encode()
    files = tuple(
        ("image[]", f"reference-{number}.{image.format}", image.data, f"image/{image.format}")
        for number, image in enumerate(references)
    )
    return Form(fields, files)


@strict
def _read(data: bytes) -> Reading:
    found = whole(data)
    pictures: Any = found.get("data")
    if not isinstance(pictures, list) or not pictures or not isinstance(pictures[0], dict):
        raise Broken("the answer has no picture")
    if pictures[0].get("url") and not pictures[0].get("b64_json"):
        raise Hopeless(
            "The image endpoint answers with the address of the picture instead of its bytes.",
            hint="Let the server answer by `b64_json` (many have an option for it), or ask another "
            "model: addresses die, and what lies there may change.",
            billed=True,
        )
    text = str(pictures[0].get("b64_json") or "")
    try:
        decoded = base64.b64decode(text, validate=True)
    except binascii.Error:
        decoded = b""
    if not decoded:
        raise Broken("the answer has no whole picture")
    return Reading(text=text, usage=_usage(found))


def _usage(found: JSON) -> dict[str, int]:
    usage = found.get("usage")
    if not isinstance(usage, dict):
        return {}
    images = count(usage, "input_tokens_details", "image_tokens")
    return {
        "input_tokens": max(0, count(usage, "input_tokens") - images),
        "image_tokens": images,
        "output_tokens": count(usage, "output_tokens"),
    }
