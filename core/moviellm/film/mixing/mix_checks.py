"""What must hold of a mix, held against the film that it is of; all but its samples."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film.formats.flac import flac_head
from moviellm.film.models.film import Film
from moviellm.film.models.mix import MIX_RATES, HeardSound, Mixing, mix_samples


def check_mix(film: Film, mix: Mixing) -> None:
    """Refuse what is not the mix of a film.

    Raises:
        ValueError: Something is wrong; the message says what, beginning with "its".
    """
    if mix.rate not in MIX_RATES:
        raise ValueError(
            f"its `rate` is {mix.rate!r}, which is none of {', '.join(map(str, MIX_RATES))}"
        )
    head = flac_head(mix.data)
    if head is None:
        raise ValueError("its `data` does not begin like a FLAC file")
    wanted = mix_samples(film.storyboard.duration_ms, mix.rate)
    if head != (mix.rate, 2, wanted):
        raise ValueError(
            f"its `data` tells of {head.samples} samples of {head.channels} "
            f"channel{'s' * (head.channels != 1)} at {head.rate} a second, and the film has "
            f"{wanted} of 2 channels at {mix.rate} a second (`mix_samples`)"
        )
    for fault in _faults(film, mix.sounds):
        raise ValueError(fault)


def _faults(film: Film, sounds: tuple[HeardSound, ...]) -> Iterator[str]:
    play, length = film.screenplay, film.storyboard.duration_ms
    sources = {item.id for items in (play.cast, play.places, play.props) for item in items}
    events = {event.id for event in play.events()}
    known: set[str] = set()
    start = 0
    for sound in sounds:
        what = f"its sound {sound.id}"
        if sound.id in known:
            yield f"{what} is there twice"
        if sound.source is not None and sound.source not in sources:
            yield f"{what} comes from {sound.source}, which is nobody and nothing in the film"
        if sound.event is not None and sound.event not in events:
            yield f"{what} is made by {sound.event}, which does not happen"
        if not start <= sound.start_ms < sound.end_ms <= length:
            yield (
                f"{what} is heard from {sound.start_ms} to {sound.end_ms} ms: sounds stand in the "
                f"order in which they begin, between 0 and {length} ms"
            )
        known.add(sound.id)
        start = sound.start_ms
