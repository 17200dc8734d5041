"""The finished films of a run, for exporters and for commands that plugins add."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from moviellm.component import Blobs
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.records import FilmRow
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.curation import CorpusQuestions, with_left_out, without
from moviellm.engine.store.documents import blobs_of, whole_film
from moviellm.engine.store.store import Store, StoreReader
from moviellm.errors import DamageError, RunError
from moviellm.film import Film

_LOG = logging.getLogger("moviellm.run")


class FinishedFilms:
    """Films one by one, and blobs that say of which film and frame one is that cannot be read.

    Args:
        journal: Of the run.
        store: Of the run.
        blobs: What a component sees of the store.
    """

    def __init__(self, journal: JournalReader, store: StoreReader, blobs: Blobs) -> None:
        self._journal, self._store, self._blobs = journal, store, blobs

    def films(self) -> Iterator[Film]:
        """Yield every finished film in the order of the run, one in memory at a time.

        Raises:
            DamageError: A part of a film cannot be read, or its parts make no film.
            RunError: The run's curator has not chosen from the films as they are now.
        """
        for row, left_out in with_left_out(self._journal, self._journal.finished()):
            film = without(self._film(row), left_out)
            moving = film.clips.blobs() if film.clips else ()
            self._store.look_ahead([blob.digest for blob in (*film.footage.blobs(), *moving)])
            yield film
            del film

    def questions(
        self, folder: Path, check: Callable[[], None], progress: Callable[[int, int], None]
    ) -> CorpusQuestions:
        """Return the facts of every question of every finished film, whatever was left out before.

        Args:
            folder: Where they are kept meanwhile.
            check: Raises when the run was asked to stop.
            progress: Told (done, total) of the films.
        """
        found = CorpusQuestions(folder, self._journal.count_finished(), check, progress)
        found.take((row, self._film(row)) for row in self._journal.finished())
        return found

    def _film(self, row: FilmRow) -> Film:
        try:
            return whole_film(row, self._store)
        except DamageError as error:
            raise _explained(error, f"A part of {row.film}") from None

    def counted(
        self, progress: Callable[[int, int], None]
    ) -> tuple[Iterator[Film], Callable[[int, int], None]]:
        """Return the films, which are counted as an exporter asks for them, and what it may tell.

        Of several films the exporter's own units only say that it is alive: they are of one film,
        and what a person waits for is the count of films. Of a single film they are all there is.

        Args:
            progress: Told (done, total) of the films.
        """
        total, begun = self._journal.count_finished(), 0
        if total == 1:
            return self.films(), progress

        def films() -> Iterator[Film]:
            nonlocal begun
            for film in self.films():
                progress(begun, total)
                yield film
                begun += 1
            progress(begun, total)

        return films(), lambda done, units: progress(begun, total)

    def get(self, digest: str) -> bytes:
        """Return the bytes with this digest; they are hashed again on the way.

        Raises:
            DamageError: They cannot be read; it names film and frame.
        """
        try:
            return self._blobs.get(digest)
        except DamageError as error:
            raise _explained(error, self._place_of(digest)) from None

    def put(self, data: bytes) -> str:
        """Store bytes durably and return their digest."""
        return self._blobs.put(data)

    def _place_of(self, digest: str) -> str:
        for row in self._journal.films():
            with contextlib.suppress(DamageError):
                for blob in blobs_of(row, self._store):
                    if blob.digest == digest:
                        return f"The {blob.what} of {row.film}"
        return ""


def forget_damage(journal: Journal, store: Store) -> None:
    """Let what is damaged be made again: blobs that changed, and films whose documents make none.

    A film that is only marked so finds what can still be used of it when it is made again.
    """
    store.verify()
    for row in journal.finished():
        try:
            whole_film(row, store)
        except DamageError as error:
            _LOG.warning("%s It is made again.", error.message)
            journal.record(films=[replace(row, state="pending", completion="")])


def require_films(journal: JournalReader) -> None:
    """Refuse a run without a finished film.

    Raises:
        RunError: It has none.
    """
    if not journal.count_finished():
        raise RunError(
            f"The run in {journal.folder} has no finished film.", hint="Run its pipeline first."
        )


def _explained(error: DamageError, place: str) -> DamageError:
    what = error.message[:1].lower() + error.message[1:]
    return DamageError(
        f"{place} cannot be read: {what}" if place else error.message,
        hint="Run the pipeline again: what was lost is made again.",
    )
