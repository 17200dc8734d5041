"""What is no model for SDXL or its refiner is refused with the reason."""

from __future__ import annotations

import shutil

import pytest
from moviellm import InputError
from moviellm_plugin_sdxl.config import StableDiffusionXL
from moviellm_plugins_sd.identity import revision
from safetensors.torch import load_file, save_file


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


@pytest.mark.parametrize("file", ["tokenizer.json", "tokenizer_config.json"])
@pytest.mark.parametrize("option", ["model", "refiner"])
def test_the_second_tokenizer_is_whole_too(tiny_sdxl, tiny_refiner, tmp_path, option, file):
    damaged = shutil.copytree(tiny_sdxl if option == "model" else tiny_refiner, tmp_path / "model")
    (damaged / "tokenizer_2" / file).unlink()
    options = {"model": str(tiny_sdxl), option: str(damaged)}
    if option == "refiner":
        options["refiner"] = {"model": str(damaged)}
    said = refusal(**options)
    assert str(damaged / "tokenizer_2") in said
    assert f"(option `{option}`)" in said


@pytest.mark.parametrize("option", ["model", "refiner"])
def test_weights_that_lack_a_tensor_are_refused(
    paint, board, tiny_sdxl, tiny_refiner, tmp_path, option
):
    damaged = shutil.copytree(tiny_sdxl if option == "model" else tiny_refiner, tmp_path / "model")
    file = damaged / "text_encoder_2" / "model.safetensors"
    held = load_file(file)
    held.pop("text_projection.weight")
    save_file(held, file, metadata={"format": "pt"})
    named = str(damaged) if option == "model" else {"model": str(damaged), "at": 0.5}
    with pytest.raises(InputError, match=r"`text_projection\.weight` is missing") as caught:
        paint("sdxl", board[:1], **{option: named})
    assert f"(option `{option}`)" in caught.value.message


def test_a_lora_of_stable_diffusion_is_refused(paint, board, loras):
    with pytest.raises(InputError, match=r"The LoRA .* this model"):
        paint("sdxl", board[:1], loras=[{"file": str(loras["sd"])}])
