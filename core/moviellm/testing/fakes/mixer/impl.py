"""The fake mixer: a tone while somebody speaks, and silence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy
from numpy.typing import NDArray

from moviellm import Context, hookimpl
from moviellm.film import Film, HeardSound, Mixing, mix_samples
from moviellm.motion import FlacEncoder
from moviellm.testing.fakes.mixer.config import FakeMixerConfig

_HERTZ = 220
_LOUD = 0.1


class FakeMixer:
    """Lets the same tone be heard from both sides while a line is spoken."""

    def __init__(self, config: FakeMixerConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_mix(self, film: Film, context: Context) -> Mixing:
        """Return tones, a second at a time."""
        rate = self._config.rate
        sounds = tuple(_spoken(film))
        flac, length = FlacEncoder(rate), mix_samples(film.storyboard.duration_ms, rate)
        while flac.count < length:
            context.check()
            flac.add(_tones(sounds, flac.count, min(rate, length - flac.count), rate))
            context.progress(flac.count, length)
        return Mixing(data=flac.data(), rate=rate, sounds=sounds)


def _spoken(film: Film) -> Iterator[HeardSound]:
    """Yield the film's lines in the order in which they begin."""
    for cue in sorted(film.storyboard.cues, key=lambda cue: cue.start_ms):
        if not cue.span.length_ms:
            continue
        yield HeardSound(
            id=f"sound-{cue.id}",
            kind="speech",
            source=cue.speaker,
            event=cue.event,
            start_ms=cue.start_ms,
            end_ms=cue.end_ms,
            seen=_is_seen(film, cue.speaker, cue.start_ms),
            text="somebody speaks",
        )


def _is_seen(film: Film, person: str | None, at_ms: int) -> bool:
    return any(
        frame.start_ms <= at_ms < frame.end_ms
        and any(figure.person == person for figure in frame.depiction.figures)
        for frame in film.storyboard.frames()
    )


def _tones(
    sounds: tuple[HeardSound, ...], first: int, count: int, rate: int
) -> NDArray[numpy.float32]:
    """Return samples x 2 channels."""
    at = numpy.arange(first, first + count)
    heard = numpy.zeros(count, bool)
    for sound in sounds:
        heard |= (at >= sound.start_ms * rate // 1000) & (at < sound.end_ms * rate // 1000)
    tone = numpy.where(heard, _LOUD * numpy.sin(2 * numpy.pi * _HERTZ * at / rate), 0)
    return numpy.stack((tone, tone), axis=1).astype(numpy.float32)
