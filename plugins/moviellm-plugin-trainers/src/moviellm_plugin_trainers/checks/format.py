"""What a format is: how its files of rows are read, and by what they are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from moviellm_plugin_trainers.checks.checked_row import Dialect, Rule
from moviellm_plugin_trainers.checks.folder import Entry
from moviellm_plugin_trainers.checks.rules import columns, media, signs, turns
from moviellm_plugin_trainers.checks.rules.registries import EntryRule

Rules = tuple[Rule, ...]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowRules:
    """How the rows of a file are read, and what they are held against.

    Attributes:
        dialect: Where a row has what.
        rules: What all rows are held against.
        video_rules: What rows about a video are held against too. Trainers mix in rows about
            pictures and about nothing.
    """

    dialect: Dialect
    rules: Rules
    video_rules: Rules


_IMAGES: Rules = (
    signs.as_many_image_signs_as_images,
    media.media_are_named,
    media.media_are_there,
    media.media_are_files,
    media.images_open,
)

Special = Callable[[RowRules, Row, Row], RowRules]
"""Fits the rules to a row, by what its registry says of it and by the columns that it has."""


def with_answers(row_rules: RowRules, entry: Row, row: Row) -> RowRules:
    """Every question has its answer."""
    return replace(row_rules, rules=(*row_rules.rules, turns.turns_are_even))


def as_it_is(row_rules: RowRules, entry: Row, row: Row) -> RowRules:
    """Nothing more holds for any row."""
    return row_rules


@dataclass(frozen=True, slots=True)
class Format:
    """One trainer's format.

    Attributes:
        name: The exporter's name.
        row_rules: How files of rows are read.
        special: Fits the rules to a row.
        renamed: Gives a row as the loader has it after renaming its columns.
        registry: Name or pattern of the file that the trainer is given, where there is one.
        rows_in: The field of a registry that names the file of rows.
        root_in: The field of a registry that names the folder of the media.
        concerns: Whether a dataset of a registry is about videos that this trainer reads here.
        entry_rules: What the datasets of a registry are held against.
        needs_registry: Whether the trainer finds no rows without it.
        note: Says what the trainer needs to read a row, beside the row; empty for nothing.
    """

    name: str
    row_rules: RowRules
    special: Special = with_answers
    renamed: Callable[[Row], Row] = lambda row: row
    registry: str = ""
    rows_in: str = ""
    root_in: str = ""
    concerns: Callable[[Entry], bool] = lambda entry: True
    entry_rules: tuple[EntryRule, ...] = ()
    needs_registry: bool = False
    note: Callable[[Row], str] = lambda row: ""


def by_columns(row_rules: RowRules, entry: Row, row: Row) -> RowRules:
    """Pairs have a ``rejected_response``, and rewarded rows a ``solution``."""
    if "solution" in row:
        return replace(row_rules, rules=(*row_rules.rules, columns.solution_can_be_checked))
    pair: Rules = (columns.rejected_differs,) if "rejected_response" in row else ()
    return replace(row_rules, rules=(*row_rules.rules, turns.turns_are_even, *pair))


def by_registry(row_rules: RowRules, entry: Row, row: Row) -> RowRules:
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
    return replace(row_rules, dialect=dialect, rules=row_rules.rules + extra)


def by_image(row_rules: RowRules, entry: Row, row: Row) -> RowRules:
    """InternVL reads rows with a list of images by other rules than videos."""
    if not isinstance(row.get("image"), list):
        return with_answers(row_rules, entry, row)
    rules: Rules = (*row_rules.rules, turns.turns_are_even)
    dialect = replace(row_rules.dialect, media="image")
    return replace(row_rules, dialect=dialect, rules=rules, video_rules=_IMAGES)


def petrel_note(row: Row) -> str:
    """InternVL, internvl_chat_finetune.py (video_get_item): ``self.tcs_loader`` reads videos."""
    if not row.get("video"):
        return ""
    return (
        "InternVL reads videos and folders of frames only with petrel_client, a package that is in "
        "no index; without it every such row is replaced by another. Lists of images need nothing."
    )


def by_columns_with_prompts(row_rules: RowRules, entry: Row, row: Row) -> RowRules:
    """What is learned has a ``completion``, pairs two answers, rewarded rows a ``solution``."""
    if "prompt" not in row:
        rules = (*row_rules.rules, columns.answers_alone_are_learned)
        return with_answers(replace(row_rules, rules=rules), entry, row)
    rules = (*row_rules.rules, turns.ends_with_a_question)
    if "completion" in row:
        rules += (columns.completion_is_an_answer,)
    if "chosen" in row or "rejected" in row:
        rules += (columns.chosen_and_rejected_are_answers,)
    if "solution" in row:
        rules += (columns.solution_can_be_checked,)
    return replace(row_rules, dialect=replace(row_rules.dialect, turns="prompt"), rules=rules)
