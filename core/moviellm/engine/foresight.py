"""How long a run takes and how much room it needs, by what was measured in its folder."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from moviellm.engine.exports.export import folder_of
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.run_lock import REPORT
from moviellm.stages import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What can be said of a run before it begins.

    Attributes:
        seconds: How long the stages that were measured take; None when none was.
        bytes: How much more room pictures and exports take; None when none was measured.
        free_bytes: How much room there is.
        unmeasured: Stages with something to do of which nothing is known.
    """

    seconds: float | None = None
    bytes: int | None = None
    free_bytes: int | None = None
    unmeasured: tuple[Stage, ...] = field(default_factory=tuple)


def foresee(
    journal: JournalReader, missing: Mapping[Stage, tuple[str, int]], films: int
) -> Foreseen:
    """Tell how long a run takes and how much room it needs.

    A component may be slower with other options: what is told is what it took so far.

    Args:
        journal: Of the run's folder.
        missing: The component of each stage, and how many items it would make.
        films: How many films there will be.
    """
    measured = {(stage, name): (n, wall_us) for stage, name, n, _, wall_us in journal.work() if n}
    busy, unmeasured = 0.0, []
    for stage, (name, items) in missing.items():
        if items and (stage, name) in measured:
            count, wall_us = measured[stage, name]
            busy += items * wall_us / count / 1e6
        elif items:
            unmeasured.append(stage)
    seconds = busy / _at_once(journal) if busy else None
    return Foreseen(
        seconds=seconds,
        bytes=_room(journal, missing, films),
        free_bytes=_free(journal.folder),
        unmeasured=tuple(unmeasured),
    )


def _at_once(journal: JournalReader) -> float:
    """How many components were at work at the same time, on the average of the last run."""
    last = journal.header().get(REPORT, {})
    made, wall_ms = last.get("made", {}), last.get("wall_ms", 0)
    busy_ms = 0.0
    for stage, _, count, _, wall_us in journal.work():
        if count and stage in made:
            busy_ms += made[stage] * wall_us / count / 1000
    return max(busy_ms / wall_ms, 0.05) if busy_ms and wall_ms else 1.0


def _room(
    journal: JournalReader, missing: Mapping[Stage, tuple[str, int]], films: int
) -> int | None:
    painted = sum(count for stage, _, count, *_ in journal.work() if stage == "painter")
    finished = journal.count_finished()
    if not painted:
        return None
    _, frames = missing.get("painter", ("", 0))
    needed = sum(journal.packs().values()) * frames // painted
    if finished:
        exported = sum(_size(folder_of(row, journal.folder)) for row in journal.exports())
        needed += exported * max(0, films - finished) // finished
    return needed


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
