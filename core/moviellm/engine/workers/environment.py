"""What whoever carries out tasks has at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from moviellm.component import Calls
from moviellm.engine.journal.records import Pack
from moviellm.engine.store.finished import FinishedFilms
from moviellm.engine.workers.tasks import Made, Task, Told, untold
from moviellm.film import Consent
from moviellm.plugins.components import Components


class BlobAccess(Protocol):
    """`moviellm.component.Blobs` that also tells which packs it wrote."""

    def get(self, digest: str) -> bytes: ...

    def put(self, data: bytes) -> str: ...

    def written(self) -> tuple[Pack, ...]:
        """Return the packs written since the last call that the journal does not know."""


class MeteredCalls(Calls, Protocol):
    """The gate for the paid calls of one task.

    Attributes:
        usd: What they have cost, in US dollars; None when a price is unknown.
    """

    usd: float | None

    def goes_on(self) -> bool:
        """Whether one was asked for or answered since the last look, or an answer may yet come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerEnvironment:
    """What a worker has at hand to carry out tasks.

    Attributes:
        folder: The run's folder.
        finished: The finished films, for exporters.
        pack: Makes blobs durable.
        consent: Records for real people; nobody else may be named.
        waits: Told whether the component waits for what another one makes for both.
        part: Given what a component has made of a task that goes on, to be made durable now.
            It is `moviellm.engine.workers.perform` that fills it in.
    """

    components: Components
    folder: Path
    blobs: BlobAccess
    calls: Callable[[Task], MeteredCalls]
    finished: FinishedFilms
    pack: Callable[[list[bytes]], Pack]
    consent: tuple[Consent, ...] = ()
    progress: Told = untold
    cancelled: Callable[[], bool] = lambda: False
    waits: Callable[[bool], None] = lambda waits: None
    part: Callable[[Made], None] = lambda made: None
