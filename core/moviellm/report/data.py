"""What the report of a run is made from: plain values, milliseconds and US dollars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginLine:
    """A plugin of the run.

    Attributes:
        version: Its distribution and version ("moviellm 0.1.0").
    """

    stage: str
    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """What one stage did.

    Attributes:
        made: Items made in this run (frames are counted one by one).
        reused: Items that an earlier run had made.
        work_ms: Time that its steps took, all workers together.
    """

    stage: str
    made: int
    reused: int = 0
    work_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmLine:
    """A film of the run.

    Attributes:
        title: Empty as long as it is not written.
        reason: Why it is quarantined.
        trace: The traceback of the plugin at fault, as text.
        ms: Its length.
    """

    id: str
    theme: str
    title: str = ""
    state: Literal["done", "quarantined", "pending"] = "done"
    reason: str = ""
    trace: str = ""
    frames: int = 0
    captions: int = 0
    questions: int = 0
    ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendLine:
    """What paid calls have cost.

    Attributes:
        usd: Settled prices.
        possible_usd: Reserved prices of calls whose bill nobody knows.
        unknown_calls: Calls without any price; they are never counted as zero.
        calls: Answers stored.
        cap_usd: The budget's cap; None when there is none.
    """

    usd: float = 0.0
    possible_usd: float = 0.0
    unknown_calls: int = 0
    calls: int = 0
    cap_usd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLines:
    """What is answered without the films.

    Attributes:
        films: How many films were asked about; the run may have others now.
        heads: What stands above the columns.
        rows: A row for all questions and for each kind.
        notes: What else was found, a sentence each.
        worst: What gives answers away, in words.
    """

    films: int
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    worst: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """A part of the questions that a curator was asked for.

    Attributes:
        dial: What was dialled, and of which value ("kinds: order").
        asked: The share of the kept questions that was asked for.
        got: The share that it has.
        why: Why it has another one.
    """

    dial: str
    asked: float
    got: float
    questions: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurationLine:
    """What a curator chose.

    Attributes:
        kept: Questions that exports have.
        left_out: Questions that they do not have, by the curator's reason.
    """

    curator: str
    kept: int
    left_out: Mapping[str, int]
    quotas: Sequence[QuotaLine] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunData:
    """A run.

    Attributes:
        name: The run folder's name.
        wall_ms: How long this run took.
        kinds: Questions kept, by kind.
        levels: Captions, by level.
        dropped: Questions that were refused, by the check that refused them.
        curation: None without a curator.
        spend: None when nothing in the pipeline is paid.
        exports: Exports by exporter, as paths relative to the report.
        audit: None when nobody has audited the run.
    """

    name: str
    state: Literal["finished", "incomplete", "stopped", "failed"]
    version: str
    seed: int
    wall_ms: int
    plugins: Sequence[PluginLine] = ()
    stages: Sequence[StageLine] = ()
    films: Sequence[FilmLine] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)
    curation: CurationLine | None = None
    spend: SpendLine | None = None
    exports: Mapping[str, str] = field(default_factory=dict)
    audit: AuditLines | None = None
