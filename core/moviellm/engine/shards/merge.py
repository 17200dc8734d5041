"""One run from its shards, as if one machine had made it; a merge that was stopped goes on.

Every shard is looked at before anything is written. Then shard by shard: first its blobs, each
hashed on the way, then its rows in one transaction that also says that it was taken over. A merge
that is killed has at worst stored blobs that no row mentions yet.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from moviellm.disk import require_text, write_durably
from moviellm.engine.exports.again import export_again
from moviellm.engine.films.progress import Progress
from moviellm.engine.journal.errors import storage_error
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.records import CallRow
from moviellm.engine.journal.writer import Journal
from moviellm.engine.run_lock import REPORT, SHARD, WORKERS, note_prices, write_lock_file
from moviellm.engine.shards.check import CheckedShards, checked_shards
from moviellm.engine.shards.folders import MERGED, folder_of_shard
from moviellm.engine.store.artifact_files import RECORD
from moviellm.engine.store.artifacts import KEPT
from moviellm.engine.store.mark import STORE_ID
from moviellm.engine.store.store import STORE_PLACE, BlobDamagedError, Store
from moviellm.engine.working_folder import as_given, steady_working_folder
from moviellm.errors import Cancelled, DamageError, InputError
from moviellm.pipeline.shards import Shard
from moviellm.run_reports import RunReport

_PACK_BYTES = 64 << 20
_PACK_BLOBS = 5_000
_OWN = {SHARD, WORKERS, REPORT, STORE_ID, STORE_PLACE}
"""Entries of a shard's header that tell of this shard alone."""


