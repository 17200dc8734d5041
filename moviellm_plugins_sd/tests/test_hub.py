"""Models from a hub at one commit, by a hub on loopback that speaks its protocol."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from loopback_hub import COMMIT, hub_of

OTHER = "f" * 40

PROGRAM = """
import dataclasses, logging, sys
from moviellm import Cancelled, InputError
from moviellm.film import slates
from moviellm.testing import make_context, tiny_screenplay, tiny_storyboard
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.sd.impl import StableDiffusionPainter

logging.basicConfig(level=logging.INFO, format="%(message)s")
config = StableDiffusion.model_validate_json(sys.argv[1])
stopped = sys.argv[2:] == ["stopped"]
board = list(slates(tiny_screenplay(), tiny_storyboard()))[:1]
context = dataclasses.replace(
    make_context(),
    progress=lambda *moved: logging.info("progress %d %d", *moved),
    cancelled=lambda: stopped,
)
try:
    pictures = StableDiffusionPainter(config).moviellm_paint(board, context)
    sys.stdout.buffer.write(next(iter(pictures)).data)
except (Cancelled, InputError) as error:
    sys.exit(str(error))
"""


FOLDER = """
import sys
from moviellm import InputError
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.engine.hub import folder_of

for options in sys.argv[1:]:
    try:
        print(folder_of(StableDiffusion.model_validate_json(options), "model"))
    except InputError as error:
        print(repr(str(error)))
"""


@pytest.fixture(scope="module")
def hub(tiny_sd):
    with hub_of("maker/model", tiny_sd) as served:
        yield served


def variables(endpoint, home):
    hub = {"HF_ENDPOINT": endpoint, "HF_HOME": str(home), "HF_HUB_DISABLE_XET": "1"}
    return {**os.environ, **hub}


@pytest.fixture(scope="module")
def start(hub, tmp_path_factory):
    """Begin to paint one picture in a process of its own with a model of the hub."""
    home = tmp_path_factory.mktemp("hub")

    def started(model, revision, *more, endpoint=hub.url, **environment):
        options = {"model": model, "revision": revision, "steps": 2}
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, json.dumps(options), *more],
            env={**variables(endpoint, home), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    return started


@pytest.fixture(scope="module")
def fetch(start):
    """Paint one picture so, and return the ended process."""

    def painted(*arguments, **environment):
        process = start(*arguments, **environment)
        out, err = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    return painted


@pytest.mark.slow
def test_a_model_is_fetched_at_its_commit_and_painted_with_offline_afterwards(
    fetch, hub, paint, board
):
    first = fetch("maker/model", COMMIT)
    assert first.stdout == paint("sd", board[:1])[0], first.stderr
    assert [path for path in hub.asked if COMMIT not in path] == []
    assert not any(path.endswith("README.md") for path in hub.asked)
    assert b"maker/model is fetched from the hub first" in first.stderr
    again = fetch("maker/model", COMMIT, endpoint="http://127.0.0.1:9", HF_HUB_OFFLINE="1")
    assert again.stdout == first.stdout, again.stderr
    assert b"is fetched" not in again.stderr


@pytest.mark.slow
@pytest.mark.parametrize("variant", ["fp16", None])
def test_only_what_is_loaded_is_downloaded(tiny_sd, tmp_path, variant):
    served = tmp_path / "model"
    shutil.copytree(tiny_sd, served)
    shutil.copytree(served / "vae", served / "vae_1_0")
    for file in list(served.rglob("*.safetensors")):
        shutil.copy(file, file.with_suffix(".fp16.safetensors"))
        shutil.copy(file, file.with_suffix(".bin"))
    (served / "unet" / "model.py").touch()
    options = {"model": "maker/both", "revision": COMMIT, "variant": variant}
    with hub_of("maker/both", served) as hub:
        done = subprocess.run(
            [sys.executable, "-c", FOLDER, json.dumps(options)],
            env=variables(hub.url, tmp_path / "home"), check=True, capture_output=True, text=True,
        )  # fmt: skip
    folder = Path(done.stdout.strip())
    got = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    whole = {path.relative_to(tiny_sd).as_posix() for path in tiny_sd.rglob("*") if path.is_file()}
    if variant:
        whole = {name.replace(".safetensors", ".fp16.safetensors") for name in whole}
    assert got == whole


@pytest.mark.slow
def test_a_download_tells_that_it_does_not_hang(start, hub, tmp_path):
    hub.weights.clear()
    try:
        process = start("maker/model", COMMIT, HF_HOME=str(tmp_path))
        said = next((line for line in process.stderr if line.startswith(b"progress")), b"")
    finally:
        hub.weights.set()
    out, err = process.communicate()
    assert said.split() == [b"progress", b"0", b"1"], err
    assert out, err


@pytest.mark.slow
def test_a_download_hears_of_a_stop(fetch, tmp_path):
    done = fetch("maker/model", COMMIT, "stopped", HF_HOME=str(tmp_path))
    assert b"The run was asked to stop." in done.stderr
    assert b"progress" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_what_the_hub_does_not_give(hub, tmp_path):
    refused = {
        ("maker/model", OTHER): "the model has no such commit",
        ("maker/nothing", COMMIT): "Look for a slip in the id.",
        ("maker/gated", COMMIT): "only to those who accepted its licence",
        ("maker/bare", COMMIT): "is no model in diffusers' format: it has no model_index.json",
    }
    asked = [json.dumps({"model": model, "revision": revision}) for model, revision in refused]
    done = subprocess.run(
        [sys.executable, "-c", FOLDER, *asked],
        env=variables(hub.url, tmp_path), check=True, capture_output=True, text=True,
    )  # fmt: skip
    for said, expected in zip(done.stdout.splitlines(), refused.values(), strict=True):
        assert expected in said


@pytest.mark.slow
def test_a_hub_that_cannot_be_reached(fetch):
    done = fetch("maker/elsewhere", COMMIT, endpoint="http://127.0.0.1:9")
    assert "could not be asked for maker/elsewhere" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
