"""A course that was stopped, killed or damaged ends with the bytes of one that was not."""

from __future__ import annotations

import signal
import subprocess
import sys
from textwrap import dedent

import pytest
from moviellm import Cancelled
from waiting import wait_until

LONG = {"steps": 40, "learning_rates": (0.1, 0.05), "accumulation": 1}


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
    more = {"steps": 4, "accumulation": 1, "precision": precision}
    whole = learn(load(model), tmp_path / "whole", **more)
    with pytest.raises(Cancelled):
        learn(load(model), tmp_path / "stopped", check=stop_after(calls), **more)
    told = []
    data = learn(load(model), tmp_path / "stopped", progress=lambda *p: told.append(p[0]), **more)
    assert data == whole
    steps = [done for done in told if done > 2]
    assert steps[0] == (3 if calls == 1 else 5)


@pytest.mark.slow
def test_a_killed_course_goes_on(load, learn, folders, tmp_path):
    whole = learn(load("sd"), tmp_path / "whole", **LONG)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folders["sd"]), str(tmp_path / "killed")],
    )
    wait_until(lambda: list(tmp_path.glob("killed/*/checkpoint.safetensors")), child)
    child.send_signal(signal.SIGKILL)
    child.wait()
    told = []
    data = learn(load("sd"), tmp_path / "killed", progress=lambda *p: told.append(p), **LONG)
    assert data == whole
    assert len(told) <= 2 + 40 - 25


CHILD = dedent(
    """
    import sys, time
    from pathlib import Path
    import torch
    torch.set_num_threads(1)
    from diffusers import StableDiffusionPipeline
    from moviellm.film import Phrase, Style
    from moviellm_plugins_sd.style.learning import learn_style
    from moviellm_plugins_sd.style.options import StyleOptions

    pipeline = StableDiffusionPipeline.from_pretrained(sys.argv[1])
    style = Style(keyword="stormy", phrases=(
        Phrase(text="cold blue light"), Phrase(text="heavy rain", emphasised=True)))
    options = StyleOptions(images=2, image_steps=1, size=64, steps=40,
                           learning_rates=(0.1, 0.05), accumulation=1)
    learn_style(pipeline, style, options, seed=11, folder=Path(sys.argv[2]), model="tiny",
                check=lambda: time.sleep(0.05), progress=lambda done, whole: None)
    """
)


def test_a_damaged_checkpoint_or_picture_is_made_again(load, learn, tmp_path):
    whole = learn(load("sd"), tmp_path / "whole", steps=4)
    with pytest.raises(Cancelled):
        learn(load("sd"), tmp_path / "torn", check=stop_after(4), steps=4)
    (checkpoint,) = tmp_path.glob("torn/*/checkpoint.safetensors")
    checkpoint.write_bytes(checkpoint.read_bytes()[:200])
    picture = checkpoint.parent / "001.png"
    picture.write_bytes(picture.read_bytes()[:100])
    assert learn(load("sd"), tmp_path / "torn", steps=4) == whole


def test_no_checkpoint_of_another_course_is_taken_up(load, learn, tmp_path):
    learn(load("sd"), tmp_path, steps=4)
    with pytest.raises(Cancelled):
        learn(load("sd"), tmp_path, check=stop_after(4), steps=5)
    alone = learn(load("sd"), tmp_path / "alone", vectors=2, steps=4)
    assert learn(load("sd"), tmp_path, vectors=2, steps=4) == alone


def test_nothing_on_disk_is_a_pickle(load, learn, tmp_path):
    with pytest.raises(Cancelled):
        learn(load("sd"), tmp_path, check=stop_after(4))
    kinds = {file.suffix for file in tmp_path.rglob("*") if file.is_file()}
    assert kinds == {".png", ".safetensors"}
