"""Nothing in a row but the film gives its answer: not the dialogue, a name of a file, or an id."""

from __future__ import annotations

import json

import pytest
from changed_films import asked, twin_of
from trainer_exports import NAMES, rows_of

ANSWERED = {"completion", "solution", "chosen", "rejected", "rejected_response", "options"}
"""Columns that hold answers, of which a model is given none."""
LINE = "You moved it."
WHO_SAID = {"kind": "who_said", "question": f"Who says: “{LINE}”", "answer": "Mara.",
            "options": None, "answer_index": None}  # fmt: skip


def given(row):
    """Everything of a row but its answers, as one text."""
    kept = {key: value for key, value in row.items() if key not in ANSWERED}
    for turns in ("conversations", "messages"):
        kept[turns] = [one for one in kept.get(turns, ()) if _is_asked(one)]
    return json.dumps(kept, ensure_ascii=False)


def _is_asked(turn):
    return (turn.get("from") or turn.get("role")) in ("human", "user")


@pytest.fixture
def films(studio):
    """A film that is asked who spoke, and a twin."""
    film = studio.film()
    kept = film.model_copy(
        update={"annotations": asked_only(film, asked(film, id="question-1", **WHO_SAID))}
    )
    return [kept, twin_of(kept, "film-twin", {})]


def asked_only(film, question):
    return film.annotations.model_copy(update={"questions": (question,), "captions": ()})


@pytest.mark.parametrize("name", [name for name in NAMES if name != "sharegpt4video"])
@pytest.mark.parametrize("turns", [1, 3])
def test_the_dialogue_does_not_name_who_is_asked_for(studio, films, name, turns):
    extra = {"rewards": True} if name in ("ms-swift", "trl") else {}
    folder = studio.export(name, films, dialogue=True, turns=turns, **extra)
    rows = [row for path in folder.glob("*train*.json*") for row in rows_of(path)]
    assert rows
    for row in rows:
        assert LINE in given(row)
        assert "Mara" not in given(row)
    assert b"Mara" not in b"".join(path.read_bytes() for path in folder.glob("**/*.pkl"))


def test_a_talk_that_asks_for_it_later_is_not_told_either(studio):
    film = studio.film()
    later = asked(film, id="question-9", **WHO_SAID)
    first = asked(film, kind="where", question="Where is the map?", options=None, answer_index=None)
    annotations = film.annotations.model_copy(update={"questions": (first, later), "captions": ()})
    film = film.model_copy(update={"annotations": annotations})
    (row,) = studio.rows("llava", [film], dialogue=True, turns=2)
    assert "Mara:" not in row["conversations"][0]["value"]


def test_other_questions_hear_who_speaks(studio):
    rows = studio.rows("llava", dialogue=True)
    assert any(f"Mara: {LINE}" in given(row) for row in rows)
