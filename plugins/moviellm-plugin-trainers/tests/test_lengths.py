"""Which rows a trainer cuts at its default length, and which length fits them."""

from __future__ import annotations

import json
import re

import pytest
from moviellm_plugin_trainers.checks.check import Check
from moviellm_plugin_trainers.rows.lengths import SETTINGS, RowLengths
from trainer_exports import rows_of


def noted(folder):
    check = Check(folder)
    assert list(check.findings()) == []
    return " ".join(check.said())


def measured(name, rows, size=(640, 480)):
    lengths = RowLengths(SETTINGS[name])
    for row in rows:
        lengths.add(row, size)
    return lengths


def test_card_and_check_name_a_length_that_fits(studio):
    target = studio.export("llamafactory")
    card = (target / "README.md").read_text(encoding="utf-8")
    for text in (card, noted(target)):
        assert "7 of 7 rows are longer than cutoff_len allows by default (2,048 tokens)" in text
        assert int(re.search(r"Set cutoff_len to (\d+)", text)[1]) >= 64 * 84


def test_sixteen_pictures_are_longer_than_trl_allows():
    row = {"prompt": [{"role": "user", "content": "What?"}], "images": ["a.jpg"] * 16}
    lengths = measured("trl", [row])
    assert lengths.cut == 1
    assert lengths.longest == pytest.approx(6_480, rel=0.05)
    assert "Set max_length to None or" in lengths.told()


def test_answers_that_video_chatgpt_cuts_off_are_counted(studio):
    target = studio.export("video-chatgpt")
    assert "model_max_length" not in (target / "README.md").read_text(encoding="utf-8")
    path = target / "train.json"
    rows = rows_of(path)
    rows[2]["conversations"][1]["value"] *= 20
    path.write_text(json.dumps(rows))
    assert "1 of 7 rows are longer than model_max_length allows by default (512" in noted(target)


def test_rows_that_fit_need_no_word(studio):
    assert noted(studio.export("trl", images=1, captions=[], questions=["where"])) == ""
    assert noted(studio.export("llava")) == ""


@pytest.mark.parametrize("row", [{}, {"images": 3, "messages": [None, {"content": 5}]}])
def test_rows_of_any_shape_are_measured(row):
    assert measured("trl", [row]).cut == 0
