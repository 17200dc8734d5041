"""From slates to paintings: drawing ahead, in groups, and back in the order of the slates."""

from __future__ import annotations

import logging
import threading

import numpy
import pytest
from moviellm import FilmError, InputError
from moviellm.testing import make_context
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.engine.batch_painter import BatchPainter
from moviellm_plugins_sd.engine.model import DiffusionModel, DrawnPictures

LOG = logging.getLogger("moviellm.test")


class Sketch(DiffusionModel):
    """Draws grey of the shade that the seed says; the seed's parity is its group."""

    largest_batch = 2

    def __init__(self):
        self.batches = []
        self.begun = [threading.Event() for _ in range(20)]

    def size_of(self, wanted):
        return wanted or (16, 16)

    def batch_key(self, spec):
        return spec.seed % 2

    def draw(self, specs):
        self.begun[len(self.batches)].set()
        self.batches.append([spec.seed for spec in specs])
        if any(spec.seed == 13 for spec in specs):
            raise FilmError("unlucky")
        pixels = [numpy.full((16, 16, 3), spec.seed / 100) for spec in specs]
        return DrawnPictures(numpy.stack(pixels).astype(numpy.float32), (False,) * len(specs))


def studio_of(sketch, **options):
    config = StableDiffusion.model_validate({"model": "./sketch", "format": "png", **options})
    return BatchPainter(sketch, config, LOG)


def slates_of(board, *seeds):
    return [board[0].model_copy(update={"seed": seed}) for seed in seeds]


def test_pictures_come_in_the_order_of_their_slates_whatever_shares_a_batch(board):
    model = Sketch()
    seeds = (10, 21, 12, 14, 23)
    paintings = list(studio_of(model).paint(slates_of(board, *seeds), make_context()))
    assert model.batches == [[10, 12], [14], [21, 23]]
    alone = [next(studio_of(Sketch()).paint(slates_of(board, n), make_context())) for n in seeds]
    assert paintings == alone


def test_the_next_batch_is_drawn_while_a_picture_is_in_the_engines_hands(board):
    model = Sketch()
    paintings = studio_of(model).paint(slates_of(board, 10, 12, 14, 16), make_context())
    next(paintings)
    assert model.begun[1].wait(timeout=60)
    paintings.close()


def test_a_fault_on_the_device_reaches_the_engine_after_what_was_done(board):
    paintings = studio_of(Sketch()).paint(slates_of(board, 11, 21, 13), make_context())
    assert next(paintings).width == 16
    assert next(paintings).width == 16
    with pytest.raises(FilmError, match="unlucky"):
        next(paintings)


def test_a_model_without_words_refuses_a_style(board, tiny_sd):
    studio = studio_of(Sketch(), model=str(tiny_sd), style="quick")
    paintings = studio.paint(slates_of(board, 10), make_context())
    with pytest.raises(InputError, match="Sketch cannot learn a style"):
        next(paintings)
