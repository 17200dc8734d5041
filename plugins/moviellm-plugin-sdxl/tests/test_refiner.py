"""The last steps of SDXL by its refiner."""

from __future__ import annotations

import pytest
from moviellm.testing import make_context
from moviellm_plugin_sdxl.config import StableDiffusionXL
from moviellm_plugin_sdxl.model import StableDiffusionXLModel


@pytest.mark.parametrize("at", [0.25, 0.5, 0.75])
def test_base_and_refiner_share_the_steps_as_asked(painter, board, tiny_refiner, at, monkeypatch):
    made = painter("sdxl", steps=8, refiner={"model": str(tiny_refiner), "at": at})
    steps = counted(monkeypatch)
    list(made.moviellm_paint(board[:1], make_context()))
    assert steps == {"base": round(8 * at), "refiner": 8 - round(8 * at)}


def counted(monkeypatch):
    """Count how often each U-Net is called."""
    steps = {"base": 0, "refiner": 0}
    init = StableDiffusionXLModel.__init__

    def watched(model, config, log):
        init(model, config, log)
        for name, pipeline in (("base", model.pipeline), ("refiner", model._refiner)):
            pipeline.unet.register_forward_hook(
                lambda *_, name=name: steps.__setitem__(name, steps[name] + 1)
            )

    monkeypatch.setattr(StableDiffusionXLModel, "__init__", watched)
    return steps


def test_the_refiner_changes_the_picture_and_keeps_to_the_slate(paint, board, tiny_refiner):
    refiner = {"model": str(tiny_refiner)}
    refined = paint("sdxl", board[:2], steps=4, refiner=refiner)
    assert refined != paint("sdxl", board[:2], steps=4)
    assert paint("sdxl", board[1:2], steps=4, refiner=refiner) == refined[1:]


def test_a_split_without_steps_for_both_is_refused(tiny_sdxl, tiny_refiner):
    with pytest.raises(ValueError, match="without a step"):
        StableDiffusionXL(model=str(tiny_sdxl), steps=1, refiner={"model": str(tiny_refiner)})
