"""Which models look at pictures: CLIP whole, its vision half alone, SigLIP; folder or hub."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from moviellm import InputError
from moviellm_plugins_sd.config import Checkpoint
from moviellm_plugins_sd.measure.clip_model import ClipModel, checkpoint_of
from PIL import Image
from safetensors.torch import load_file, save_file

SIZES = {
    "hidden_size": 32,
    "intermediate_size": 40,
    "image_size": 32,
    "patch_size": 8,
    "num_hidden_layers": 1,
    "num_attention_heads": 4,
}
PICTURES = [Image.new("RGB", (48, 32), colour) for colour in ("teal", "orange", "teal")]


@pytest.fixture
def vision_half(clip, tmp_path):
    """The vision half of the CLIP model, saved by itself."""
    from transformers import AutoImageProcessor, CLIPVisionModelWithProjection

    CLIPVisionModelWithProjection.from_pretrained(clip).save_pretrained(tmp_path)
    AutoImageProcessor.from_pretrained(clip, backend="pil").save_pretrained(tmp_path)
    return tmp_path


@pytest.fixture
def siglip(tmp_path):
    """A tiny SigLIP model, which squeezes pictures into squares and has no projection."""
    import torch
    from transformers import SiglipConfig, SiglipImageProcessor, SiglipModel

    torch.manual_seed(6)
    text = {**SIZES, "vocab_size": 64, "bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 1}
    text = {key: value for key, value in text.items() if key not in ("image_size", "patch_size")}
    SiglipModel(SiglipConfig(text_config=text, vision_config=SIZES)).save_pretrained(tmp_path)
    SiglipImageProcessor(size={"height": 32, "width": 32}).save_pretrained(tmp_path)
    return tmp_path


def embed(folder):
    return ClipModel(Checkpoint(model=str(folder)), "cpu").embed(PICTURES)


def test_the_vision_half_sees_what_the_whole_sees(clip, vision_half):
    np.testing.assert_allclose(embed(vision_half), embed(clip), atol=1e-6)


def test_siglip_sees_pictures_too(siglip):
    import torch
    from transformers import SiglipModel

    seen = embed(siglip)
    assert seen.shape == (3, 32)
    np.testing.assert_allclose(np.linalg.norm(seen, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(seen[0], seen[2], atol=1e-6)
    pixels = np.stack([np.asarray(p.resize((32, 32)), np.float32) for p in PICTURES]) / 127.5 - 1
    model = SiglipModel.from_pretrained(siglip).eval()
    with torch.inference_mode():
        own = model.vision_model(torch.from_numpy(pixels.transpose(0, 3, 1, 2))).pooler_output
    own = own.numpy() / np.linalg.norm(own, axis=1, keepdims=True)
    np.testing.assert_allclose(seen, own, atol=1e-5)


def test_a_model_is_known_by_what_is_in_its_files(clip, vision_half):
    names = {
        ClipModel(Checkpoint(model=str(folder)), "cpu").revision for folder in (clip, vision_half)
    }
    assert len(names) == 2


def test_a_model_that_lacks_a_tensor_measures_nothing(clip, tmp_path):
    folder = shutil.copytree(clip, tmp_path / "clip")
    held = load_file(folder / "model.safetensors")
    held.pop(name := sorted(held)[-1])
    save_file(held, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(InputError, match=f"`{name}` is missing"):
        ClipModel(checkpoint_of(str(folder), None), "cpu")
