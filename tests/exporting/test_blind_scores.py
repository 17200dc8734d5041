"""How likely a question is answered without its film: an audit's file, as exporters read it."""

from __future__ import annotations

import json

import pytest
from moviellm import InputError
from moviellm.exporting import BlindScores, ScoresOption
from moviellm.testing import MemoryBlobs, tiny_movie
from pydantic import TypeAdapter, ValidationError

OPTION = TypeAdapter(ScoresOption)
FILM = tiny_movie(MemoryBlobs())
CHOICE = next(q for q in FILM.annotations.questions if q.options)
OPEN = CHOICE.model_copy(update={"options": None, "answer_index": None, "distractors": None})
OTHER = FILM.model_copy(update={"brief": FILM.brief.model_copy(update={"id": "film-other"})})


@pytest.fixture
def file(tmp_path):
    rows = [
        {"id": f"{film.id}/{question}", "blind": score, "right": {}}
        for film, score in ((FILM, 0.25), (OTHER, 0.75))
        for question in (CHOICE.id, "q9999")
    ]
    file = tmp_path / "scores.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return file


def test_each_question_has_its_own_films_score_and_an_open_one_none(file):
    scores = BlindScores(OPTION.validate_python(str(file)))
    assert [scores.of(film, CHOICE) for film in (OTHER, FILM, OTHER)] == [0.75, 0.25, 0.75]
    assert scores.of(FILM, OPEN) is None


def test_a_question_that_was_not_audited_is_an_error_with_what_to_do(file):
    scores = BlindScores(OPTION.validate_python(str(file)))
    unknown = CHOICE.model_copy(update={"id": "q7777"})
    with pytest.raises(InputError, match=f"no score of {FILM.id}/q7777") as caught:
        scores.of(FILM, unknown)
    assert "moviellm audit" in caught.value.hint


def test_other_scores_make_another_export_and_a_file_that_changes_meanwhile_is_refused(file):
    before = OPTION.validate_python(str(file))
    assert OPTION.validate_python(OPTION.dump_python(before, mode="json")) == before
    file.write_text(file.read_text().replace("0.25", "0.26"))
    assert OPTION.validate_python(str(file)) != before
    with pytest.raises(InputError, match="was changed"):
        BlindScores(before)
    file.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        BlindScores(before)


@pytest.mark.parametrize(
    "line",
    ["{", "[1]", "null", '{"id": "x", "blind": 0.3}', '{"id": "f/q"}', '{"id": 3, "blind": 0.3}',
     '{"id": "f/q", "blind": 1.5}', '{"id": "f/q", "blind": null}', '{"id": "f/q", "blind": NaN}',
     "\x00", "[" * 100_000],
)  # fmt: skip
def test_what_no_audit_wrote_is_refused_by_its_line(file, line):
    with file.open("a") as lines:
        lines.write(f"{line}\n")
    with pytest.raises(ValidationError, match=r"scores\.jsonl, line 5 is none of what"):
        OPTION.validate_python(str(file))
    with pytest.raises(ValidationError, match="cannot be read"):
        OPTION.validate_python(str(file.parent / "nowhere"))
