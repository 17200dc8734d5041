"""A finished run, opened for reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from moviellm.component import Blobs
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.store.finished import FinishedFilms, require_films
from moviellm.engine.store.store import StoreReader
from moviellm.errors import InputError, StorageError
from moviellm.film import Film
from moviellm.runs.film import FinishedFilm
from moviellm.runs.rows import (
    CAPTION_COLUMNS,
    FRAME_COLUMNS,
    QUESTION_COLUMNS,
    RunRows,
    caption_rows,
    frame_rows,
    question_rows,
)


class FinishedRun:
    """The finished films of a run and their pictures, for reading.

    Iterating gives every film with what belongs to it, ``run["film-..."]`` gives one. Close it, or
    open it in a ``with`` block.

    Attributes:
        folder: The run's folder.
        blobs: The run's stored bytes (pictures by digest), hashed again on the way. Nothing can
            be put there.
    """

    def __init__(self, journal: JournalReader) -> None:
        self.folder = journal.folder
        self._journal, self._closed = journal, False
        store = StoreReader(journal)
        self._finished = FinishedFilms(journal, store, _ReadBlobs(store))
        self.blobs: Blobs = self._finished

    def films(self) -> Iterator[Film]:
        """Yield every finished film in the order of the pipeline, one in memory at a time.

        It has the questions that exports have: what the run's curator left out is not among them.

        Raises:
            DamageError: A film cannot be read.
            RunError: The run's curator has not chosen from its films as they are now.
            StorageError: The run was closed.
        """
        self._require_open()
        return self._finished.films()

    def __iter__(self) -> Iterator[FinishedFilm]:
        return (FinishedFilm(film, self.blobs) for film in self.films())

    def __len__(self) -> int:
        self._require_open()
        return self._journal.count_finished()

    def __getitem__(self, film: str) -> FinishedFilm:
        """Return the finished film with an id.

        Raises:
            InputError: The run has no such film, or it is not finished.
        """
        for found in self:
            if found.id == film:
                return found
        raise InputError(
            f"The run in {self.folder} has no finished film `{film}`.",
            hint="The ids of its films: [film.id for film in run].",
        )

    @property
    def questions(self) -> RunRows:
        """The questions of all films, as rows; read when they are asked for."""
        return RunRows(QUESTION_COLUMNS, self._rows(question_rows))

    @property
    def captions(self) -> RunRows:
        """The captions of all films, as rows; read when they are asked for."""
        return RunRows(CAPTION_COLUMNS, self._rows(caption_rows))

    @property
    def frames(self) -> RunRows:
        """The key frames of all films, as rows without their pictures."""
        return RunRows(FRAME_COLUMNS, self._rows(frame_rows))

    def _rows(
        self, of: Callable[[Film], Iterator[dict[str, Any]]]
    ) -> Callable[[], Iterator[dict[str, Any]]]:
        return lambda: (row for film in self.films() for row in of(film))

    def close(self) -> None:
        """Close the run's journal."""
        self._closed = True
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "closed" if self._closed else f"{len(self):,} finished films"
        return f"<FinishedRun {str(self.folder)!r}: {state}>"

    def _require_open(self) -> None:
        if self._closed:
            raise StorageError(
                f"The run in {self.folder} was closed.", hint="Open it again: open_run(folder)."
            )


def open_run(folder: str | PathLike[str]) -> FinishedRun:
    """Open a run's folder for reading.

    Raises:
        RunError: The run has no finished film.
        StorageError: It is no run folder, or it cannot be read.
    """
    journal = JournalReader(Path(folder))
    try:
        require_films(journal)
    except BaseException:
        journal.close()
        raise
    return FinishedRun(journal)


class _ReadBlobs:
    def __init__(self, store: StoreReader) -> None:
        self._store = store

    def get(self, digest: str) -> bytes:
        return self._store.get(digest)

    def put(self, data: bytes) -> str:
        raise StorageError(
            "A finished run was opened for reading, and nothing can be put into its store.",
            hint="Write into a folder of your own.",
        )
