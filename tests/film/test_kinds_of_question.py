"""A kind of question is one whole row; what lacks something is refused by name when imported."""

from __future__ import annotations

from typing import get_args

import pytest
from moviellm import PluginError
from moviellm.film import QuestionKind
from moviellm.film.questions import (
    ANSWER_FORMS,
    QUESTION_KINDS,
    SKILLS,
    KindSpec,
    for_every_form,
    for_every_skill,
)
from moviellm.film.questions.kinds import table_of


def drafts(sources):
    return iter(())


@pytest.mark.parametrize(
    "row",
    [
        {"answers": ("text",)},
        {"answers": (), "in_turn": (drafts,)},
        {"answers": ("text",), "in_turn": (drafts,), "always": (drafts,)},
    ],
    ids=["no drafts", "no form", "two shares"],
)
def test_a_kind_without_a_form_or_drafts_of_one_share_is_refused_by_name(row):
    with pytest.raises(ValueError, match="`belief` needs a form of its answer, and its drafts in"):
        KindSpec("belief", "mind", **row)


def test_a_table_without_one_row_for_each_kind_is_refused_by_name():
    rows = list(QUESTION_KINDS.values())
    assert table_of(*rows) == QUESTION_KINDS
    assert tuple(QUESTION_KINDS) == get_args(QuestionKind)
    with pytest.raises(ValueError, match=r"not one row for each `QuestionKind`: overview$"):
        table_of(*rows[1:])
    with pytest.raises(ValueError, match=r"`QuestionKind`: overview, riddle$"):
        table_of(*rows, rows[0], KindSpec("riddle", "mind", ("text",), in_turn=(drafts,)))


def test_a_table_of_skills_must_have_them_all_and_no_others():
    table = dict.fromkeys(SKILLS, "any")
    assert for_every_skill("Quiz", table) == table
    del table["mind"], table["place"]
    with pytest.raises(PluginError) as error:
        for_every_skill("Quiz", table | {"wit": "any"})
    assert error.value.message == (
        "The table of Quiz has no row for the skill place, mind and a row for wit, which is no "
        "skill."
    )
    assert "one row for each skill: theme, plot" in error.value.hint


def test_a_table_of_forms_must_have_them_all():
    table = {form: form for form in ANSWER_FORMS if form != "length"}
    with pytest.raises(PluginError, match="Quiz has no row for the form of an answer length"):
        for_every_form("Quiz", table)
