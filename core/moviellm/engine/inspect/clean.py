"""Giving room back: what no current film refers to goes, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from moviellm.engine.inspect.status import size_of
from moviellm.engine.journal.errors import storage_error
from moviellm.engine.journal.records import FilmRow, StepRow
from moviellm.engine.journal.schema import JOURNAL_FILE, require_journal
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.artifacts import clean_artifacts
from moviellm.engine.store.documents import blobs_of, documents_of, has_all_documents
from moviellm.engine.store.export_folder import drafts
from moviellm.engine.store.store import Store, StoreReader
from moviellm.errors import DamageError

_SQLITE = ("-wal", "-shm")
"""Files that SQLite makes and removes beside the journal as it likes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """What was cleaned.

    Attributes:
        steps: Steps that were forgotten.
        films: Films that were forgotten: the pipeline no longer asked for them.
        drafts: Half-written exports that were removed.
        kept: Things that were removed which components kept that the pipeline no longer names.
        store_bytes: Bytes that the store gave back.
        bytes: Bytes that the whole folder gave back.
    """

    folder: Path
    steps: int
    films: tuple[str, ...]
    drafts: int
    kept: int
    store_bytes: int
    bytes: int


def clean(folder: Path) -> Cleaning:
    """Remove from a run folder what nothing current refers to.

    Current are the films that the pipeline asked for when it was last run. What a finished one is
    made of stays, and so does all that was made for one that is not finished. Paid answers stay
    as well, whoever asked for them.

    Raises:
        DamageError: Something that is still referred to has changed; it is made again by a run.
        LockedError: Another process writes the folder.
        StorageError: It is no run folder, or it cannot be written.
    """
    require_journal(folder / JOURNAL_FILE)
    before = _size(folder)
    with Journal(folder) as journal:
        store = Store(journal)
        rows = journal.films()
        dropped = tuple(row.film for row in rows if row.ordinal < 0)
        done = [row for row in rows if row.ordinal >= 0 and row.state == "done"]
        unfinished = {row.film for row in rows if row.ordinal >= 0 and row.state != "done"}
        known = {row.film for row in rows}
        needed = {digest for row in done for digest in _needed(row, store)}
        steps = list(journal.all_steps())
        current = _current(steps, needed)
        stale = [
            step.key
            for step in steps
            if step.key not in current and step.film in known and step.film not in unfinished
        ]
        journal.forget_films(dropped)
        journal.forget_steps(stale)
        freed = store.clean(needed)
        removed = _remove(drafts(folder))
        kept = clean_artifacts(folder, _components(journal))
        if stale or dropped:
            journal.compact()
    return Cleaning(
        folder=folder,
        steps=len(stale),
        films=dropped,
        drafts=removed,
        kept=kept,
        store_bytes=freed,
        bytes=max(0, before - _size(folder)),
    )


def _components(journal: Journal) -> set[tuple[str, str]]:
    """Stage and name of the components that the pipeline named when it was last run."""
    return {(stage, name) for stage, name, _ in journal.header().get("selected", [])}


def _needed(row: FilmRow, store: StoreReader) -> Iterable[str]:
    """Digests of everything that a finished film holds.

    Raises:
        DamageError: Its row does not say what it holds, so that nothing may be removed.
    """
    if not has_all_documents(row):
        raise DamageError(
            f"The row of {row.film} has changed.", hint="Run its pipeline again, and then clean."
        )
    yield from documents_of(row).values()
    for blob in blobs_of(row, store):
        yield blob.digest


def _current(steps: list[StepRow], needed: set[str]) -> set[str]:
    """Keys of the steps that made what is needed, of what these read, and of verdicts on it.

    Pictures that a critic rejected stay with the frame whose better take was kept: without them
    every film would be painted and judged anew when one of its pictures is damaged.
    """
    makers: dict[str, list[StepRow]] = {}
    for step in steps:
        for digest in step.outputs:
            makers.setdefault(digest, []).append(step)
    current: set[str] = set()
    waiting, seen = list(needed), set(needed)
    while waiting:
        for step in makers.get(waiting.pop(), ()):
            current.add(step.key)
            waiting += [digest for digest in step.inputs if digest not in seen]
            seen.update(step.inputs)
    places = {_place(step) for step in steps if step.key in current}
    judged = {digest for step in steps if not step.outputs for digest in step.inputs}
    takes = [s for s in steps if _place(s) in places and not judged.isdisjoint(s.outputs)]
    seen.update(digest for step in takes for digest in step.outputs)
    verdicts = {s.key for s in steps if not s.outputs and not seen.isdisjoint(s.inputs)}
    return current | verdicts | {take.key for take in takes}


def _place(step: StepRow) -> tuple[str, str, tuple[str, ...]]:
    return step.film, step.item, step.inputs


def _remove(paths: list[Path]) -> int:
    try:
        for path in paths:
            shutil.rmtree(path)
    except OSError as error:
        raise storage_error(error, error.filename or "export") from error
    return len(paths)


def _size(folder: Path) -> int:
    try:
        with os.scandir(folder) as entries:
            return sum(size_of(entry) for entry in entries if not entry.name.endswith(_SQLITE))
    except OSError as error:
        raise storage_error(error, folder) from error
