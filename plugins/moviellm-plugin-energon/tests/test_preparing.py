"""What happens when ``energon prepare`` cannot do its work, or is not to go on with it."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from folders import bytes_of
from moviellm import Cancelled, PluginError
from moviellm.testing import make_context
from moviellm_plugin_energon.preparing import arguments, prepare, run_preparer
from waiting import wait_until


@pytest.fixture
def context():
    return make_context(film="")


def test_a_failure_repeats_what_energon_said(tmp_path, context):
    with pytest.raises(PluginError, match=r"ended with status 1: .*No module named") as caught:
        prepare(tmp_path, {"train": []}, context)
    assert "prepare: false" in caught.value.hint


def test_a_program_that_says_nothing_is_told_of_too(tmp_path, context):
    assert run_preparer([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, context, 1) == (
        3,
        "",
    )


def test_it_and_what_it_started_are_killed_when_the_run_is_stopped(tmp_path, context):
    code = """
import os, pathlib, time
child = os.fork()
if child:
    pathlib.Path("pids.part").write_text(f"{os.getpid()} {child}")
    pathlib.Path("pids.part").rename("pids")
time.sleep(60)
"""
    stopped = replace(context, cancelled=(tmp_path / "pids").exists)
    with pytest.raises(Cancelled):
        run_preparer([sys.executable, "-c", code], tmp_path, stopped, 1)
    for pid in (tmp_path / "pids").read_text().split():
        wait_until(lambda pid=pid: "(zombie)" in _status(pid))


def _status(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return "(zombie)"


def test_it_is_told_how_many_shards_are_indexed(tmp_path, context):
    code = """
import pathlib, time
for shard in ("a", "b"):
    pathlib.Path(f"{shard}.tar.idx").touch()
    while not pathlib.Path(f"told-{shard}").exists():
        time.sleep(0.01)
"""
    told = []

    def progress(done, total):
        told.append((done, total))
        (tmp_path / f"told-{'ab'[done - 1]}").touch()

    heard = replace(context, progress=progress)
    assert run_preparer([sys.executable, "-c", code], tmp_path, heard, 2) == (0, "")
    assert told == [(1, 2), (2, 2)]


def test_what_it_was_killed_over_is_not_written_again(export, many, blobs, monkeypatch):
    films = many(2)
    whole = export(*films, to="energon", shard_samples=20)

    def dies(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("moviellm_plugin_energon.impl.require_energon", lambda: None)
    monkeypatch.setattr("moviellm_plugin_energon.impl.prepare", dies)
    with pytest.raises(KeyboardInterrupt):
        export(*films, to="energon", folder="killed", shard_samples=20, prepare=True)
    monkeypatch.undo()
    blobs.reads.clear()
    again = export(*films, to="energon", folder="killed", shard_samples=20)
    assert bytes_of(again) == bytes_of(whole)
    assert blobs.reads == []


def test_each_split_is_told_by_the_name_that_energon_looks_for():
    words = arguments("/data", ["train", "validation", "test"])
    parts = [word for before, word in itertools.pairwise(words) if before.startswith("--split")]
    assert parts == ["train:train-.*", "val:validation-.*", "test:test-.*"]


def test_without_preparation_the_card_names_the_command(export, many):
    out = export(*many(1), to="energon", split={"train": 1, "validation": 1})
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "energon prepare . --non-interactive" in card
    assert "'val:validation-.*'" in card
    assert not (out / ".nv-meta").exists()


def test_energon_is_asked_for_before_anything_is_written(export, many, tmp_path):
    with pytest.raises(PluginError, match="not installed here") as caught:
        export(*many(1), to="energon", prepare=True)
    assert "moviellm-plugin-energon[prepare]" in caught.value.hint
    assert list((tmp_path / "out").iterdir()) == []
