"""What a format is: how its files of rows are read, and by what they are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from moviellm_plugin_trainers.checks.case import Dialect, Rule
from moviellm_plugin_trainers.checks.folder import Entry
from moviellm_plugin_trainers.checks.rules import columns, turns
from moviellm_plugin_trainers.checks.rules.registries import EntryRule

Rules = tuple[Rule, ...]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file of rows is read.

    Attributes:
        dialect: Where a row has what.
        rules: What all rows are held against.
        video_rules: What rows about a video are held against too. Trainers mix in rows about
            pictures and about nothing.
    """

    dialect: Dialect
    rules: Rules
    video_rules: Rules


Special = Callable[[Reading, Row, Row], Reading]
"""Fits a reading to a row, by what its registry says of it and by the columns that it has."""


def with_answers(reading: Reading, entry: Row, row: Row) -> Reading:
    """Every question has its answer."""
    return replace(reading, rules=(*reading.rules, turns.turns_are_even))


def as_it_is(reading: Reading, entry: Row, row: Row) -> Reading:
    """Nothing more holds for any row."""
    return reading


@dataclass(frozen=True, slots=True)
class Format:
    """One trainer's format.

    Attributes:
        name: The exporter's name.
        reading: How files of rows are read.
        special: Fits the reading to a row.
        renamed: Gives a row as the loader has it after renaming its columns.
        registry: Name or pattern of the file that the trainer is given, where there is one.
        rows_in: The field of a registry that names the file of rows.
        root_in: The field of a registry that names the folder of the media.
        concerns: Whether a dataset of a registry is about videos that this trainer reads here.
        entry_rules: What the datasets of a registry are held against.
        needs_registry: Whether the trainer finds no rows without it.
    """

    name: str
    reading: Reading
    special: Special = with_answers
    renamed: Callable[[Row], Row] = lambda row: row
    registry: str = ""
    rows_in: str = ""
    root_in: str = ""
    concerns: Callable[[Entry], bool] = lambda entry: True
    entry_rules: tuple[EntryRule, ...] = ()
    needs_registry: bool = False


def by_columns(reading: Reading, entry: Row, row: Row) -> Reading:
    """Pairs have a ``rejected_response``, and rewarded rows a ``solution``."""
    if "solution" in row:
        return replace(reading, rules=(*reading.rules, columns.solution_can_be_checked))
    pair: Rules = (columns.rejected_differs,) if "rejected_response" in row else ()
    return replace(reading, rules=(*reading.rules, turns.turns_are_even, *pair))


def by_registry(reading: Reading, entry: Row, row: Row) -> Reading:
    """The registry says which column and which tag is what, and whether answers are ranked."""

    def named(table: str, key: str, otherwise: str) -> str:
        found = entry.get(table)
        name = found.get(key) if isinstance(found, dict) else None
        return name if isinstance(name, str) else otherwise

    dialect = Dialect(
        turns=named("columns", "messages", "messages"),
        role=named("tags", "role_tag", "from"),
        text=named("tags", "content_tag", "value"),
        user=named("tags", "user_tag", "human"),
        assistant=named("tags", "assistant_tag", "gpt"),
        media=named("columns", "videos", "videos"),
        system=named("tags", "system_tag", "system"),
        addresses=True,
    )
    ranked: Rules = (turns.ends_with_a_question, columns.chosen_and_rejected_are_answers)
    extra = ranked if entry.get("ranking") else (turns.turns_are_even,)
    return replace(reading, dialect=dialect, rules=reading.rules + extra)


def by_columns_with_prompts(reading: Reading, entry: Row, row: Row) -> Reading:
    """Pairs and rewarded rows have a ``prompt`` instead of ``messages``."""
    if "prompt" not in row:
        return with_answers(reading, entry, row)
    rules: Rules = (*reading.rules, turns.ends_with_a_question)
    if "chosen" in row or "rejected" in row:
        rules += (columns.chosen_and_rejected_are_answers,)
    if "solution" in row:
        rules += (columns.solution_can_be_checked,)
    return replace(reading, dialect=replace(reading.dialect, turns="prompt"), rules=rules)
