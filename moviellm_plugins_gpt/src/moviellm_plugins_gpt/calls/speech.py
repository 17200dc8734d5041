"""Lines spoken by OpenAI's speech endpoint.

Source: the API reference of OpenAI (``POST /audio/speech``) and its guide to text to speech. The
endpoint tells no usage, so what a call cost is reckoned from above: a byte of the text is a token
or a character at least, and a minute of speech 1,250 tokens (its price is told as 0.015 US dollars
a minute at 12 a million tokens).
"""

from __future__ import annotations

import base64
import io
import json
import math
import wave
from dataclasses import dataclass, field

from moviellm_plugins_gpt.calls.api_request import ApiRequest
from moviellm_plugins_gpt.calls.json_text import without_surrogates
from moviellm_plugins_gpt.calls.outcomes import Broken
from moviellm_plugins_gpt.calls.settings import OpenAIOptions
from moviellm_plugins_gpt.calls.wire import JSON, Reading, envelope, merged, strict, whole

PATH = "/audio/speech"

_TOKENS_A_SECOND = 25
"""Somewhat above 1,250 a minute."""
_SLOWEST = 0.2
"""Seconds a byte: a quarter of the speed of a slow reader."""
_LEAST_TOKENS = 100
_ENDLESS = 0x7FFFFF00
"""Sizes from here on stand in the head of a file that was sent before its end was known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWanted:
    """One line to be spoken.

    Attributes:
        text: What is said.
        voice: Whose voice, as the server calls it.
        speed: How fast, 1 as usual.
        instructions: How it is said, for models that take that; empty for nothing.
        label: Where it belongs, for messages.
    """

    text: str
    voice: str
    speed: float = 1.0
    instructions: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechMade:
    """A line as the server spoke it.

    Attributes:
        samples: 16 bit, one channel.
        rate: Samples a second.
        usd: What it cost in US dollars at most; None when unknown.
    """

    samples: bytes = field(repr=False)
    rate: int
    usd: float | None = None


def speech_request(wanted: SpeechWanted, options: OpenAIOptions) -> ApiRequest:
    """Return the call that asks for a line."""
    body: JSON = {
        "model": options.model,
        "input": without_surrogates(wanted.text),
        "voice": wanted.voice,
        "response_format": "wav",
    }
    if wanted.speed != 1.0:
        body["speed"] = wanted.speed
    if wanted.instructions:
        body["instructions"] = wanted.instructions
    body = merged(body, options.extra_body)
    given = len(wanted.text.encode("utf-8", "replace")) + len(wanted.instructions.encode())
    return ApiRequest(
        path=PATH,
        body=body,
        spell=lambda able: json.dumps(body).encode(),
        read=lambda data: _read(data, given),
        input_tokens=given,
        output_tokens=most_speech_tokens(given),
        label=wanted.label,
    )


def most_speech_tokens(text_bytes: int) -> int:
    """Return an upper bound of the output tokens of a line of so many bytes."""
    return _LEAST_TOKENS + math.ceil(text_bytes * _SLOWEST * _TOKENS_A_SECOND)


def speech_of(reading: Reading) -> tuple[bytes, int]:
    """Return samples of 16 bit and one channel in a reading, and their rate."""
    return _samples(base64.b64decode(reading.text))


@strict
def _read(data: bytes, given: int) -> Reading:
    if not data.startswith(b"RIFF"):
        whole(data)
        envelope(data)
        raise Broken("the answer is no WAV file")
    samples, rate = _samples(data)
    seconds = len(samples) / 2 / rate
    usage = {"input_tokens": given, "output_tokens": math.ceil(seconds * _TOKENS_A_SECOND)}
    return Reading(text=base64.b64encode(data).decode(), usage=usage)


def _samples(data: bytes) -> tuple[bytes, int]:
    """Read a WAV file whose head may not know how long it is.

    Raises:
        Broken: It is cut, or of another form.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            form = (file.getsampwidth(), file.getnchannels())
            samples = file.readframes(file.getnframes())
            told, rate = 2 * file.getnframes(), file.getframerate()
    except (EOFError, wave.Error) as error:
        raise Broken(f"the answer is no whole WAV file ({error})") from error
    if form != (2, 1) or not rate:
        raise Broken("the answer is no WAV file of 16 bit and one channel")
    if not samples or (told != len(samples) and told < _ENDLESS):
        raise Broken("the answer is a WAV file that was cut")
    return samples[: len(samples) // 2 * 2], rate
