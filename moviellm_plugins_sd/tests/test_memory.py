"""Batches as large as memory allows: a smaller one after the allocator has refused."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

import numpy
import pytest
import torch
from moviellm import FilmError, InputError
from moviellm.testing import make_context
from moviellm_plugins_sd.engine.batches import BatchDrawer
from moviellm_plugins_sd.engine.model import DiffusionModel, DrawnPictures, PictureSpec

LOG = logging.getLogger("moviellm.test")

PROGRAM = """
import logging, resource, sys
from pathlib import Path
from moviellm import FilmError
from moviellm.film import slates
from moviellm.testing import make_context, tiny_screenplay, tiny_storyboard
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.sd.impl import StableDiffusionPainter

logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
config = StableDiffusion.model_validate_json(sys.argv[1])
board = list(slates(tiny_screenplay(), tiny_storyboard()))
board = [slate.model_copy(update={"seed": n}) for n, slate in enumerate(board[:1] * 36)]
painter = StableDiffusionPainter(config)
next(iter(painter.moviellm_paint(board[:1], make_context())))
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + int(sys.argv[2]) * 2**20,) * 2)
try:
    count = len(list(painter.moviellm_paint(board, make_context())))
except FilmError as error:
    sys.exit(str(error))
print(count, painter._batch_painter._batches.largest_batch)
"""


def paint_within(megabytes, **options):
    """Paint 36 pictures, 32 at once, in a process that may take so much more memory."""
    options = {"steps": 1, "batch_size": 32, "size": [128, 128], **options}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(options), str(megabytes)],
        env={**os.environ, "MALLOC_ARENA_MAX": "1"},
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits the address space as Linux does")
def test_a_batch_that_the_allocator_refuses_is_halved_until_it_fits(tiny_sd):
    done = paint_within(220, model=str(tiny_sd))
    assert done.returncode == 0, done.stderr[-2000:]
    count, largest_batch = map(int, done.stdout.split())
    assert count == 36
    assert 1 <= largest_batch < 32
    assert "32 pictures do not fit into memory; trying 16" in done.stderr


class Cramped(DiffusionModel):
    """Holds some pictures at once; asks the real allocator for more than there is otherwise."""

    def __init__(self, room, error=None):
        self.room = room
        self.error = error
        self.sizes = []

    def size_of(self, wanted):
        return 8, 8

    def draw(self, specs):
        self.sizes.append(len(specs))
        if len(specs) > self.room:
            if self.error:
                raise self.error
            torch.empty(2**62, dtype=torch.uint8)
        return DrawnPictures(
            numpy.ones((len(specs), 8, 8, 3), numpy.float32), (False,) * len(specs)
        )


TAKES = [PictureSpec("a map", seed, (8, 8), name=f"take {seed}") for seed in range(10)]


@pytest.mark.parametrize(
    "error",
    [
        None,
        RuntimeError("could not create a primitive"),
        torch.OutOfMemoryError("CUDA out of memory."),
        MemoryError(),
    ],
    ids=["processor", "onednn", "gpu", "python"],
)
def test_what_fits_is_remembered(error):
    model = Cramped(3, error)
    batches = BatchDrawer(model, largest_batch=8, retries=0, log=LOG)
    drawn = [spec.seed for batch in batches.draw(TAKES) for spec, _ in batch]
    assert drawn == list(range(10))
    assert model.sizes == [8, 4, 2, 2, 2, 2, 2]
    model.sizes.clear()
    list(batches.draw(TAKES[:4]))
    assert model.sizes == [2, 2]


def test_not_even_one_picture_fits():
    error = RuntimeError("could not create a primitive")
    batches = BatchDrawer(Cramped(0, error), largest_batch=4, retries=0, log=LOG)
    told = r"^Not even one picture of 8 x 8 pixels fits into memory \(could not create a "
    with pytest.raises(FilmError, match=told) as caught:
        list(batches.draw(TAKES))
    assert "offload: model" in caught.value.hint


def test_not_even_the_picture_that_is_drawn_again_fits():
    class Shrinking(Cramped):
        def draw(self, specs):
            black = super().draw(specs)
            self.room = 0
            return DrawnPictures(black.pixels * 0, black.flagged)

    batches = BatchDrawer(Shrinking(2), largest_batch=2, retries=1, log=LOG)
    with pytest.raises(FilmError, match="Not even one picture"):
        list(batches.draw(TAKES[:2]))


def refused(*_, **__):
    torch.empty(2**62, dtype=torch.uint8)


def test_a_model_that_does_not_fit_is_told(painter, board, monkeypatch):
    monkeypatch.setattr("diffusers.StableDiffusionPipeline.to", refused)
    with pytest.raises(InputError, match=r"^The model does not fit into memory\.") as caught:
        list(painter("sd").moviellm_paint(board[:1], make_context()))
    assert "offload: model" in caught.value.hint


def test_a_style_whose_learning_does_not_fit_is_told(painter, board, monkeypatch):
    monkeypatch.setattr("diffusers.UNet2DConditionModel.enable_gradient_checkpointing", refused)
    style = {"images": 1, "image_steps": 1, "steps": 1, "size": 64}
    with pytest.raises(InputError, match="Learning the style does not fit into memory") as caught:
        list(painter("sd", style=style).moviellm_paint(board[:1], make_context()))
    assert "style: {embedding: FILE}" in caught.value.hint


def test_another_fault_of_the_model_is_not_taken_for_it():
    batches = BatchDrawer(
        Cramped(0, RuntimeError("shapes differ")), largest_batch=4, retries=0, log=LOG
    )
    with pytest.raises(RuntimeError, match="shapes differ"):
        list(batches.draw(TAKES))
