"""What is learned of a row, by the labels of the trainers' own code: its answers alone."""

from __future__ import annotations

import re

import pytest
from changed_films import twin_of
from moviellm_plugin_trainers.checkers import reward
from places import ROOT
from test_loaders import LOADERS, SOURCES, read
from trainer_exports import rows_of

HOW_TO = ROOT / "docs" / "how-to"


@pytest.fixture
def films(studio):
    """A film, and a twin that answers otherwise."""
    film = studio.film()
    return [film, twin_of(film, "film-twin", {"where-map": "in the oak chest"})]


def learns(made, script, *words, tmp_path, **variables):
    return read(
        made, script, *words, HF_HOME=str(tmp_path / "hf"), PYTHONDONTWRITEBYTECODE="1", **variables
    )


def answers(row):
    """All that the assistant says, each ended as the chat template of Qwen ends it."""
    said = [one["content"] for one in row["messages"] if one["role"] == "assistant"]
    return "".join(f"{text}<|im_end|>\n" for text in said)


def test_the_how_to_of_trl_trains_on_answers_alone(environment, studio, films, tmp_path):
    """SFT, DPO and GRPO as the page has them: sixteen pictures, more than the default length."""
    trl = environment("trl==1.16.0")
    folder = studio.export("trl", films, preferences=True, rewards=True, turns=2)
    page = HOW_TO / "train-with-trl.md"
    sft, dpo, grpo = learns(
        trl, "trl_trains.py", page, folder, tmp_path / "model", tmp_path=tmp_path,
        PYTHONPATH=":".join(map(str, (*SOURCES, LOADERS))),
    )  # fmt: skip
    assert [one["steps"] for one in (sft, dpo, grpo)] == [1, 1, 1]
    rows = rows_of(folder / "train.jsonl")
    assert sft["learned"] == [[f"{row['completion'][0]['content']}<end>"] for row in rows]
    pairs = rows_of(folder / "train_preference.jsonl")
    assert dpo["learned"] == [
        [f"{row[name][0]['content']}<end>" for name in ("chosen", "rejected")] for row in pairs
    ]


def test_llamafactory_learns_the_answers_alone(environment, studio, films, tmp_path):
    """Whole at the length that the card names, and cut at the trainer's own default."""
    factory = environment("llamafactory==0.9.5")
    folder = studio.export("llamafactory", films, turns=2)
    rows = rows_of(folder / "train.jsonl")
    card = (folder / "README.md").read_text(encoding="utf-8")
    fits = re.search(r"Set cutoff_len to (\d+) or more", card)[1]
    for cutoff, whole in ((fits, True), ("2048", False)):
        found = learns(
            factory, "llamafactory_learns.py", folder, "moviellm_train", tmp_path / "model", cutoff,
            tmp_path=tmp_path,
        )  # fmt: skip
        assert ([one["learned"] for one in found] == list(map(answers, rows))) is whole


def test_ms_swift_learns_the_answers_alone(environment, studio, films, tmp_path):
    swift = environment("ms-swift==4.6.0", "datasets==4.8.4")
    folder = studio.export("ms-swift", films, turns=2)
    found = learns(
        swift, "swift_learns.py", folder / "train.jsonl", tmp_path / "model", tmp_path=tmp_path,
        MODELSCOPE_CACHE=str(tmp_path / "cache"),
    )  # fmt: skip
    assert [one["learned"] for one in found] == list(map(answers, rows_of(folder / "train.jsonl")))


def test_each_answer_is_learned_once_by_trl(studio):
    """A talk of three becomes three rows, each with what was said before it."""
    rows = studio.rows("trl", turns=3)
    told = [row["completion"][0]["content"] for row in rows]
    assert told == [row["completion"][0]["content"] for row in studio.rows("trl")]
    third = rows[2]
    assert [one["role"] for one in third["prompt"]] == ["user", "assistant"] * 2 + ["user"]
    before = [one["content"] for one in third["prompt"] if one["role"] == "assistant"]
    assert before == told[:2]
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("name", ["ms-swift", "trl"])
def test_rewarded_rows_have_what_the_reward_function_reads(studio, name):
    rows = studio.rows(name, file="train_reward", rewards=True)
    columns = {key: [row[key] for row in rows] for key in ("solution", "checker", "options")}
    assert reward(columns["solution"], **columns) == [1.0] * len(rows)
    named = [row for row in rows if row["options"]]
    assert named
    for row in named:
        right = row["options"][ord(row["solution"]) - ord("A")]
        given = {key: [value] for key, value in row.items() if key in columns}
        assert [reward([text], **given)[0] for text in row["options"]] == [
            float(text == right) for text in row["options"]
        ]
