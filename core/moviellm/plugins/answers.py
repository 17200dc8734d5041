"""Answers of components, checked whole before anything is made of them or written down.

A component can return what nobody has validated: a model from `model_construct` or `model_copy`,
one of a class of its own, one that was changed after it was made, a dataclass with any values. So
models are read again from the very JSON that is recorded, and the head of pictures and sounds is
looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from operator import index
from typing import SupportsIndex, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError

from moviellm.errors import MovieLLMError, PluginError
from moviellm.film import (
    Animation,
    Box,
    ClipRate,
    Film,
    HeardSound,
    Mixing,
    MixRate,
    Painting,
    SeenEvent,
    ShotSlate,
    Sound,
    SpokenWord,
    Track,
    mix_samples,
)
from moviellm.film.animating.clip_checks import check_clip
from moviellm.film.mixing.mix_checks import check_mix
from moviellm.marking import format_of, source_type_of
from moviellm.motion import require_clip, require_sound
from moviellm.plugins.loading import LoadedPlugin
from moviellm.stages import HOOK_OF

BROKEN_CONTRACT = "Tell its authors; `moviellm plugins check` shows what else is wrong."
"""What to do about a plugin that broke its contract."""

FORMATS = ("jpg", "png", "webp")

Answer = TypeVar("Answer", bound=BaseModel)
_TRACKS: TypeAdapter[tuple[Track, ...]] = TypeAdapter(tuple[Track, ...])
_EVENTS: TypeAdapter[tuple[SeenEvent, ...]] = TypeAdapter(tuple[SeenEvent, ...])
_HEARD: TypeAdapter[tuple[HeardSound, ...]] = TypeAdapter(tuple[HeardSound, ...])
_BOXES: TypeAdapter[tuple[Box, ...]] = TypeAdapter(tuple[Box, ...])
_WORDS: TypeAdapter[tuple[SpokenWord, ...]] = TypeAdapter(tuple[SpokenWord, ...])


@contextmanager
def checking(plugin: LoadedPlugin, *, hook: str = "", where: str = "") -> Iterator[None]:
    """Name the plugin whose answer is looked at: what goes wrong meanwhile is its fault.

    Args:
        plugin: Who answered.
        hook: What it answered, if not the hook of its stage.
        where: Film and shot, to be told after the hook.

    Raises:
        PluginError: A check failed, or stumbled over what the plugin returned.
    """
    try:
        yield
    except MovieLLMError:
        raise
    except Exception as error:
        told = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
        raise PluginError(
            f"The {plugin.record.title} broke its contract: what "
            f"{hook or HOOK_OF[plugin.component.stage]} returned{where} is not taken, because "
            f"{' '.join(told.split())}.",
            hint=BROKEN_CONTRACT,
        ) from error


def reread(kind: type[Answer], found: Answer) -> tuple[bytes, Answer]:
    """Return the JSON of an answer, and the answer as it is read from it.

    Raises:
        ValueError: It has no JSON, or none of this kind; the message names the first fault.
    """
    return _reread(_adapter(kind), found)


def checked_painting(found: Painting) -> Painting:
    """Return a painting of which everything holds that can be seen without decoding it.

    Raises:
        ValueError: Something does not; the message says what.
    """
    data, form, width, height = found.data, found.format, found.width, found.height
    if not isinstance(data, bytes) or not data:
        raise ValueError(f"its `data` is {_no_bytes(data)}")
    if form not in FORMATS or not isinstance(form, str):
        raise ValueError(f"its `format` is {form!r}, which is none of {', '.join(FORMATS)}")
    if (seen := format_of(data)) != form:
        raise ValueError(f"its `format` is {form}, and its `data` begins like {_known(seen)}")
    width, height = _whole("width", width, least=1), _whole("height", height, least=1)
    boxes = _checked_boxes(found.boxes, width, height)
    if source_type_of(data) is None:
        raise ValueError(
            "its `data` carries no synthetic mark (`moviellm.marking.embed` puts it in)"
        )
    return Painting(data, form, width, height, boxes)


def checked_sound(found: Sound) -> Sound:
    """Return a sound that is a WAV or FLAC file of some length, as far as its head tells.

    Raises:
        ValueError: It is not; the message says why.
    """
    data, length = found.data, found.duration_ms
    if not isinstance(data, bytes) or not data:
        raise ValueError(f"its `data` is {_no_bytes(data)}")
    if not (data.startswith(b"fLaC") or (data.startswith(b"RIFF") and data[8:12] == b"WAVE")):
        raise ValueError("its `data` does not begin like a WAV or FLAC file")
    length = _whole("duration_ms", length, least=0)
    return Sound(data, length, _checked_words(found.words, length))


def _checked_words(found: tuple[SpokenWord, ...], length: int) -> tuple[SpokenWord, ...]:
    if found == ():
        return ()
    _, words = _reread(_WORDS, found, "words")
    at = clock = 0
    for word in words:
        if word.at < at or word.start_ms < clock or not word.start_ms <= word.end_ms <= length:
            raise ValueError(f"its word at character {word.at} is out of order or out of its time")
        at, clock = word.at + word.length, word.start_ms
    return words


def checked_animation(found: Animation, shot: ShotSlate) -> Animation:
    """Return what was made of a shot if it is its clip; it is decoded from beginning to end.

    Raises:
        ValueError: It is not; the message says why.
        InputError: PyAV is not installed.
    """
    data = found.data
    if not isinstance(data, bytes) or not data:
        raise ValueError(f"its `data` is {_no_bytes(data)}")
    tracks = _reread(_TRACKS, found.tracks, "tracks")[1] if found.tracks != () else ()
    events = _reread(_EVENTS, found.events, "events")[1] if found.events != () else ()
    clip = Animation(
        data,
        found.media_type,
        cast("ClipRate", _whole("rate", found.rate, least=1)),  # which `check_clip` looks at
        _whole("frames", found.frames, least=1),
        _whole("width", found.width, least=1),
        _whole("height", found.height, least=1),
        tracks,
        events,
    )
    check_clip(shot, clip)
    size = clip.width, clip.height
    require_clip(data, clip.media_type, rate=clip.rate, frames=clip.frames, size=size)
    if source_type_of(data) is None:
        raise ValueError(
            "its `data` carries no synthetic mark (`moviellm.marking.embed` puts it into an MP4)"
        )
    return clip


def checked_mix(found: Mixing, film: Film) -> Mixing:
    """Return what was made of a film if it is its mix; it is decoded from beginning to end.

    Raises:
        ValueError: It is not; the message says why.
        InputError: PyAV is not installed.
    """
    data = found.data
    if not isinstance(data, bytes) or not data:
        raise ValueError(f"its `data` is {_no_bytes(data)}")
    sounds = _reread(_HEARD, found.sounds, "sounds")[1] if found.sounds != () else ()
    rate = cast("MixRate", _whole("rate", found.rate, least=1))  # which `check_mix` looks at
    mix = Mixing(data, rate, sounds)
    check_mix(film, mix)
    require_sound(data, samples=mix_samples(film.storyboard.duration_ms, rate))
    return mix


def _checked_boxes(found: tuple[Box, ...], width: int, height: int) -> tuple[Box, ...]:
    if found == ():
        return ()
    _, boxes = _reread(_BOXES, found, "boxes")
    for box in boxes:
        if box.x + box.width > width or box.y + box.height > height:
            raise ValueError(f"its box of {box.entity} lies outside its {width} x {height} pixels")
    return boxes


Read = TypeVar("Read")


def _reread(adapter: TypeAdapter[Read], found: Read, name: str = "") -> tuple[bytes, Read]:
    try:
        text = adapter.dump_json(found, warnings=False)
    except Exception as error:  # whatever a component has put into it
        raise ValueError(f"it has no JSON ({type(error).__name__}: {error})") from error
    try:
        return text, adapter.validate_json(text, strict=True)
    except ValidationError as error:
        raise ValueError(first_fault(error, name)) from None


@cache
def _adapter(kind: type[Answer]) -> TypeAdapter[Answer]:
    return TypeAdapter(kind)


def first_fault(error: ValidationError, name: str = "") -> str:
    """Return in one line where a model is wrong first, and how often else.

    Args:
        error: What pydantic says.
        name: Where the model stands in something larger.
    """
    first, *more = error.errors(include_url=False, include_context=False)
    where = ".".join(map(str, ([name] if name else []) + list(first["loc"])))
    told = f"of its `{where}`: {first['msg']}" if where else first["msg"]
    return f"{told} (and {len(more)} more)" if more else told


def _whole(name: str, value: SupportsIndex, *, least: int) -> int:
    """Return a whole number as Python's own: NumPy's are as good."""
    if isinstance(value, bool) or not isinstance(value, SupportsIndex) or index(value) < least:
        raise ValueError(f"its `{name}` is {value!r}, and must be a whole number from {least}")
    return index(value)


def _no_bytes(data: object) -> str:
    return "empty" if data == b"" else f"a {type(data).__name__} and no bytes"


def _known(form: str | None) -> str:
    return "none of them" if form is None else form
