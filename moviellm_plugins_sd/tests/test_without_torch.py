"""A machine without torch validates and plans, and is told what to install when it paints."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from moviellm_plugins_sd.plugin import PAINTS, REVISION, sd
from moviellm_plugins_sd.requirements import HEAVY_PACKAGES
from tiny_painters import PAINTERS

BLOCK = f"""
import sys
sys.modules.update(dict.fromkeys({HEAVY_PACKAGES!r}))
from moviellm.cli import main
main()
"""
"""Runs the command where none of the heavy packages can be found."""

PROBE = """
import sys
from moviellm.pipeline.read import read_pipeline
from moviellm.engine.plan import plan
from pathlib import Path
production = read_pipeline(Path(sys.argv[1]))
plan(production, Path(sys.argv[2]))
heavy = {"torch", "diffusers", "transformers", "accelerate", "peft", "safetensors", "PIL"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""


@pytest.fixture
def pipeline(tmp_path, tiny_models):
    def written(name):
        file = tmp_path / f"{name}.yaml"
        painter = {"use": name, "model": str(tiny_models.model(name))}
        films = {"themes": ["A lantern"], "shape": {"chapters": 1, "scenes": 1, "frames": 1}}
        text = {"moviellm": 1, "films": films, "painter": painter, "exporters": ["frames"]}
        file.write_text(json.dumps(text))
        return file

    return written


def run(code, *words, cwd, **environment):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("name", PAINTERS)
def test_planning_imports_nothing_heavy(pipeline, tmp_path, name):
    done = run(PROBE, pipeline(name), tmp_path / "run", cwd=tmp_path)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("command", ["validate", "plan"])
def test_a_machine_without_torch_validates_and_plans(pipeline, tmp_path, command):
    done = run(BLOCK, command, pipeline("sd"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_painter_promises_what_the_engine_does():
    assert (sd.capabilities, sd.revision) == (PAINTS, REVISION)


def test_importing_a_painter_imports_nothing_heavy(tmp_path):
    code = (
        "import sys, moviellm_plugins_sd.sd.impl\n"
        f"print(sorted({set(HEAVY_PACKAGES)!r} & set(sys.modules)))"
    )
    assert run(code, cwd=tmp_path).stdout.strip() == "[]"


def test_painting_without_torch_gives_the_pip_line(pipeline, tmp_path):
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    names = ("torch", "diffusers")
    (hidden / "sitecustomize.py").write_text(
        f"import sys\nsys.modules.update(dict.fromkeys({names!r}))\n"
    )
    done = run(
        "from moviellm.cli import main; main()", "run", pipeline("sd"), cwd=tmp_path,
        PYTHONPATH=str(hidden),
    )  # fmt: skip
    assert done.returncode == 3, (done.stdout, done.stderr)
    said = " ".join(done.stderr.split())
    assert "The painter `sd` needs torch, diffusers, which are not installed" in said
    assert "`pip install moviellm-plugins-sd` brings everything" in said
    assert "Traceback" not in done.stderr
