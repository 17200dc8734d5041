"""A style in real runs: learned once, shared, taken up after a kill, and used again as a file."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest
from moviellm.runs import open_run
from moviellm_plugins_sd.style.embedding import training_record
from waiting import wait_until

PIPELINE = """
moviellm: 1
films:
  themes: [A lighthouse keeper finds a map, Two rivals share one kitchen]
  shape: {{chapters: 1, scenes: 1, frames: 2}}
  dials: {{style: noir, genre: Drama, tone: dark}}
painter:
  use: sd
  model: {model}
  steps: 1
  style: {style}
exporters: []
"""
FEW = "{images: 1, size: 64, steps: 3, learning_rates: [0.1]}"
MANY = "{images: 1, size: 64, steps: 90, accumulation: 1, learning_rates: [0.1]}"
"""So many that there is time for a kill after the first checkpoint."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Where the runs of these tests lie, each under a name of its own."""
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def start(runs, folders):
    """Start ``moviellm run`` in a process group of its own."""

    def started(name, style=FEW):
        file = runs / f"{name}.yaml"
        file.write_text(PIPELINE.format(model=folders["sd"], style=style))
        return subprocess.Popen(
            [sys.executable, "-m", "moviellm", "run", str(file), "--out", str(runs / name)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    return started


@pytest.fixture(scope="module")
def finish(start, runs):
    """Run a pipeline; return its folder."""

    def finished(name, style=FEW):
        process = start(name, style)
        text, _ = process.communicate()
        assert process.returncode == 0, text
        return runs / name

    return finished


@pytest.fixture(scope="module")
def learned(finish):
    """The folder of a run that learned a style."""
    return finish("learned")


def kept(folder):
    """What a run keeps: the requests and the bytes."""
    return [
        (json.loads(record.read_text()), record.with_suffix(".bytes"))
        for record in sorted(folder.glob("kept/*.json"))
    ]


def pictures(folder):
    with open_run(folder) as run:
        return [picture.sha256 for film in run.films() for picture in film.footage.pictures]


@pytest.mark.slow
def test_films_of_one_style_share_what_is_learned_once(learned):
    ((record, file),) = kept(learned)
    assert record["request"]["made"] == "style"
    assert record["request"]["style"]["keyword"] == "noir"
    told = training_record(file.read_bytes())
    assert told["options"]["steps"] == 3
    assert told["synthetic"] is True
    assert len(set(pictures(learned))) == 4
    assert not list(learned.glob("kept/*.making"))


@pytest.mark.slow
def test_a_run_that_is_killed_while_it_learns_ends_with_the_same_pictures(start, finish, runs):
    whole = finish("whole", MANY)
    process = start("killed", MANY)
    checkpoints = "killed/kept/*.making/*/checkpoint.safetensors"
    wait_until(lambda: list(runs.glob(checkpoints)), process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not list(runs.glob("killed/kept/*.json"))
    again = finish("killed", MANY)
    assert pictures(again) == pictures(whole)
    assert [file.read_bytes() for _, file in kept(again)] == [
        file.read_bytes() for _, file in kept(whole)
    ]


@pytest.mark.slow
def test_the_file_of_a_run_paints_the_same_pictures_in_another(finish, learned, tmp_path):
    ((_, file),) = kept(learned)
    shutil.copy(file, tmp_path / "noir.safetensors")
    used = finish("used", f"{{embedding: {tmp_path / 'noir.safetensors'}}}")
    assert kept(used) == []
    assert pictures(used) == pictures(learned)
    off = finish("off", "off")
    assert kept(off) == []
    assert set(pictures(off)).isdisjoint(pictures(learned))
