"""Where the shards of a run lie, and who may write which part of its folder.

RUN/shards/2-of-4/    a run folder of its own, with its own journal and store
RUN/journal.sqlite    comes with a merge; its header tells what was taken over
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.schema import JOURNAL_FILE, EmptyJournalError
from moviellm.engine.run_lock import RUN_LOCK_FILE
from moviellm.errors import InputError
from moviellm.pipeline.shards import Shard

SHARDS = "shards"
"""A run's folder of the shards' folders."""

MERGED = "merged"
"""Name of the header's entry of a merged run: ``[numbers that were taken over, of how many]``."""

_NAME = re.compile(r"([1-9][0-9]{0,5})-of-([1-9][0-9]{0,5})")


def folder_of_shard(run: Path, shard: Shard) -> Path:
    """Where a shard of a run lies."""
    return run / SHARDS / f"{shard.number}-of-{shard.of}"


def begun_shards(run: Path) -> list[Shard]:
    """Return the shards of a run that have a folder, in their order."""
    try:
        names = [path.name for path in (run / SHARDS).iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    matches = filter(None, map(_NAME.fullmatch, names))
    found = [Shard(int(match[1]), int(match[2])) for match in matches]
    known = [shard for shard in found if shard.number <= shard.of]
    return sorted(known, key=lambda shard: (shard.of, shard.number))


def merged_shards(run: Path) -> tuple[set[int], int] | None:
    """Return the numbers of the shards that a run has taken over, and of how many.

    Returns:
        None where no merge has begun.

    Raises:
        StorageError: The run's journal cannot be read.
    """
    found = _header(run).get(MERGED)
    return (set(found[0]), found[1]) if found else None


def _header(run: Path) -> dict[str, Any]:
    """The header of a run's journal; empty where there is none, or nothing in it yet."""
    if not (run / JOURNAL_FILE).exists():
        return {}
    try:
        with JournalReader(run) as journal:
            return journal.header()
    except EmptyJournalError:
        return {}


def require_own_part(run: Path, shard: Shard) -> Path:
    """Return the folder of a shard that may be worked on.

    Raises:
        InputError: The run is made in one piece or in other parts, or the shard was merged.
        StorageError: The run's journal cannot be read.
    """
    others = {other.of for other in begun_shards(run)} - {shard.of}
    if others:
        raise InputError(
            f"The run in {run} is made in {min(others)} shards, not in {shard.of}.",
            hint=f"Write --shard {min(shard.number, min(others))}/{min(others)}, or give another "
            "folder with --out.",
        )
    merged = merged_shards(run)
    if merged is None and _header(run):
        raise InputError(
            f"{run} holds a run that is made in one piece.",
            hint="Go on with `moviellm run`, or give another folder with --out.",
        )
    if merged and shard.number in merged[0]:
        raise InputError(
            f"Shard {shard} was merged into the run in {run} already.",
            hint="Go on there with `moviellm run`, or give another folder with --out.",
        )
    return folder_of_shard(run, shard)


def require_one_piece(run: Path) -> None:
    """Refuse to make in one piece what several machines are making in shards.

    Raises:
        InputError: The run has shards that are not merged.
        StorageError: The run's journal cannot be read.
    """
    shards = begun_shards(run)
    merged = merged_shards(run) if shards else None
    if shards and (merged is None or len(merged[0]) < merged[1]):
        raise InputError(
            f"The run in {run} is made in {shards[0].of} shards, which are not merged.",
            hint="When all of them are done, `moviellm merge` makes one run of them; or give "
            "another folder with --out.",
        )


def pipeline_of_shards(run: Path, shard: Shard) -> Path:
    """Return the lock file of a shard, or of one of its siblings: by it the others are made.

    Raises:
        InputError: None of them has one.
    """
    for one in (shard, *begun_shards(run)):
        lock = folder_of_shard(run, one) / RUN_LOCK_FILE
        if lock.is_file():
            return lock
    raise InputError(
        f"No shard in {run} tells by which pipeline it is made.",
        hint="Give the pipeline's file, and this folder with --out.",
    )
