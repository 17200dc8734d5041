"""A judge is asked outside of a run, with a journal and a budget of its own."""

from __future__ import annotations

import pytest
from moviellm import InputError, LockedError, PluginError, StorageError
from moviellm.engine.inspect.status import look
from moviellm.engine.journal.writer import Journal
from moviellm.film import Comparison
from moviellm.runs import judge_with
from moviellm.testing import fakes_installed

LONG = Comparison(question="Why?", reference="Because.", first="Because he had to.", second="No.")


@pytest.fixture(autouse=True)
def _fakes():
    with fakes_installed():
        yield


def test_a_judge_says_which_answer_it_prefers(tmp_path):
    judged = judge_with("fake", [LONG, LONG.swapped()], folder=tmp_path / "judged")
    assert [said.better for said in judged.preferences] == ["first", "second"]
    assert judged.judge.startswith("critic `fake`")
    assert judged.settings == {"score": 1.0}
    assert judged.spend.usd == 0


def test_the_folder_says_that_it_keeps_a_judges_answers(tmp_path):
    judge_with("fake", [LONG], folder=tmp_path)
    with pytest.raises(StorageError, match=r"is not a run folder: it keeps .* critic `fake`"):
        look(tmp_path)


def test_options_are_checked_like_those_of_a_pipeline(tmp_path):
    with pytest.raises(InputError, match="unknown key `scor`"):
        judge_with("fake", [LONG], folder=tmp_path, settings=["scor=1"])
    assert judge_with("fake", [LONG], folder=tmp_path, settings=["score=0.5"]).settings == {
        "score": 0.5
    }


def test_a_component_that_does_not_judge_is_named(tmp_path):
    with pytest.raises(InputError, match=r"writer `fake`.* is no judge") as caught:
        judge_with("fake", [LONG], folder=tmp_path, stage="writer")
    assert "`critic:fake`" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_where_nobody_judges_it_is_told_who_would(tmp_path, monkeypatch):
    monkeypatch.setenv("MOVIELLM_DISABLED_PLUGINS", "critic:fake,moviellm-plugins-gpt")
    with pytest.raises(InputError, match=r"writer `fake`.* is no judge") as caught:
        judge_with("fake", [LONG], folder=tmp_path, stage="writer")
    assert "`pip install moviellm-plugins-gpt` brings some" in caught.value.hint


def test_a_judge_that_is_not_installed_is_named(tmp_path):
    with pytest.raises(PluginError, match="There is no critic `nobody`"):
        judge_with("nobody", [LONG], folder=tmp_path)


def test_two_judges_do_not_write_one_folder(tmp_path):
    with Journal(tmp_path), pytest.raises(LockedError):
        judge_with("fake", [LONG], folder=tmp_path)
