"""LoRA files on a model: weighed, and refused where they do not belong."""

from __future__ import annotations

import pytest
import tiny_diffusion
import torch
from moviellm import InputError
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.identity import revision
from safetensors.torch import load_file, save_file
from tiny_painters import PAINTERS


@pytest.mark.parametrize("name", PAINTERS)
def test_a_lora_paints_other_pictures_by_its_weight(paint, board, loras, name):
    file = str(loras[name])
    plain = paint(name, board[:1])
    weak = paint(name, board[:1], loras=[{"file": file, "weight": 0.3}])
    strong = paint(name, board[:1], loras=[{"file": file, "weight": 1.0}])
    none = paint(name, board[:1], loras=[{"file": file, "weight": 0.0}])
    assert len({*plain, *weak, *strong}) == 3
    assert none == plain


def test_two_loras_add_up(paint, board, loras, tiny_sd, tmp_path):
    other = tiny_diffusion.tiny_lora(tmp_path / "other.v1.safetensors", tiny_sd, seed=9)
    one = [{"file": str(loras["sd"])}]
    both = [*one, {"file": str(other), "weight": 0.5}]
    assert paint("sd", board[:1], loras=both) != paint("sd", board[:1], loras=one)


def test_a_lora_of_another_model_is_refused(paint, board, loras):
    with pytest.raises(InputError, match=r"The LoRA .* this model"):
        paint("sd", board[:1], loras=[{"file": str(loras["sdxl"])}])


def test_a_file_without_a_lora_is_refused(paint, board, adapters):
    with pytest.raises(InputError, match="LoRA"):
        paint("sd", board[:1], loras=[{"file": str(adapters["sd"])}])


@pytest.fixture
def refusal(paint, board, tmp_path):
    """What is said of a LoRA file with these tensors."""

    def said(tensors):
        save_file(tensors, file := tmp_path / "changed.safetensors")
        with pytest.raises(InputError) as caught:
            paint("sd", board[:1], loras=[{"file": str(file)}])
        assert str(file) in caught.value.message
        return caught.value.message

    return said


@pytest.fixture
def tensors(loras):
    return load_file(loras["sd"])


def renamed(tensors, old, new):
    return {name.replace(old, new, 1): tensor for name, tensor in tensors.items()}


@pytest.mark.parametrize("prefix", ["", "transformer.", "text_encoder_2."])
def test_a_lora_of_which_nothing_finds_a_place_is_refused(refusal, tensors, prefix):
    assert "has nothing for this model" in refusal(renamed(tensors, "unet.", prefix))


@pytest.mark.parametrize("part", ["unet.nowhere", "text_encoder_2.layers.0", "nowhere"])
def test_a_lora_of_which_one_layer_finds_no_place_is_refused(refusal, tensors, part):
    down, up = (next(t for name, t in tensors.items() if name.endswith(f".{end}.weight"))
                for end in ("down", "up"))  # fmt: skip
    more = {f"{part}.to_q.lora.down.weight": down, f"{part}.to_q.lora.up.weight": up}
    said = refusal({**tensors, **{name: tensor.clone() for name, tensor in more.items()}})
    assert f"of its layers for `{part.split('.')[0]}`, 1 find no place" in said


@pytest.mark.parametrize("end", ["down.weight", "up.weight"])
def test_a_lora_that_lacks_half_of_a_layer_is_refused(refusal, tensors, end):
    tensors.pop(next(name for name in tensors if name.endswith(end)))
    assert "is damaged" in refusal(tensors)


def test_what_diffusers_would_leave_out_is_refused(refusal, tensors):
    assert "is a DoRA" in refusal({**tensors, "unet.mid_block.dora_scale": torch.zeros(2)})
    assert "cannot be put on this model" in refusal({"lora_unet_x.hada_w1_a": torch.zeros(2, 2)})
    assert "holds no LoRA" in refusal({})


def test_a_lora_that_is_cut_off_is_refused_by_the_plan(loras, tiny_sd, tmp_path):
    file = tmp_path / "cut.safetensors"
    file.write_bytes(loras["sd"].read_bytes()[:-10])
    options = {"model": str(tiny_sd), "loras": [{"file": str(file)}]}
    with pytest.raises(InputError, match="is no whole safetensors file"):
        revision(StableDiffusion.model_validate(options))


def test_the_names_of_other_programs_find_the_same_places(paint, board, loras, tensors, tmp_path):
    theirs = {}
    for name, tensor in tensors.items():
        layer, _, end = name.removeprefix("unet.").partition(".lora.")
        theirs[f"lora_unet_{layer.replace('.', '_')}.lora_{end}"] = tensor
        theirs[f"lora_unet_{layer.replace('.', '_')}.alpha"] = torch.tensor(2.0)
    save_file(theirs, file := tmp_path / "theirs.safetensors")
    ours = paint("sd", board[:1], loras=[{"file": str(loras["sd"])}])
    assert paint("sd", board[:1], loras=[{"file": str(file)}]) == ours
