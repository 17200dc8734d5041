"""Answers of a model are read in four forms, and must fit the benchmark exactly."""

from __future__ import annotations

import json

import pytest
from moviellm import InputError
from moviellm_plugin_evaluation.protocol.predictions import read_predictions

IDS = ["1/overview/1", "1/plot/1", "2/plot/1"]
ANSWERS = {"1/overview/1": "A map.", "1/plot/1": "Mara.", "2/plot/1": ""}


def movies():
    def movie(**pairs):
        found = {
            kind: [{"Question": "?", "Answer": a} for a in said] for kind, said in pairs.items()
        }
        return {"movie_title": "x", "QA": found}

    return [movie(overview_qa=["A map."], plot_qa=["Mara."]), movie(plot_qa=[""])]


def rows():
    return [{"id": key, "answer": answer} for key, answer in ANSWERS.items()]


@pytest.mark.parametrize("data", [ANSWERS, rows(), movies()])
def test_json_of_any_form_gives_the_answers(tmp_path, data):
    file = tmp_path / "a.json"
    file.write_text(json.dumps(data))
    assert read_predictions(file, IDS) == ANSWERS


def asked():
    return [{"kind": "plot", "question": "?", **row} for row in rows()]


@pytest.mark.parametrize("data", [rows(), asked(), movies()])
def test_json_lines_give_the_answers(tmp_path, data):
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, data)) + "\n")
    assert read_predictions(file, IDS) == ANSWERS


def test_a_folder_with_a_file_a_movie_gives_the_answers(tmp_path):
    for name, data in zip(("tt1", "tt2"), movies(), strict=True):
        (tmp_path / f"{name}.json").write_text(json.dumps(data))
    ids = ["tt1/overview/1", "tt1/plot/1", "tt2/plot/1"]
    assert list(read_predictions(tmp_path, ids).values()) == ["A map.", "Mara.", ""]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"1/plot/1": "Mara."}, r"no answer to 2 of 3 questions: 1/overview/1, 2/plot/1\."),
        ({**ANSWERS, "3/plot/1": "x"}, r"answers 1 questions .* does not ask: 3/plot/1\."),
        ({**ANSWERS, "1/plot/1": 3}, "the answer to `1/plot/1` is no text"),
        ({**ANSWERS, "1/plot/1": "\ud800"}, "the answer to `1/plot/1` is no text"),
        ([*rows(), rows()[0]], r"item 4: `1/overview/1` is answered twice"),
        (["Mara."], "item 1 holds no answers"),
        ([{"id": "1/plot/1", "question": "?"}], "item 1: the answer to `1/plot/1` is no text"),
    ],
)
def test_answers_that_do_not_fit_are_told_with_their_ids(tmp_path, data, told):
    file = tmp_path / "a.json"
    file.write_text(json.dumps(data))
    with pytest.raises(InputError, match=told) as caught:
        read_predictions(file, IDS)
    assert "a.json" in caught.value.message
    assert caught.value.hint


def test_a_key_that_is_written_twice_is_told(tmp_path):
    (tmp_path / "a.json").write_text('{"1/plot/1": "Mara.", "1/plot/1": "Ivo."}')
    with pytest.raises(InputError, match=r"a\.json has the key `1/plot/1` twice"):
        read_predictions(tmp_path / "a.json", IDS)


def test_of_many_missing_answers_five_are_named(tmp_path):
    (tmp_path / "a.json").write_text('{"q0": "x"}')
    with pytest.raises(InputError, match=r"to 19 of 20 questions: q1, q2, q3, q4, q5 and 14 more"):
        read_predictions(tmp_path / "a.json", [f"q{n}" for n in range(20)])
