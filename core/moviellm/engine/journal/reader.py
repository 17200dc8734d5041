"""Reading the journal, also while another process writes it."""

from __future__ import annotations

import collections
import itertools
import json
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from moviellm.engine.journal import rows
from moviellm.engine.journal.errors import SQLITE_ERRORS, storage_error
from moviellm.engine.journal.mending import MendedRow, unsound_rows
from moviellm.engine.journal.records import (
    BlobPlace,
    CallRow,
    ExportRow,
    FilmRow,
    InlineBlob,
    Maker,
    Note,
    Spend,
    StepRow,
    Usage,
)
from moviellm.engine.journal.schema import JOURNAL_FILE, faults, open_to_read

_IN_ONE_QUERY = 500
_SELECT_NOTES = "SELECT kind, stage, film, item, text FROM notes "

_SPENT = """
       total(usd),
       total(CASE WHEN usd IS NULL AND state != 'sent' THEN reserved_usd END),
       count(CASE WHEN usd IS NULL AND reserved_usd IS NULL AND state != 'sent' THEN 1 END),
       count(CASE WHEN state IN ('done', 'lost') THEN 1 END),
       count(CASE WHEN state = 'failed' THEN 1 END),
       count(CASE WHEN state = 'unrecorded' THEN 1 END)
FROM calls
"""
_USED = """
SELECT stage, component, class.key, sum(class.value)
FROM calls, json_each(calls.usage) AS class
WHERE state IN ('done', 'lost')
GROUP BY stage, component, class.key ORDER BY min(calls.id), min(class.id)
"""


