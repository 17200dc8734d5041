"""A real run of two short films, and a tiny CLIP model in the format of the real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from made_once import own_copy
from moviellm.cli.app import cli

pytest.importorskip("transformers")

PIPELINE = """
moviellm: 1
films:
  themes: [A lighthouse keeper finds a map, Two rivals share one kitchen]
  seed: 7
  shape: {chapters: 1, scenes: 2, frames: 3}
painter: {use: papercut, size: [160, 96]}
exporters: []
"""


@pytest.fixture(scope="session")
def run(tmp_path_factory) -> Path:
    """The folder of a finished run; its painter knows where people are."""

    def make(folder: Path) -> None:
        (folder / "films.yaml").write_text(PIPELINE)
        words = ["run", str(folder / "films.yaml"), "--out", str(folder / "run")]
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, done.output

    return own_copy(tmp_path_factory, "measured-run", make) / "run"


@pytest.fixture(scope="session")
def clip(tmp_path_factory) -> Path:
    """The folder of a tiny CLIP model with random weights."""
    import torch
    from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel

    torch.set_num_threads(1)
    torch.manual_seed(4)
    vision = {
        "hidden_size": 32,
        "intermediate_size": 40,
        "image_size": 32,
        "patch_size": 8,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "initializer_factor": 8.0,
        "projection_dim": 24,
    }
    text = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "vocab_size": 64}
    config = CLIPConfig(
        text_config={**text, "num_attention_heads": 2, "bos_token_id": 0, "eos_token_id": 1},
        vision_config=vision,
        projection_dim=24,
    )
    folder = tmp_path_factory.mktemp("models") / "tiny-clip"
    CLIPModel(config).save_pretrained(folder)
    sides = {"size": {"shortest_edge": 32}, "crop_size": {"height": 32, "width": 32}}
    CLIPImageProcessor(**sides).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def alexnet(tmp_path_factory) -> Path:
    """Random weights of LPIPS with AlexNet, named as the `lpips` package names them."""
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(5)
    sizes = ((1, 0, 64, 3, 11), (2, 3, 192, 64, 5), (3, 6, 384, 192, 3))
    sizes += ((4, 8, 256, 384, 3), (5, 10, 256, 256, 3))
    tensors = {}
    for number, place, out, given, side in sizes:
        name = f"net.slice{number}.{place}"
        tensors[f"{name}.weight"] = torch.randn(out, given, side, side) / (given**0.5 * side)
        tensors[f"{name}.bias"] = torch.randn(out) / 10
        tensors[f"lin{number - 1}.model.1.weight"] = torch.rand(1, out, 1, 1)
    file = tmp_path_factory.mktemp("weights") / "lpips-alex.safetensors"
    save_file(tensors, file)
    return file


@pytest.fixture(scope="session")
def measure():
    """Call ``moviellm measure``; returns exit code and output."""

    def called(*words):
        done = CliRunner().invoke(cli, ["measure", *map(str, words)])
        return done.exit_code, done.stdout + done.stderr

    return called


@pytest.fixture(scope="session")
def films_of():
    """Make a run of one film."""

    def made(folder: Path, *, shape=(1, 1, 4)) -> Path:
        chapters, scenes, frames = shape
        (folder / "film.yaml").write_text(
            "moviellm: 1\n"
            "films:\n"
            "  themes: [A lighthouse keeper finds a map]\n"
            f"  shape: {{chapters: {chapters}, scenes: {scenes}, frames: {frames}}}\n"
            "painter: {use: papercut, size: [64, 64]}\n"
            "exporters: []\n"
        )
        words = ["run", str(folder / "film.yaml"), "--out", str(folder / "run")]
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, done.output
        return folder / "run"

    return made
