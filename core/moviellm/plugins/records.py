"""Discovery: what is installed, read from metadata, with what is wrong as data.

Nothing here imports a plugin's code. What makes a plugin unusable for certain (its module is not
there, does not parse, was written for another contract; a requirement is not installed) is found
by reading; what only shows when it runs is told by `moviellm.plugins.loading`.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Literal

from moviellm.stages import STAGES

DISABLED = "MOVIELLM_DISABLED_PLUGINS"
"""Environment variable: names, ``stage:name`` or distributions, separated by commas."""

COMMANDS = "commands"
"""What `PluginRecord.stage` says of an added command (entry-point group ``moviellm.commands``)."""

PluginState = Literal["ok", "disabled", "duplicate", "broken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginRecord:
    """One entry point as its metadata tells it.

    Attributes:
        stage: The stage of its group, or ``"commands"``.
        name: The name after ``use:``.
        distribution: Who brings it; empty when the metadata does not say.
        version: The distribution's version.
        value: ``"module:attribute"``.
        state: Whether it can be used, as far as can be known without running it.
        cause: Why not; empty when it can.
        summary: What its declaration says of it in one line, where that is a plain literal.
        entry_point: The metadata itself.
    """

    stage: str
    name: str
    distribution: str
    version: str
    value: str
    state: PluginState = "ok"
    cause: str = ""
    summary: str = ""
    entry_point: EntryPoint = field(repr=False, compare=False)

    @property
    def title(self) -> str:
        """Return stage, name, distribution and version, for messages."""
        what = "command" if self.stage == COMMANDS else self.stage
        origin = f" ({self.distribution} {self.version})" if self.distribution else ""
        return f"{what} `{self.name}`{origin}"


def discover(*stages: str) -> list[PluginRecord]:
    """Return the records of `list_plugins` before their code is looked at (never "broken")."""
    wanted = stages or (*STAGES, COMMANDS)
    installed = (record for record in _installed(_places()) if record.stage in wanted)
    return _mark_duplicates([_mark_disabled(record) for record in installed])


def normalized(distribution: str) -> str:
    """Return a distribution's name as packaging compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _places() -> tuple[tuple[str, int], ...]:
    """Return where Python looks for packages; installing or removing one changes its place."""

    def changed(place: str) -> int:
        try:
            return Path(place).stat().st_mtime_ns
        except OSError:
            return 0

    return tuple((place, changed(place)) for place in sys.path)


@functools.lru_cache(maxsize=1)
def _installed(places: tuple[tuple[str, int], ...]) -> tuple[PluginRecord, ...]:
    """Return every entry point of ours, in order; reading all metadata costs 0.1 s, so once."""
    installed = entry_points()
    order = {stage: n for n, stage in enumerate((*STAGES, COMMANDS))}
    records = [
        _record(stage, entry)
        for stage in order
        for entry in installed.select(group=f"moviellm.{stage}")
    ]
    return tuple(sorted(records, key=lambda r: (order[r.stage], r.name, r.distribution)))


def _record(stage: str, entry: EntryPoint) -> PluginRecord:
    return PluginRecord(
        stage=stage,
        name=entry.name,
        distribution=entry.dist.name if entry.dist else "",
        version=entry.dist.version if entry.dist else "",
        value=entry.value,
        entry_point=entry,
    )


def _mark_disabled(record: PluginRecord) -> PluginRecord:
    names = {word.strip() for word in os.environ.get(DISABLED, "").split(",")} - {""}
    hit = {record.name, f"{record.stage}:{record.name}"} & names
    if hit or normalized(record.distribution) in {normalized(name) for name in names}:
        return replace(record, state="disabled", cause=f"{DISABLED} names it")
    return record


def _mark_duplicates(records: list[PluginRecord]) -> list[PluginRecord]:
    claims: dict[tuple[str, str], list[PluginRecord]] = defaultdict(list)
    for record in records:
        if record.state == "ok":
            claims[record.stage, record.name].append(record)
    return [
        replace(record, state="duplicate", cause=f"{_owners(rivals)} claim this name")
        if record.state == "ok" and len(rivals := claims[record.stage, record.name]) > 1
        else record
        for record in records
    ]


def _owners(rivals: Iterable[PluginRecord]) -> str:
    return " and ".join(f"{r.distribution} {r.version} ({r.value})" for r in rivals)
