"""Whether the shards of a run belong together and are done, before anything is merged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.records import FilmRow
from moviellm.engine.journal.schema import JOURNAL_FILE
from moviellm.engine.journal.writer_lock import writer_of
from moviellm.engine.run_lock import RUN_LOCK_FILE, SHARD
from moviellm.engine.shards.folders import (
    SHARDS,
    begun_shards,
    folder_of_shard,
    merged_shards,
)
from moviellm.errors import InputError, LockedError, RunError
from moviellm.pipeline.read import LoadedPipeline, read_pipeline
from moviellm.pipeline.shards import Shard

_SHOWN = 5
_EQUAL = ("moviellm", "key_format", "pipeline", "plugins", "revisions")
_MAY_DIFFER = {"usd", "failed_films", "seconds"}
"""Limits that change no film; somebody may have raised them for one shard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedShards:
    """Shards that can be merged.

    Attributes:
        loaded: The pipeline, whole.
        header: What the first of them was made with.
        waiting: Those that were not taken over yet.
        of: How many there are.
    """

    loaded: LoadedPipeline
    header: Mapping[str, Any]
    waiting: tuple[Shard, ...]
    of: int


def checked_shards(run: Path) -> CheckedShards:
    """Look at all shards of a run; nothing is written.

    Raises:
        InputError: There are none, or they were made by different pipelines or versions.
        LockedError: One of them is still at work.
        RunError: One is missing, or not done.
        StorageError: A journal cannot be read.
    """
    merged = merged_shards(run) or (set[int](), 0)
    begun = begun_shards(run)
    counts = {shard.of for shard in begun} | {merged[1]} - {0}
    if not counts:
        raise InputError(
            f"There are no shards in {run / SHARDS}.",
            hint="Make them with `moviellm work PIPELINE --shard 1/4 --out RUN`, 2/4, ...",
        )
    if len(counts) > 1:
        raise InputError(
            f"{run / SHARDS} holds shards of {' and of '.join(map(str, sorted(counts)))}.",
            hint="Move those that do not belong to this run away.",
        )
    of = counts.pop()
    waiting = tuple(Shard(n, of) for n in range(1, of + 1) if n not in merged[0])
    _require_all(run, waiting)
    headers = {shard: _header(run, shard) for shard in waiting}
    _require_equal(headers)
    lock = folder_of_shard(run, waiting[0]) if waiting else run
    loaded = read_pipeline(lock / RUN_LOCK_FILE)
    for shard in waiting:
        _require_done(run, replace(loaded, shard=shard))
    header = headers[waiting[0]] if waiting else {}
    return CheckedShards(loaded=loaded, header=header, waiting=waiting, of=of)


def _require_all(run: Path, shards: Collection[Shard]) -> None:
    missing = [s for s in shards if not (folder_of_shard(run, s) / JOURNAL_FILE).is_file()]
    if missing:
        raise RunError(
            f"{_named(missing)} of the run in {run} {_are(missing)} not there.",
            hint=f"Begin it with `moviellm work PIPELINE --shard {missing[0]}`, or copy its folder "
            f"to {folder_of_shard(run, missing[0])}.",
        )


def _header(run: Path, shard: Shard) -> dict[str, Any]:
    folder = folder_of_shard(run, shard)
    if writer := writer_of(folder):
        raise LockedError(
            f"Shard {shard} is still at work ({writer}).", hint="Wait until it has ended."
        )
    with JournalReader(folder) as journal:
        header = journal.header()
    if header.get(SHARD) != [shard.number, shard.of]:
        raise InputError(
            f"{folder} is not shard {shard}: {_other(header.get(SHARD))} lies there.",
            hint="Move it away, or give it its own name back.",
        )
    return header


def _other(found: Any) -> str:
    return f"shard {found[0]}/{found[1]}" if found else "a run that is made in one piece"


def _require_equal(headers: Mapping[Shard, Mapping[str, Any]]) -> None:
    shards = iter(headers)
    first = next(shards, None)
    for shard in shards:
        for name in _EQUAL:
            known, found = (_comparable(headers[s].get(name)) for s in (first, shard) if s)
            for key, expected, got in _differences(name, known, found):
                raise InputError(
                    f"Shard {shard} was not made like shard {first}: its {key} is {got}, there it "
                    f"is {expected}.",
                    hint="Work on one of them again with the other's pipeline and versions.",
                )


def _comparable(value: Any) -> Any:
    if isinstance(value, dict) and "limits" in value:
        limits = {k: v for k, v in value["limits"].items() if k not in _MAY_DIFFER}
        return {**value, "limits": limits}
    return value


def _differences(name: str, known: Any, found: Any) -> Iterator[tuple[str, str, str]]:
    """Yield where two values differ, and both as text."""
    if isinstance(known, dict) and isinstance(found, dict):
        for key in sorted(known.keys() | found.keys()):
            yield from _differences(f"{name}.{key}", known.get(key), found.get(key))
    elif known != found:
        yield name, _text(known), _text(found)


def _text(value: Any) -> str:
    text = "not there" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _require_done(run: Path, loaded: LoadedPipeline) -> None:
    """Refuse a shard of which a film was neither made nor given up."""
    shard = loaded.shard
    assert shard is not None
    with JournalReader(folder_of_shard(run, shard)) as journal:
        known = {row.film: row for row in journal.films()}
    asked = [brief.model_dump_json() for brief in loaded.briefs()]
    ids = [brief.id for brief in loaded.briefs()]
    missing = [
        film for film, brief in zip(ids, asked, strict=True) if not _ended(known.get(film), brief)
    ]
    if missing:
        raise RunError(
            f"Shard {shard} is not done: {len(missing):,} of its {len(ids):,} films are missing.",
            hint=f"Go on with `moviellm work {run} --shard {shard}`.",
        )


def _ended(row: FilmRow | None, brief: str) -> bool:
    """Whether a film was made as it is asked for, or given up."""
    if row is None or row.brief != brief:
        return False
    return row.state == "quarantined" or (row.state == "done" and bool(row.completion))


def _named(shards: Collection[Shard]) -> str:
    names = ", ".join(str(shard) for shard in list(shards)[:_SHOWN])
    more = f" and {len(shards) - _SHOWN} more" if len(shards) > _SHOWN else ""
    return f"Shard {names}" if len(shards) == 1 else f"Shards {names}{more}"


def _are(shards: Collection[Shard]) -> str:
    return "is" if len(shards) == 1 else "are"
