"""Films as an exporter gets them, and what it made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from moviellm.errors import MovieLLMError
from moviellm.film import Film


class FilmStream:
    """Films that can be walked once, as the engine gives them.

    Args:
        films: The films.
        breaks: Raise after the last one, as a run does whose film cannot be read.
        watch: Called whenever the exporter asks for a film.
    """

    def __init__(
        self,
        films: Sequence[Film],
        *,
        breaks: bool = False,
        watch: Callable[[], None] = lambda: None,
    ) -> None:
        self.films = films
        self._rest = iter(films)
        self._breaks = breaks
        self._watch = watch

    def __iter__(self) -> FilmStream:
        return self

    def __next__(self) -> Film:
        self._watch()
        film = next(self._rest, None)
        if film is None and self._breaks:
            raise _ReelBrokeError("The kit's stream broke.")
        if film is None:
            raise StopIteration
        return film


class _ReelBrokeError(MovieLLMError):
    pass


@dataclass(frozen=True, slots=True)
class Export:
    """What came of one export.

    Attributes:
        returned: What the hook returned.
        target: The folder that it was given.
    """

    returned: object
    target: Path

    def files(self) -> dict[str, bytes]:
        """Return every file of the export by its path with ``/``."""
        return files_below(self.target)


def files_below(folder: Path, *, but: Path | None = None) -> dict[str, bytes]:
    """Return every file below a folder by its path with ``/``."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (but and path.is_relative_to(but))
    }
