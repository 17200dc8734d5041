"""What every part of a film is, and how it names the bytes that it holds in the store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from moviellm.film.models.ids import Record


class BlobRef(NamedTuple):
    """Bytes in a run's store that a part of a film holds.

    Attributes:
        digest: Their name in the store.
        what: What they are, for people: ``picture of frame f0001``.
    """

    digest: str
    what: str


class FilmPart(Record):
    """A part of a `moviellm.film.Film`, as one stage makes it.

    Whoever checks, cleans or exports a run asks each part for its blobs, so that a part which
    holds some needs no other place to say so.
    """

    def blobs(self) -> Iterator[BlobRef]:
        """Yield the bytes that it holds in the store; most parts hold none."""
        yield from ()