class JournalReader:
    """Reads the journal of the run folder ``folder``.

    Raises:
        StorageError: There is no journal, it is damaged, or a newer version wrote it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / JOURNAL_FILE
        self._reader = open_to_read(self._path)
        self._reading = threading.RLock()

    def close(self) -> None:
        """Close the file."""
        with self._reading:
            self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read several things as they were at one moment, whatever is written meanwhile.

        Leave it soon: other threads wait for their turn to read, and what is written meanwhile
        cannot move from the write-ahead log into the file.
        """
        with self._reading:
            self._rows("BEGIN")
            try:
                yield
            finally:
                if self._reader.in_transaction:  # a failing disk may have ended it
                    self._rows("COMMIT")

    def header(self) -> dict[str, Any]:
        """Return the run's header (plugins, versions, config, ...) by name."""
        return {name: json.loads(value) for name, value in self._rows("SELECT * FROM meta")}

    def place(self, digest: str) -> BlobPlace | None:
        """Return where a blob lies, or None when the run has none with this digest."""
        found = self._rows(
            "SELECT name, start, length FROM blobs JOIN packs ON packs.id = pack WHERE digest = ?",
            (rows.raw(digest),),
        )
        return BlobPlace(*found[0]) if found else None

    def places(self, digests: Collection[str]) -> dict[str, BlobPlace]:
        """Return where several blobs lie; those that are in no pack are left out."""
        query = (
            "SELECT digest, name, start, length FROM blobs JOIN packs ON packs.id = pack "
            "WHERE digest IN"
        )
        found = self._rows_in(query, digests)
        return {
            digest.hex(): BlobPlace(name, start, length) for digest, name, start, length in found
        }

    def known(self, digests: Collection[str]) -> set[str]:
        """Return those of ``digests`` that the run has blobs for."""
        found = self._rows_in("SELECT digest FROM blobs WHERE digest IN", digests)
        return {digest.hex() for (digest,) in found}

    def blobs(self) -> Iterator[tuple[str, BlobPlace]]:
        """Yield every blob, pack by pack, in the order in which they lie."""
        query = (
            "SELECT digest, name, start, length FROM blobs JOIN packs ON packs.id = pack "
            "ORDER BY pack, start"
        )
        for digest, name, start, length in self._rows(query):
            yield digest.hex(), BlobPlace(name, start, length)

    def stored(self) -> list[str]:
        """Return the digests of all blobs: those in packs, as they lie, then the letters'."""
        with self.snapshot():
            packed = [digest for digest, _ in self.blobs()]
            return [*packed, *(digest for digest, _ in self.inline_blobs())]

    def letter(self, digest: str) -> bytes | None:
        """Return a blob that rests in the journal itself."""
        found = self._inline_blobs(
            rows.SELECT_INLINE_BLOBS + "WHERE digest = ?", (rows.raw(digest),)
        )
        return found[0][1] if found else None

    def inline_blobs(self) -> list[InlineBlob]:
        """Return the blobs that rest in the journal itself."""
        return self._inline_blobs(rows.SELECT_INLINE_BLOBS + "ORDER BY id")

    def _inline_blobs(self, query: str, values: Sequence[Any] = ()) -> list[InlineBlob]:
        if not self._rows("SELECT 1 FROM sqlite_schema WHERE name = 'letters'"):
            return []  # an earlier version wrote this journal, and no later one has opened it
        return [(digest.hex(), data) for digest, data in self._rows(query, values)]

    def packs(self) -> dict[str, int]:
        """Return the size in bytes of every pack by name."""
        return dict(self._rows("SELECT name, size FROM packs"))

    def step(self, key: str) -> StepRow | None:
        """Return the finished step with this key."""
        return self.steps([key]).get(key)

    def steps(self, keys: Collection[str]) -> dict[str, StepRow]:
        """Return the finished steps among ``keys``. One whose row was damaged counts as absent."""
        found = self._rows_in(rows.SELECT_STEPS + "WHERE key IN", keys)
        steps = (rows.step_of(row) for row in found)
        return {step.key: step for step in steps if step is not None}

    def steps_of(self, film: str) -> list[StepRow]:
        """Return the steps that were made for a film, in the order in which they finished."""
        query = rows.SELECT_STEPS + "WHERE film = ? ORDER BY id"
        steps = (rows.step_of(row) for row in self._rows(query, (film,)))
        return [step for step in steps if step is not None]

    def steps_making(self, digest: str) -> list[StepRow]:
        """Return the steps with this digest among their outputs; looks at every step."""
        query = rows.SELECT_STEPS + "WHERE instr(outputs, ?)"
        steps = (rows.step_of(row) for row in self._rows(query, (rows.raw(digest),)))
        return [step for step in steps if step is not None and digest in step.outputs]

    def items_made(self) -> dict[tuple[str, str], int]:
        """Return how many different items were ever made, by film and stage."""
        query = (
            "SELECT film, stage, count(DISTINCT item) FROM steps "
            "JOIN makers ON makers.id = maker GROUP BY film, stage"
        )
        return {(film, stage): count for film, stage, count in self._rows(query)}

    def damaged_steps(self) -> list[int]:
        """Return the rows of steps that are not what was written; they count as absent."""
        found = self._rows(rows.SELECT_STEPS.replace("SELECT ", "SELECT id, ", 1))
        return [id_ for id_, *row in found if rows.step_of(row) is None]

    def unsound(self) -> list[MendedRow]:
        """Return the other rows that are not what was written, as yet unmended."""
        with self._reading, self._explained():
            return [MendedRow(table, row) for table, row in unsound_rows(self._reader)]

    def all_steps(self) -> Iterator[StepRow]:
        """Yield every finished step; those whose row was damaged are left out."""
        for row in self._rows(rows.SELECT_STEPS):
            if (step := rows.step_of(row)) is not None:
                yield step

    def faults(self) -> list[str]:
        """Return what SQLite finds wrong with the file itself; empty when all is well."""
        with self._reading, self._explained():
            return faults(self._reader)

    def makers(self) -> dict[int, Maker]:
        """Return the components that made something, by their row; a damaged one is nameless."""
        makers = collections.defaultdict(lambda: Maker(stage="", component=""))
        for id_, stage, component, facts in self._rows(
            "SELECT id, stage, component, facts FROM makers"
        ):
            makers[id_] = Maker(stage=stage, component=component, facts=json.loads(facts))
        return makers

    def work(self) -> list[tuple[str, str, int, int, int]]:
        """Return stage, component, finished steps, CPU and wall microseconds of each maker."""
        return self._rows(
            "SELECT stage, component, count(*), sum(cpu_us), sum(wall_us) FROM steps "
            "JOIN makers ON makers.id = maker GROUP BY stage, component ORDER BY min(makers.id)"
        )

    def films(self) -> list[FilmRow]:
        """Return all films in their order."""
        query = rows.SELECT_FILMS + "ORDER BY ordinal, id"
        return [rows.film_of(row) for row in self._rows(query)]

    def finished(self) -> Iterator[FilmRow]:
        """Yield the finished films that the pipeline asks for, in their order, few at a time."""
        query = (
            rows.SELECT_FILMS + "WHERE state = 'done' AND ordinal >= 0 "
            "AND (ordinal, film) > (?, ?) ORDER BY ordinal, film LIMIT ?"
        )
        last: tuple[int, str] = (-1, "")
        while films := [rows.film_of(r) for r in self._rows(query, (*last, _IN_ONE_QUERY))]:
            yield from films
            last = (films[-1].ordinal, films[-1].film)

    def count_finished(self) -> int:
        """Return how many finished films the pipeline asks for."""
        query = "SELECT count(*) FROM films WHERE state = 'done' AND ordinal >= 0"
        return int(self._rows(query)[0][0])

    def film(self, film: str) -> FilmRow | None:
        """Return one film."""
        found = self._rows(rows.SELECT_FILMS + "WHERE film = ?", (film,))
        return rows.film_of(found[0]) if found else None

    def answer(self, key: str) -> CallRow | None:
        """Return the call with this key whose answer is stored."""
        found = self._rows(
            rows.SELECT_CALLS + "WHERE key = ? AND state = 'done'",
            (rows.raw(key),),
        )
        return rows.call_of(found[0]) if found else None

    def calls(self, film: str | None = None) -> list[CallRow]:
        """Return every attempt at a paid call, of one film or of all."""
        where, values = ("", ()) if film is None else ("WHERE film = ? ", (film,))
        found = self._rows(rows.SELECT_CALLS + where + "ORDER BY id", values)
        return [rows.call_of(row) for row in found]

    def spend(self) -> Spend:
        """Return what paid calls cost; those in flight right now are the budget's to count."""
        return _spend(self._rows(f"SELECT {_SPENT}")[0])

    def usage(self) -> list[Usage]:
        """Return what each component's paid calls cost and used, in the order of their first."""
        classes: dict[tuple[str, str], dict[str, int]] = {}
        for stage, component, name, count in self._rows(_USED):
            classes.setdefault((stage, component), {})[name] = count
        models: dict[tuple[str, str], dict[str, None]] = {}
        for maker in self.makers().values():
            if model := maker.facts.get("model"):
                models.setdefault((maker.stage, maker.component), {})[str(model)] = None
        spent = f"SELECT stage, component, {_SPENT} GROUP BY stage, component ORDER BY min(id)"
        return [
            Usage(
                stage=stage, component=component, models=tuple(models.get((stage, component), ())),
                spend=_spend(numbers), classes=classes.get((stage, component), {}),
            )
            for stage, component, *numbers in self._rows(spent)
        ]  # fmt: skip

    def export(self, name: str) -> ExportRow | None:
        """Return the finished export with this name."""
        return next((export for export in self.exports() if export.name == name), None)

    def exports(self) -> list[ExportRow]:
        """Return all finished exports."""
        return [
            ExportRow(name=name, inputs=inputs, manifest=manifest, facts=json.loads(facts))
            for name, inputs, manifest, facts in self._rows(
                "SELECT name, inputs, manifest, facts FROM exports ORDER BY id"
            )
        ]

    def notes(self, kind: str | None = None) -> list[Note]:
        """Return what happened, of one kind or all, oldest first."""
        where, values = ("", ()) if kind is None else ("WHERE kind = ?", (kind,))
        found = self._rows(_SELECT_NOTES + where, values)
        return [
            Note(kind=kind, stage=stage, film=film, item=item, text=text)
            for kind, stage, film, item, text in found
        ]

    def damaged(self) -> list[str]:
        """Return the digests of blobs that were found damaged and set aside."""
        return [digest.hex() for (digest,) in self._rows("SELECT digest FROM damaged ORDER BY id")]

    def _rows_in(self, query: str, digests: Collection[str]) -> Iterator[tuple[Any, ...]]:
        waiting = iter(digests)
        while some := [rows.raw(digest) for digest in itertools.islice(waiting, _IN_ONE_QUERY)]:
            yield from self._rows(f"{query} ({','.join('?' * len(some))})", some)

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._reading, self._explained():
            return self._reader.execute(query, values).fetchall()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except SQLITE_ERRORS as error:
            raise storage_error(error, self._path) from error


def _spend(row: Sequence[Any]) -> Spend:
    usd, possible, unknown, done, failed, unrecorded = row
    return Spend(
        usd=usd, possible_usd=possible, unknown_calls=unknown,
        done=done, failed=failed, unrecorded=unrecorded,
    )  # fmt: skip
