"""LoRA files on a model: weighed, and refused where they do not belong."""

from __future__ import annotations

import pytest
import tiny_diffusion
from moviellm import InputError
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
