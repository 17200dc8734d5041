"""Tasks: one call of a component with everything it needs, and what came of it.

A task is plain bytes and numbers, so that a thread, a worker process or another machine can
carry it out (`moviellm.engine.workers.perform`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from moviellm.engine.journal.records import Pack
from moviellm.stages import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One call of a component.

    Attributes:
        stage: Which hook to call.
        name: Which component.
        film: Id of the film; empty for an export.
        seed: For the component's context.
        documents: JSON of what goes in: the hook's parameters in order, or one slate a picture;
            for a critic the slates, then the pictures.
        blobs: Digests of stored bytes that go in (the pictures for a critic).
        item: Where the work belongs (a shot), for messages.
        target: Folder of an export.
    """

    stage: Stage
    name: str
    film: str = ""
    seed: int = 0
    documents: tuple[bytes, ...] = ()
    blobs: tuple[str, ...] = ()
    item: str = ""
    target: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskError:
    """An exception that crossed a process: for people, with its traceback as text."""

    kind: str
    message: str
    hint: str = ""
    notes: tuple[str, ...] = ()
    trace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    """What came of a task.

    Attributes:
        document: JSON of what came out; empty for pictures and sounds.
        packs: Durable packs that the journal does not know yet.
        digests: The blobs that came out, one an item.
        results: JSON about each blob (size of a picture, boxes), one an item; or one note about
            the document.
        failure: What went wrong, or None.
        usd: What its paid calls cost, in US dollars; None when a price is unknown.
        facts: What the component worked with, as it recorded it.
    """

    document: bytes = b""
    packs: tuple[Pack, ...] = ()
    digests: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    failure: TaskError | None = None
    wall_us: int = 0
    cpu_us: int = 0
    usd: float | None = 0.0
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """What a component made, before its bytes are durable."""

    document: bytes = b""
    blobs: list[bytes] = field(default_factory=list)
    results: tuple[str, ...] = ()


Told = Callable[[int, int], None]
"""Is told (done, total) of a component's own units."""


def untold(done: int, total: int) -> None:
    """Tell nobody how far a component is."""


Stored = Callable[[TaskResult], None]
"""Is given what of a task that goes on is durable already, in order; its outcome is the rest."""


def not_awaited(part: TaskResult) -> None:
    """Expect no parts: a task of this kind brings everything at its end."""
