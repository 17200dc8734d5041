"""The script that proves an installation, on a tiny model and without a GPU."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
import tiny_diffusion
import torch
from places import ROOT
from safetensors.torch import save_file

SCRIPT = ROOT / "examples" / "gpu_check.py"
FEW = '{"images": 1, "size": 64, "steps": 30, "accumulation": 1}'


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return tiny_diffusion.tiny_sd(tmp_path_factory.mktemp("models") / "sd")


def check(*words, cwd):
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_it_reports_what_it_proved(model, clip, alexnet, tmp_path):
    adapter = tiny_diffusion.tiny_adapter(tmp_path / "adapter.safetensors", model)
    encoder = tiny_diffusion.tiny_image_encoder(tmp_path / "encoder")
    options = f"{{steps: 2, ip_adapter: {{file: {adapter}, image_encoder: {encoder}}}}}"
    words = ["--painter", "sd", "--options", options, "--style", FEW, "--frames", 4]
    done = check(model, *words, "--clip", clip, "--lpips", alexnet, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAILED" not in done.stdout
    for line in (
        r"torch +2\.",
        r"model loaded +[\d.]+ s, in torch.float32",
        r"one picture +[\d.]+ s at 64 x 64",
        r"ok +the same seed paints the same pixels",
        r"ok +a long prompt is read to its end",
        r"ok +a style is learned",
        r"loss of the style +[\d.]+ before, [\d.]+ after",
        r"ok +a killed run goes on to its end",
        r"ok +what was learned is kept",
        r"a picture of the film +[\d.]+ s",
        r"adjacent frames, CLIP score +-?0\.\d{4} +\(the paper: 0\.8304\)",
        r"adjacent frames, LPIPS +\d\.\d{4} +\(the paper: 0\.5316\)",
        "Everything works.",
    ):
        assert re.search(line, done.stdout), line
    again = check(model, "--painter", "sd", cwd=tmp_path)
    assert again.returncode == 2
    assert "runs/gpu-check exists" in again.stderr


@pytest.mark.slow
def test_a_model_that_is_not_there_is_told(tmp_path):
    done = check("nowhere", "--painter", "sd", cwd=tmp_path)
    assert done.returncode == 1
    assert "The folder nowhere" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "runs").exists()


@pytest.mark.slow
def test_without_a_style_to_learn_the_rest_is_proved(model, tmp_path):
    save_file({"emb_params": torch.full((1, 32), 0.5)}, tmp_path / "style.safetensors")
    style = "{embedding: style.safetensors}"
    words = ["--painter", "sd", "--options", "{steps: 1}", "--style", style, "--frames", 2]
    done = check(model, *words, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a style is learned" not in done.stdout
    assert "ok      a killed run goes on to its end" in done.stdout


def test_wrong_options_are_told(model, tmp_path):
    for words, said in (
        (["--options", "{stepz: 2}"], "stepz"),
        (["--style", "{steps: 0}"], "style"),
        (["--options", "{"], "--options: '{' is no YAML"),
        (["--options", "steps"], "--options takes names and values"),
    ):
        done = check(model, "--painter", "sd", *words, cwd=tmp_path)
        assert done.returncode in (1, 2)
        assert said in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_what_fails_is_told(model, tmp_path):
    style = json.dumps({"templates": ["z" * 200 + " {}"]})
    words = ["--painter", "sd", "--options", '{"steps": 1}', "--style", style, "--frames", 1]
    done = check(model, *words, cwd=tmp_path)
    assert done.returncode == 1
    assert "FAILED  a killed run goes on to its end" in done.stdout
    assert "the text encoder reads at most" in done.stdout
