"""Pictures that come out black, broken or flagged are drawn again, and at last reported."""

from __future__ import annotations

import logging
import shutil

import numpy
import pytest
import tiny_diffusion
import torch
from moviellm import FilmError
from moviellm.film import derive_seed
from moviellm_plugins_sd.engine.batches import BatchDrawer
from moviellm_plugins_sd.engine.model import DiffusionModel, DrawnPictures, PictureSpec
from safetensors.torch import load_file, save_file

LOG = logging.getLogger("moviellm.test")


@pytest.fixture
def spoilt(tiny_sd, tmp_path):
    """A copy of the tiny model whose decoder's last layer is changed by a function."""

    def made(change):
        folder = shutil.copytree(tiny_sd, tmp_path / "model")
        (file,) = (folder / "vae").glob("*.safetensors")
        tensors = load_file(file)
        for name in ("decoder.conv_out.weight", "decoder.conv_out.bias"):
            tensors[name] = change(name, tensors[name])
        save_file(tensors, file, metadata={"format": "pt"})
        return str(folder)

    return made


def test_numbers_that_are_none_are_reported_with_the_frame(spoilt, paint, board, caplog):
    model = spoilt(lambda _, weights: torch.full_like(weights, torch.nan))
    with pytest.raises(FilmError) as caught:
        paint("sd", board[:2], model=model, retries=2)
    assert board[0].prompt[:60].rstrip() in caught.value.message
    assert f"(seed {board[0].seed}) has numbers that are none (NaN), with 3 seeds" in str(
        caught.value
    )
    assert "dtype: bfloat16" in caught.value.hint
    assert caplog.text.count("drawn again") == 2


def test_black_pictures_are_reported(spoilt, paint, board):
    model = spoilt(lambda name, weights: weights * 0 - float(name.endswith("bias")))
    with pytest.raises(FilmError, match="is black, with 4 seeds"):
        paint("sd", board[:1], model=model)


@pytest.fixture(scope="module")
def prudish(tmp_path_factory):
    """A tiny model whose safety checker flags everything."""
    folder = tiny_diffusion.tiny_sd(tmp_path_factory.mktemp("prudish") / "sd", safety=True)
    (file,) = (folder / "safety_checker").glob("*.safetensors")
    tensors = load_file(file)
    tensors["concept_embeds_weights"] = torch.full_like(tensors["concept_embeds_weights"], -9.0)
    save_file(tensors, file, metadata={"format": "pt"})
    return str(folder)


def test_flagged_pictures_are_reported(prudish, paint, board):
    with pytest.raises(FilmError, match="is flagged by the safety checker, with 2 seeds"):
        paint("sd", board[:1], model=prudish, retries=1)


def test_a_checkpoints_safety_checker_can_be_left_out(prudish, paint, board):
    assert paint("sd", board[:1], model=prudish, safety=False) == paint("sd", board[:1])


def test_a_checker_that_flags_nothing_changes_nothing(tmp_path, paint, board):
    folder = tiny_diffusion.tiny_sd(tmp_path / "sd", safety=True)
    plain = paint("sd", board[:1], model=str(folder), safety=False)
    assert paint("sd", board[:1], model=str(folder)) == plain


class Moody(DiffusionModel):
    """Draws black for some seeds."""

    def __init__(self, black):
        self.black = black
        self.seen = []

    def size_of(self, wanted):
        return 8, 8

    def draw(self, specs):
        self.seen.append([spec.seed for spec in specs])
        pixels = [numpy.full((8, 8, 3), spec.seed not in self.black) for spec in specs]
        return DrawnPictures(numpy.stack(pixels).astype(numpy.float32), (False,) * len(specs))


def test_only_the_wrong_picture_is_drawn_again_and_with_the_next_seed():
    specs = [PictureSpec("a map", seed, (8, 8), name=f"take {seed}") for seed in (1, 2, 3)]
    model = Moody({2, derive_seed(2, "again", 1)})
    ((first, second, third),) = BatchDrawer(model, largest_batch=3, retries=3, log=LOG).draw(specs)
    assert [spec.seed for spec, _ in (first, second, third)] == [1, 2, 3]
    assert second[1].min() == 255
    again = [[derive_seed(2, "again", attempt)] for attempt in (1, 2)]
    assert model.seen == [[1, 2, 3], *again]


def test_the_next_seed_does_not_depend_on_the_batch():
    alone, together = Moody({2}), Moody({2})
    specs = [PictureSpec("a map", seed, (8, 8)) for seed in (1, 2)]
    list(BatchDrawer(alone, largest_batch=1, retries=1, log=LOG).draw(specs))
    list(BatchDrawer(together, largest_batch=2, retries=1, log=LOG).draw(specs))
    assert alone.seen[-1] == together.seen[-1]
