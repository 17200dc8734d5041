"""A training that was stopped or damaged ends with the bytes of one that was not.

One that is killed is in `test_in_a_run.py`.
"""

from __future__ import annotations

import pytest
from moviellm import Cancelled


def stop_after(calls):
    left = [calls]

    def check():
        left[0] -= 1
        if left[0] < 0:
            raise Cancelled("The run was asked to stop.")

    return check


@pytest.mark.parametrize(
    ("model", "precision", "calls"),
    [
        ("sdxl", "fp32", 1),
        ("sd", "fp32", 4),
        pytest.param("sd", "fp16", 4, marks=pytest.mark.slow),
    ],
)
def test_a_stopped_course_goes_on(load, learn, tmp_path, model, precision, calls):
    more = {"steps": 4, "precision": precision}
    whole = learn(load(model), tmp_path / "whole", **more)
    with pytest.raises(Cancelled):
        learn(load(model), tmp_path / "stopped", check=stop_after(calls), **more)
    told = []
    data = learn(load(model), tmp_path / "stopped", progress=lambda *p: told.append(p[0]), **more)
    assert data == whole
    steps = [done for done in told if done > 2]
    assert steps[0] == (3 if calls == 1 else 5)


@pytest.mark.slow
def test_a_damaged_checkpoint_or_picture_is_made_again(load, learn, tmp_path):
    whole = learn(load("sd"), tmp_path / "whole", steps=4)
    with pytest.raises(Cancelled):
        learn(load("sd"), tmp_path / "torn", check=stop_after(4), steps=4)
    (checkpoint,) = tmp_path.glob("torn/*/checkpoint.safetensors")
    checkpoint.write_bytes(checkpoint.read_bytes()[:200])
    picture = checkpoint.parent / "001.png"
    picture.write_bytes(picture.read_bytes()[:100])
    assert learn(load("sd"), tmp_path / "torn", steps=4) == whole


@pytest.mark.slow
def test_no_checkpoint_of_another_course_is_taken_up(load, learn, tmp_path):
    with pytest.raises(Cancelled):
        learn(load("sd"), tmp_path, check=stop_after(4), steps=5)
    alone = learn(load("sd"), tmp_path / "alone", vectors=2)
    assert learn(load("sd"), tmp_path, vectors=2) == alone


def test_nothing_on_disk_is_a_pickle(load, learn, tmp_path):
    with pytest.raises(Cancelled):
        learn(load("sd"), tmp_path, check=stop_after(4))
    kinds = {file.suffix for file in tmp_path.rglob("*") if file.is_file()}
    assert kinds == {".png", ".safetensors"}
