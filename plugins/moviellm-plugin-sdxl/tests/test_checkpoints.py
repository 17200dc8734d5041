"""What is no model for SDXL or its refiner is refused with the reason."""

from __future__ import annotations

import pytest
from moviellm import InputError
from moviellm_plugin_sdxl.config import StableDiffusionXL
from moviellm_plugins_sd.identity import revision


def refusal(**options):
    with pytest.raises(InputError) as caught:
        revision(StableDiffusionXL.model_validate(options))
    return str(caught.value)


def test_a_model_of_another_painter_names_that_painter(tiny_sd, tiny_refiner):
    assert "The painter `sd` takes it." in refusal(model=str(tiny_sd))
    assert "as its `refiner`" in refusal(model=str(tiny_refiner))


def test_a_refiner_that_is_none_is_told_of_by_its_option(tiny_sdxl):
    said = refusal(model=str(tiny_sdxl), refiner={"model": str(tiny_sdxl)})
    assert "(option `refiner`)" in said
