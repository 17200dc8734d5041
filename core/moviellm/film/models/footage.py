"""What painters, critics and voices bring back: pictures with boxes, verdicts, recordings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from moviellm.film.models.facts import FactText
from moviellm.film.models.ids import Id, Record
from moviellm.film.models.part import BlobRef, FilmPart
from moviellm.film.models.timeline import Milliseconds

Pixels = Annotated[int, Field(ge=0)]
Digest = Annotated[str, Field(min_length=16, max_length=128)]


class Box(Record):
    """Where an entity is in a picture, in pixels from the top left corner.

    Attributes:
        entity: Id of a person or prop.
        visible: Share of the entity that is inside the picture and not covered, 0 to 1.
    """

    entity: Id
    x: Pixels
    y: Pixels
    width: Pixels
    height: Pixels
    visible: Annotated[float, Field(ge=0, le=1)] = 1.0


@dataclass(frozen=True, slots=True)
class Painting:
    """A picture as a painter returns it.

    Attributes:
        data: The encoded image, with the synthetic mark in it.
        boxes: Where the painter knows what is; empty when it does not know.
    """

    data: bytes
    format: Literal["jpg", "png", "webp"]
    width: int
    height: int
    boxes: tuple[Box, ...] = ()


class SpokenWord(Record):
    """When a word of a line is heard.

    Attributes:
        at: Where it begins in the cue's text, in characters from 0.
        length: How many characters it has.
        start_ms: From the start of the recording.
        end_ms: From the start of the recording.
    """

    at: Annotated[int, Field(ge=0)]
    length: Annotated[int, Field(ge=1)]
    start_ms: Milliseconds
    end_ms: Milliseconds


@dataclass(frozen=True, slots=True)
class Sound:
    """A spoken cue as a voice returns it.

    Attributes:
        data: A WAV or FLAC file. What is heard of it begins with its first sample.
        duration_ms: How long it lasts.
        words: When each word is heard, where the voice knows it; in order.
    """

    data: bytes
    duration_ms: int
    words: tuple[SpokenWord, ...] = ()


class Verdict(Record):
    """What a critic saw in a picture, held against its depiction.

    Attributes:
        score: 0 (something else entirely) to 1 (all there, nothing extra).
        missing: Facts of the depiction that the picture does not show: no evidence for them.
        comment: Why, in a sentence.
    """

    score: Annotated[float, Field(ge=0, le=1)]
    missing: tuple[FactText, ...] = ()
    comment: str = ""


class Picture(Record):
    """The picture of one key frame in the store.

    Attributes:
        digest: Its name in the run's store.
        sha256: Its hash in exports.
        bytes: Its size.
    """

    frame: Id
    digest: Digest
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    format: Literal["jpg", "png", "webp"]
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]
    bytes: Annotated[int, Field(ge=1)]
    boxes: tuple[Box, ...] = ()
    verdict: Verdict | None = None


class Footage(FilmPart):
    """The pictures of a film, in the order of its key frames."""

    film: Id
    pictures: tuple[Picture, ...]

    def blobs(self) -> Iterator[BlobRef]:
        """Yield its pictures."""
        for picture in self.pictures:
            yield BlobRef(picture.digest, f"picture of frame {picture.frame}")


class Recording(Record):
    """The sound of one cue in the store.

    Attributes:
        words: When each word is heard, where the voice knows it; in order.
    """

    cue: Id
    digest: Digest
    duration_ms: Milliseconds
    words: Annotated[tuple[SpokenWord, ...], Field(exclude_if=lambda words: not words)] = ()


class Soundtrack(FilmPart):
    """The recordings of a film, in the order of its cues."""

    film: Id
    recordings: tuple[Recording, ...]

    def blobs(self) -> Iterator[BlobRef]:
        """Yield its recordings."""
        for recording in self.recordings:
            yield BlobRef(recording.digest, f"recording of cue {recording.cue}")
