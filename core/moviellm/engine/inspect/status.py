"""How a run stands: read from its folder, also while it goes on and from read-only media."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from moviellm.engine.exports.export import folder_of
from moviellm.engine.journal.records import FilmRow, FilmState, Spend, Usage
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.journal.writer_lock import writer_of
from moviellm.engine.judging import JUDGE
from moviellm.engine.run_lock import REPORT, SHARD, WORKERS
from moviellm.engine.store.curation import CURATION
from moviellm.engine.store.store import STORE_PLACE
from moviellm.errors import StorageError
from moviellm.stages import STAGES

_TRACEBACK = "Traceback (most recent call last)"

RunState = Literal["running", "finished", "incomplete", "stopped", "failed", "interrupted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """What one stage has done in this folder. Items are frames for painter and critic.

    Attributes:
        items: Items in the journal, of all runs of the folder.
        made: Items made in the last run, or so far in the one that goes on.
        reused: Items that the last run found made; 0 while it goes on.
        per_second: Items made a second of that run's time; None when nothing was made.
        cpu_ms: Processor time of all items.
        wall_ms: Time of all items, all workers together.
    """

    stage: str
    items: int
    made: int
    reused: int
    per_second: float | None
    cpu_ms: int
    wall_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFacts:
    """One film of the run.

    Attributes:
        reason: Why it is quarantined.
        trace: The traceback of the plugin at fault, as text, where there is one.
        summary: ``title``, ``frames``, ``ms``, ``levels`` and ``kinds`` (captions and questions
            by level and kind), ``dropped``; empty for a film that is not whole.
    """

    id: str
    theme: str
    state: FilmState
    reason: str
    trace: str
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """How a run stands.

    Attributes:
        state: ``interrupted`` when it was killed before it could say how it ended.
        writer: Who writes the folder right now; empty when nobody does.
        asked: Films that the pipeline asks for.
        wall_ms: How long the last run took, or the one that goes on has taken.
        plugins: Distribution and version by ``stage:name``.
        pipeline: The pipeline as it was read.
        file: The file that it was read from; empty when the run did not come so far.
        settings: The ``KEY=VALUE`` pairs that replaced values of it.
        workers: How many worker processes were asked for; None for one a processor.
        shard: Which part of a run it is, as ``2/4``; empty for all of it.
        store: Where the blobs are, if not in the folder.
        films: Every film of it that was begun.
        curation: What the curator chose last: ``curator``, how many questions are ``kept``, how
            many are ``left_out`` by reason, and its ``quotas``; empty without a curator.
        usage: What the paid calls of each component have cost and used.
        observers: What observers failed with.
        exports: Folder and whether it is there, by exporter.
        disk: Bytes of the store, the journal, the exports and the rest.
    """

    folder: Path
    state: RunState
    writer: str
    version: str
    asked: int
    wall_ms: int
    plugins: Mapping[str, str]
    pipeline: Mapping[str, Any]
    file: str
    settings: tuple[str, ...]
    workers: int | None
    shard: str
    store: str
    films: tuple[FilmFacts, ...]
    stages: tuple[StageFacts, ...]
    spend: Spend
    usage: tuple[Usage, ...]
    curation: Mapping[str, Any] = field(default_factory=dict)
    observers: tuple[str, ...] = ()
    exports: Mapping[str, tuple[Path, bool]] = field(default_factory=dict)
    disk: Mapping[str, int] = field(default_factory=dict)

    def count(self, state: FilmState) -> int:
        """How many films are in a state; those that were not begun are pending."""
        found = sum(film.state == state for film in self.films)
        return found + max(0, self.asked - len(self.films)) if state == "pending" else found

    def failed(self) -> list[FilmFacts]:
        """The films that are quarantined."""
        return [film for film in self.films if film.state == "quarantined"]

    def failures(self) -> dict[str, str]:
        """Why films are quarantined, by id."""
        return {film.id: film.reason for film in self.failed()}


def look(folder: Path) -> RunFacts:
    """Tell how the run in a folder stands.

    Raises:
        StorageError: It is no run folder, or its journal cannot be read.
    """
    with JournalReader(folder) as journal:
        writer = writer_of(folder)
        with journal.snapshot():
            facts = _facts(journal, writer)
    return replace(facts, disk=_disk(folder))


def _facts(journal: JournalReader, writer: str) -> RunFacts:
    header = journal.header()
    if JUDGE in header:
        raise StorageError(
            f"{journal.folder} is not a run folder: it keeps the answers of {header[JUDGE]}.",
            hint="Give the folder that `moviellm run` wrote (by default runs/<pipeline>).",
        )
    last = header.get(REPORT, {})
    running = last.get("state") == "running"
    state: RunState = last.get("state", "interrupted")
    if running and not writer:
        state = "interrupted"
    wall_ms = last.get("wall_ms", 0)
    if running and writer:
        wall_ms = max(0, int((time.time() - last["since"]) * 1000))
    traces = {note.film: _trace(note.text) for note in journal.notes("failure")}
    return RunFacts(
        folder=journal.folder,
        state=state,
        writer=writer,
        version=header.get("moviellm", ""),
        asked=last.get("films", 0),
        wall_ms=wall_ms,
        plugins=header.get("plugins", {}),
        pipeline=header.get("pipeline", {}),
        file=header.get("file", ""),
        settings=tuple(header.get("settings", ())),
        workers=header.get(WORKERS),
        shard="/".join(map(str, header.get(SHARD, ()))),
        store=header.get(STORE_PLACE, ""),
        films=tuple(_film(row, traces) for row in journal.films() if row.ordinal >= 0),
        stages=tuple(_stages(journal, last, wall_ms)),
        spend=journal.spend(),
        usage=tuple(journal.usage()),
        curation=header.get(CURATION, {}) if header.get("pipeline", {}).get("curator") else {},
        observers=tuple(note.text for note in journal.notes("observer")),
        exports={
            row.name: (place, place.is_dir())
            for row in journal.exports()
            for place in [folder_of(row, journal.folder)]
        },
    )


def _trace(text: str) -> str:
    """The traceback in a note about a failure."""
    start = text.find(_TRACEBACK)
    return text[start:] if start >= 0 else ""


def _film(row: FilmRow, traces: Mapping[str, str]) -> FilmFacts:
    result = json.loads(row.result) if row.result and row.state == "done" else {}
    return FilmFacts(
        id=row.film,
        theme=json.loads(row.brief).get("theme", ""),
        state=row.state,
        reason=row.reason if row.state == "quarantined" else "",
        trace=traces.get(row.film, "") if row.state == "quarantined" else "",
        summary=result.get("summary", {}),
    )


def _stages(journal: JournalReader, last: Mapping[str, Any], wall_ms: int) -> Iterator[StageFacts]:
    items: Counter[str] = Counter()
    cpu: Counter[str] = Counter()
    wall: Counter[str] = Counter()
    for stage, _, count, cpu_us, wall_us in journal.work():
        items[stage] += count
        cpu[stage] += cpu_us
        wall[stage] += wall_us
    before: Mapping[str, int] = last.get("steps", {})
    reused: Mapping[str, int] = last.get("reused", {})
    for stage in STAGES:
        if not any(stage in known for known in (before, reused, last.get("made", {}), items)):
            continue
        made = items[stage] - before[stage] if stage in before else last.get("made", {}).get(stage)
        rate = made * 1000 / wall_ms if made and wall_ms else None
        yield StageFacts(
            stage=stage,
            items=items[stage],
            made=made or 0,
            reused=reused.get(stage, 0),
            per_second=rate,
            cpu_ms=cpu[stage] // 1000,
            wall_ms=wall[stage] // 1000,
        )


def _disk(folder: Path) -> dict[str, int]:
    """Bytes below a folder by what they are for; files that go meanwhile do not count."""
    found = {"store": 0, "journal": 0, "exports": 0, "other": 0}
    kinds = {"store": "store", "export": "exports"}
    for name, size in _sizes(folder):
        kind = "journal" if name.startswith("journal.") else kinds.get(name, "other")
        found[kind] += size
    return found


def _sizes(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield name and size of everything in a folder, each as a whole."""
    with os.scandir(folder) as entries:
        for entry in entries:
            yield entry.name, size_of(entry)


def size_of(entry: os.DirEntry[str]) -> int:
    """Bytes of a file, or of all files below a folder; links are not followed."""
    try:
        if not entry.is_dir(follow_symlinks=False):
            return entry.stat(follow_symlinks=False).st_size
        with os.scandir(entry.path) as inside:
            return sum(map(size_of, inside))
    except OSError:
        return 0
