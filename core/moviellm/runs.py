"""Finished runs, and judges of answers about them, for the commands that plugins add.

    from moviellm.runs import open_run

    with open_run("runs/quickstart") as run:
        for film in run.films():
            first = run.blobs.get(film.footage.pictures[0].digest)

A run is only read, so it may lie on a read-only disk, and another process may go on with it.
`judge_with` keeps what it pays for in a folder of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from moviellm.component import Blobs
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.judging import Judged, judge_with
from moviellm.engine.store.finished import FinishedFilms, require_films
from moviellm.engine.store.store import StoreReader
from moviellm.errors import StorageError
from moviellm.film import Film

__all__ = ["FinishedRun", "Judged", "judge_with", "open_run"]


class FinishedRun:
    """The finished films of a run and their pictures, for reading.

    Attributes:
        folder: The run's folder.
        blobs: The run's stored bytes (pictures by digest), hashed again on the way. Nothing can
            be put there.
    """

    def __init__(self, journal: JournalReader) -> None:
        self.folder = journal.folder
        store = StoreReader(journal)
        self._finished = FinishedFilms(journal, store, _ReadBlobs(store))
        self.blobs: Blobs = self._finished

    def films(self) -> Iterator[Film]:
        """Yield every finished film in the order of the pipeline, one in memory at a time.

        It has the questions that exports have: what the run's curator left out is not among them.

        Raises:
            DamageError: A film cannot be read.
            RunError: The run's curator has not chosen from its films as they are now.
        """
        return self._finished.films()


@contextmanager
def open_run(folder: str | PathLike[str]) -> Iterator[FinishedRun]:
    """Open a run's folder for reading.

    Raises:
        RunError: The run has no finished film.
        StorageError: It is no run folder, or it cannot be read.
    """
    with JournalReader(Path(folder)) as journal:
        require_films(journal)
        yield FinishedRun(journal)


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