def merge(
    run: Path,
    *,
    store: str | Path | None = None,
    stop: threading.Event | None = None,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> RunReport:
    """Make one run of its shards, let its curator choose, and write its exports.

    Shards stay as they are; what a run has taken over already is left alone.

    Args:
        run: The run's folder, with its shards in it.
        store: A folder or fsspec URL for the blobs; by default ``store`` in the run's folder.
        stop: Set it to stop; what was taken over is kept.
        watch: Called about ten times a second while exports are written.

    Returns:
        What the run has now. Its state tells whether films were quarantined.

    Raises:
        Cancelled: It was stopped.
        DamageError: Something stored of a shard is damaged; work on it again makes it again.
        InputError: There are no shards, they differ, or the folder holds another run.
        LockedError: Another process writes the run or one of its shards.
        RunError: A shard is missing or not done.
        StorageError: A folder cannot be read or written.
    """
    require_text(run.resolve())
    started, stop, folder = time.monotonic(), stop or threading.Event(), run.absolute()
    with steady_working_folder():
        checked = checked_shards(folder)
        with Journal(folder) as journal:
            _begin(journal, checked)
            shelf = Store(journal, store)
            for shard in checked.waiting:
                _take_over(journal, shelf, checked, shard, stop)
            _conclude(journal)
            spend = journal.spend()
            rows = [row for row in journal.films() if row.ordinal >= 0]
        done = sum(row.state == "done" for row in rows)
        exporters = [choice.use for choice in checked.loaded.pipeline.exporters if done]
        made = {
            name: export_again(folder, name, overwrite=True, stop=stop, watch=watch)[0]
            for name in exporters
        }
    failed = {row.film: row.reason for row in rows if row.state == "quarantined"}
    return RunReport(
        folder=run,
        state="incomplete" if failed else "finished",
        films=done,
        quarantined=failed,
        usd=None if spend.unknown_calls else spend.usd,
        possible_usd=spend.possible_usd,
        wall_ms=int((time.monotonic() - started) * 1000),
        exports={name: as_given(path, run) for name, path in made.items()},
    )


def _begin(journal: Journal, checked: CheckedShards) -> None:
    """Let a run's journal tell that it is one of shards, before it has anything else."""
    known = journal.header()
    if MERGED in known:
        return
    if journal.films():
        raise InputError(
            f"{journal.folder} holds a run that was made in one piece.",
            hint="Move its shards to another folder, and merge them there.",
        )
    header = {name: value for name, value in checked.header.items() if name not in _OWN}
    journal.set_header({**header, MERGED: [[], checked.of]})
    write_lock_file(journal.folder, journal.header())


def _take_over(
    journal: Journal, shelf: Store, checked: CheckedShards, shard: Shard, stop: threading.Event
) -> None:
    loaded = checked.loaded
    own = {brief.id for brief in replace(loaded, shard=shard).briefs()}
    places = {brief.id: place for place, brief in enumerate(loaded.briefs()) if brief.id in own}
    with Journal(folder_of_shard(journal.folder, shard)) as source:
        stock = Store(source)
        stock.pack_inline()
        try:
            for blobs in _unknown(stock, source, journal):
                if stop.is_set():
                    raise Cancelled("The merge was asked to stop.")
                journal.record(packs=[shelf.pack(blobs)])
        except BlobDamagedError as error:
            raise DamageError(
                f"Shard {shard} is damaged: {error.message}",
                hint=f"Make it again with `moviellm work {journal.folder} --shard {shard}`.",
            ) from error
        _copy_kept(source.folder / KEPT, journal.folder / KEPT)
        _take_rows(journal, source, places, {MERGED: _with(journal, shard)})


def _with(journal: Journal, shard: Shard) -> list[Any]:
    numbers, of = journal.header()[MERGED]
    return [[*numbers, shard.number], of]


def _unknown(stock: Store, source: JournalReader, journal: JournalReader) -> Iterator[list[bytes]]:
    """Yield what a shard has stored and the run has not, as much as goes into one pack."""
    blobs: list[bytes] = []
    digests: list[str] = []
    size = 0
    for digest, place in source.blobs():
        digests.append(digest)
        size += place.length
        if size >= _PACK_BYTES or len(digests) >= _PACK_BLOBS:
            blobs = _read(stock, digests, journal)
            digests, size = [], 0
            if blobs:
                yield blobs
    if blobs := _read(stock, digests, journal):
        yield blobs


def _read(stock: Store, digests: list[str], journal: JournalReader) -> list[bytes]:
    new = set(digests) - journal.known(digests)
    stock.look_ahead(new)
    return [stock.get(digest) for digest in digests if digest in new]


def _take_rows(
    journal: Journal, source: Journal, places: Mapping[str, int], header: Mapping[str, Any]
) -> None:
    """Record all rows of a shard at once; ids of rows are the run's own."""
    makers = {row: journal.maker(maker) for row, maker in source.makers().items()}
    films = [row for row in source.films() if row.film in places]
    calls = source.calls()
    numbers = {call.id: journal.new_call() for call in calls}
    waiting = source.waiting({call.key for call in calls if call.state == "waiting"})
    journal.record(
        steps=(replace(step, maker=makers[step.maker]) for step in source.all_steps()),
        films=(replace(row, ordinal=places[row.film]) for row in films),
        notes=source.notes(),
        calls=(_call(journal, call, numbers[call.id]) for call in calls),
        tickets={numbers[call.id]: ticket for call, ticket in waiting.values()},
        header=header,
    )


def _call(journal: JournalReader, call: CallRow, number: int) -> CallRow:
    """A call of a shard as the run has it; of two equal answers the first one counts, both cost."""
    twice = call.state == "done" and journal.answer(call.key) is not None
    return replace(call, id=number, state="lost" if twice else call.state)


def _copy_kept(source: Path, target: Path) -> None:
    """Copy what components made once for all films; the bytes first, since the record counts."""
    try:
        for record in sorted(source.glob(f"*{RECORD}")):
            if not (target / record.name).exists():
                target.mkdir(exist_ok=True)
                data = record.with_suffix(".bytes")
                write_durably(target / data.name, data.read_bytes())
                write_durably(target / record.name, record.read_bytes())
    except OSError as error:
        raise storage_error(error, target) from error


def _conclude(journal: Journal) -> None:
    """Tell how the run stands, as the end of a run does."""
    films = [row for row in journal.films() if row.ordinal >= 0]
    failed = any(row.state == "quarantined" for row in films)
    state = "incomplete" if failed else "finished"
    report = {"state": state, "films": len(films), "wall_ms": 0, "made": {}, "reused": {}}
    journal.set_header({REPORT: report})
    note_prices(journal)
