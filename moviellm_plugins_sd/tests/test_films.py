"""Whole films by tiny models and the real command: killed, resumed, the same at the end.

A kill while the style is learned is that of `style/test_in_a_run.py`.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from moviellm.engine.journal.writer import JournalReader
from PIL import Image
from safetensors.torch import load_file, save_file
from waiting import wait_until

SHAPE = {"chapters": 1, "scenes": 2, "frames": 8}
STYLE = {"images": 2, "image_steps": 1, "steps": 10, "accumulation": 1, "size": 64, "vectors": 2}


@pytest.fixture
def pipeline(tmp_path, tiny_sd, adapters, image_encoder, loras) -> Path:
    """A pipeline whose painter does everything that it can."""
    painter = {
        "use": "sd",
        "model": str(tiny_sd),
        "steps": 4,
        "size": [96, 64],
        "style": STYLE,
        "ip_adapter": {"file": str(adapters["sd"]), "image_encoder": str(image_encoder)},
        "loras": [{"file": str(loras["sd"]), "weight": 0.5}],
    }
    films = {"themes": ["A lighthouse keeper finds a map"], "seed": 7, "shape": SHAPE}
    file = tmp_path / "sd.yaml"
    text = {"moviellm": 1, "films": films, "painter": painter, "exporters": ["frames"]}
    file.write_text(json.dumps(text))
    return file


def start(pipeline: Path, run: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "moviellm", "run", str(pipeline), "--out", str(run)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )


def finish(pipeline: Path, run: Path) -> str:
    process = start(pipeline, run)
    said, _ = process.communicate()
    assert process.returncode == 0, said[-4000:]
    return said


def painted(run: Path) -> bool:
    """Whether a run has written down a picture."""
    with JournalReader(run) as journal:
        painters = {row for row, maker in journal.makers().items() if maker.stage == "painter"}
        return any(step.maker in painters for step in journal.all_steps())


def kill_while_it_paints(pipeline: Path, run: Path) -> None:
    process = start(pipeline, run)
    wait_until((run / "run.lock.yaml").exists, process)  # the journal is whole from here on
    wait_until(lambda: painted(run), process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def pictures(run: Path) -> dict[str, str]:
    files = sorted(run.glob("export/frames/*/frames/*.jpg"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.mark.slow
def test_a_film_that_was_killed_is_the_film_that_was_not(pipeline, tmp_path):
    file = pipeline
    straight, killed = tmp_path / "straight", tmp_path / "killed"
    finish(file, straight)
    kill_while_it_paints(file, killed)
    finish(file, killed)
    expected = pictures(straight)
    assert len(expected) == len(set(expected.values())) == 16
    assert pictures(killed) == expected
    for frame in killed.glob("export/frames/*/frames/*.jpg"):
        assert Image.open(io.BytesIO(frame.read_bytes())).size == (96, 64)
    kept = [json.loads(record.read_text()) for record in killed.glob("kept/*.json")]
    assert len(kept) == len(list(straight.glob("kept/*.bytes"))) >= 2


@pytest.mark.slow
def test_a_model_that_cannot_be_loaded_ends_the_run_once_and_not_film_by_film(
    pipeline, tiny_sd, tmp_path
):
    folder = shutil.copytree(tiny_sd, tmp_path / "damaged")
    (file,) = (folder / "vae").glob("*.safetensors")
    held = load_file(file)
    held.pop(name := sorted(held)[0])
    save_file(held, file, metadata={"format": "pt"})
    text = json.loads(pipeline.read_text())
    text["painter"]["model"] = str(folder)
    text["films"]["themes"] = ["A lighthouse", "A harbour", "A mill"]
    pipeline.write_text(json.dumps(text))
    process = start(pipeline, tmp_path / "run")
    said, _ = process.communicate()
    assert process.returncode == 2, said
    assert said.count(f"`{name}` is missing") == 1, said
