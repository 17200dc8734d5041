"""What is heard beside the dialogue, as cues for those who do not hear it."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film.models.film import Film
from moviellm.film.models.storyboard import Cue

_LEAST_MS, _MOST_MS = 1_000, 3_000
"""So long a sound stands there: a click long enough to be read, rain no longer than that."""


def sound_cues(film: Film) -> tuple[Cue, ...]:
    """Return a cue for each sound of a film's mix, its text in brackets; none without a mix.

    Lines have cues of their own, and the air of a place is no sound to be told. Each cue begins
    with its sound and has the sound's id.
    """
    return tuple(_cues(film))


def _cues(film: Film) -> Iterator[Cue]:
    for sound in film.mix.sounds if film.mix else ():
        if sound.kind in ("speech", "tone"):
            continue
        shown = min(_MOST_MS, max(_LEAST_MS, sound.span.length_ms))
        yield Cue(
            id=sound.id,
            event=sound.event or sound.id,
            text=f"[{sound.text}]",
            start_ms=sound.start_ms,
            end_ms=min(sound.start_ms + shown, film.storyboard.duration_ms),
        )
