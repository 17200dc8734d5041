"""What observers are told about a run. Standard library only, plain values throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

__all__ = ["FilmReport", "RunReport", "RunStart", "StepReport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStart:
    """A run begins.

    Attributes:
        folder: The run's folder.
        films: How many films the pipeline asks for.
        plugins: For each plugin in use (``stage:name``) its distribution and version.
        resumed: Whether the folder held work of an earlier run.
    """

    folder: Path
    films: int
    plugins: Mapping[str, str]
    resumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReport:
    """A step was made.

    Attributes:
        stage: The stage's name.
        film: The film's id.
        items: How many items it made (frames of a batch; else 1).
        wall_ms: How long it took, in milliseconds.
        usd: What it cost, in US dollars; None when unknown.
    """

    stage: str
    film: str
    items: int
    wall_ms: int
    usd: float | None = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmReport:
    """A film is finished or quarantined."""

    film: str
    theme: str
    state: Literal["done", "quarantined"]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """A run has ended.

    Attributes:
        state: How it ended.
        films: Films that are whole.
        quarantined: Reasons by film id.
        made: Steps made, by stage (frames are counted one by one).
        reused: Steps that were found in the journal, by stage.
        usd: Spent in this folder so far, in US dollars; None when some price is unknown.
        possible_usd: The worst prices of calls that were sent and whose bill nobody knows.
        wall_ms: How long this run took, in milliseconds.
        exports: Where each export stands, by exporter.
    """

    folder: Path
    state: Literal["finished", "incomplete", "stopped", "failed"]
    films: int
    quarantined: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, int] = field(default_factory=dict)
    reused: Mapping[str, int] = field(default_factory=dict)
    usd: float | None = 0.0
    possible_usd: float = 0.0
    wall_ms: int = 0
    exports: Mapping[str, Path] = field(default_factory=dict)
