"""The sound of a whole film: one mix, and every sound that is heard in it as a fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from moviellm.film.models.footage import Digest
from moviellm.film.models.ids import Id, Record
from moviellm.film.models.part import BlobRef, FilmPart
from moviellm.film.models.timeline import Milliseconds, Span

MixRate = Literal[24_000, 48_000]
MIX_RATES: tuple[int, ...] = get_args(MixRate)
"""How many samples a second a mix may have."""

SoundKind = Literal["speech", "steps", "door", "thing", "body", "weather", "tone", "music"]
"""What is heard: a line; somebody walking; a door of the place; a prop; somebody's clothes or
body; the weather; a place when nothing is heard in it; music, which nobody in the film hears."""

SoundText = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\r\n]*$")]


class HeardSound(Record):
    """A sound that is heard in a film, and what it comes from.

    Attributes:
        source: Id of the person, prop or place that it comes from; None for music.
        event: The event that makes it; None for what is heard without one.
        seen: Whether the picture shows its source when it begins.
        text: What is heard, as captions for the deaf say it ("footsteps", "a chest creaks open").
    """

    id: Id
    kind: SoundKind
    source: Id | None = None
    event: Id | None = None
    start_ms: Milliseconds
    end_ms: Milliseconds
    seen: bool
    text: SoundText

    @property
    def span(self) -> Span:
        return Span(start_ms=self.start_ms, end_ms=self.end_ms)


@dataclass(frozen=True, slots=True)
class Mixing:
    """A film's sound as a mixer returns it.

    Attributes:
        data: A FLAC file of two channels that lasts exactly as long as the film.
        rate: Samples a second; one of `MIX_RATES`.
        sounds: All that is heard in it, in the order in which it begins.
    """

    data: bytes
    rate: MixRate
    sounds: tuple[HeardSound, ...] = ()


class SoundMix(FilmPart):
    """The sound of a film in the store: a FLAC file of two channels, as long as the film.

    Attributes:
        digest: Its name in the run's store.
        sha256: Its hash in exports.
        bytes: Its size.
        rate: Samples a second.
        sounds: All that is heard in it, in the order in which it begins.
    """

    film: Id
    digest: Digest
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(ge=1)]
    rate: MixRate
    sounds: tuple[HeardSound, ...] = ()

    def blobs(self) -> Iterator[BlobRef]:
        """Yield its FLAC file."""
        yield BlobRef(self.digest, f"mix of {self.film}")


def mix_samples(duration_ms: int, rate: int) -> int:
    """Return how many samples a channel of the mix of a film has.

    Args:
        duration_ms: How long the film is.
        rate: Samples a second.
    """
    return duration_ms * rate // 1000
