"""Who writes down what films in the making bring: the run's journal and store, or nobody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from moviellm.engine.journal.records import FilmRow, Maker, Pack, StepRow
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.store import Store


class Recorder(Protocol):
    """Writes down what was made."""

    def maker(self, maker: Maker) -> int:
        """Return the journal's row of a component."""

    def forget(self, keys: Collection[str]) -> None:
        """Forget steps that cannot be used."""

    def record(
        self,
        blobs: Sequence[bytes],
        *,
        packs: Sequence[Pack],
        steps: Sequence[StepRow],
        films: Sequence[FilmRow],
    ) -> None:
        """Make blobs durable, and write them down in one transaction with what is given."""


class RunRecorder:
    """Writes into a run's journal and store."""

    def __init__(self, journal: Journal, store: Store) -> None:
        self._journal, self._store = journal, store

    def maker(self, maker: Maker) -> int:
        """Return the journal's row of a component."""
        return self._journal.maker(maker)

    def forget(self, keys: Collection[str]) -> None:
        """Forget steps that cannot be used."""
        self._journal.forget_steps(keys)

    def record(
        self,
        blobs: Sequence[bytes],
        *,
        packs: Sequence[Pack],
        steps: Sequence[StepRow],
        films: Sequence[FilmRow],
    ) -> None:
        """Make blobs durable, and write them down in one transaction with what is given."""
        own = [self._store.pack(blobs)] if blobs else []
        self._journal.record(packs=[*own, *packs], steps=steps, films=films)


class Rehearsal:
    """Writes nothing: a plan stops before there would be anything to write."""

    def maker(self, maker: Maker) -> int:
        """Refuse: a plan makes nothing."""
        raise AssertionError("a plan makes nothing")

    def forget(self, keys: Collection[str]) -> None:
        """Leave what cannot be used to the run, which makes it again."""

    def record(
        self,
        blobs: Sequence[bytes],
        *,
        packs: Sequence[Pack],
        steps: Sequence[StepRow],
        films: Sequence[FilmRow],
    ) -> None:
        """Refuse: a plan makes nothing."""
        raise AssertionError("a plan makes nothing")
