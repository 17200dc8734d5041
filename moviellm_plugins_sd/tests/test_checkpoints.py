"""What is no model for a painter is refused with the reason, before anything is painted."""

from __future__ import annotations

import json
import shutil

import pytest
import torch
from moviellm import InputError
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.identity import identity_of, revision

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def refusal(**options):
    with pytest.raises(InputError) as caught:
        revision(StableDiffusion.model_validate(options))
    return str(caught.value)


@pytest.fixture
def copied(tiny_sd, tmp_path):
    return shutil.copytree(tiny_sd, tmp_path / "model")


def weights(folder, part):
    return next((folder / part).glob("*.safetensors"))


def test_a_folder_that_is_not_there(tmp_path):
    assert "is not there" in refusal(model=str(tmp_path / "nowhere"))


def test_a_folder_without_an_index_and_the_one_below_it(tiny_sd):
    said = refusal(model=str(tiny_sd.parent))
    assert "has no model_index.json" in said
    assert "in it is one" in said


def test_an_index_that_is_broken(copied):
    (copied / "model_index.json").write_text("{")
    assert "cannot be read" in refusal(model=str(copied))


def test_a_model_of_another_painter_names_that_painter(tiny_sdxl):
    assert "The painter `sdxl` takes it." in refusal(model=str(tiny_sdxl))


def test_a_model_with_code_of_its_own(copied):
    index = json.loads((copied / "model_index.json").read_text())
    index["_class_name"] = ["pipeline", "Mine"]
    (copied / "model_index.json").write_text(json.dumps(index))
    assert "is needed" in refusal(model=str(copied))


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder"])
def test_a_part_without_weights(copied, part):
    weights(copied, part).unlink()
    assert f"{part} has no weights (.safetensors)" in refusal(model=str(copied))


def test_a_hub_model_without_the_variant(copied):
    for part in ("unet", "vae", "text_encoder"):
        weights(copied, part).unlink()  # as it is downloaded
    said = refusal(model=str(copied), variant="fp61")
    assert "has no weights of the variant `fp61`" in said
    assert "correct `variant`" in said


def test_a_part_that_is_missing(copied):
    shutil.rmtree(copied / "vae")
    assert "vae (option `model`) is not there" in refusal(model=str(copied))


def test_a_pickle_is_refused_and_never_opened(copied):
    file = weights(copied, "unet")
    torch.save({}, file.with_suffix(".bin"))
    file.unlink()
    said = refusal(model=str(copied))
    assert "is a pickle, which can run code when it is loaded" in said
    assert "safe_serialization=True" in said


@pytest.mark.parametrize(
    ("name", "said"), [("a.ckpt", "is a pickle"), ("a.safetensors", "is a single file")]
)
def test_a_single_file(tmp_path, name, said):
    (tmp_path / name).write_bytes(b"x")
    assert said in refusal(model=str(tmp_path / name))


def test_a_variant_that_is_not_there(copied):
    for part in ("unet", "vae", "text_encoder"):
        file = weights(copied, part)
        file.rename(file.with_suffix(".fp16.safetensors"))
    assert "Say `variant: fp16`." in refusal(model=str(copied))
    assert "Did you mean `fp16`?" in refusal(model=str(copied), variant="fp61")
    assert revision(StableDiffusion(model=str(copied), variant="fp16"))


def test_a_variant_is_loaded(copied, paint, board):
    plain = paint("sd", board[:1], model=str(copied))
    for part in ("unet", "vae", "text_encoder"):
        file = weights(copied, part)
        file.rename(file.with_suffix(".fp16.safetensors"))
    assert paint("sd", board[:1], model=str(copied), variant="fp16") == plain


def test_weights_of_another_model(copied, tiny_sdxl, paint, board):
    shutil.copy(weights(tiny_sdxl, "unet"), weights(copied, "unet"))
    with pytest.raises(InputError, match="cannot be loaded"):
        paint("sd", board[:1], model=str(copied))


def test_weights_that_are_cut_off(copied, paint, board):
    file = weights(copied, "vae")
    file.write_bytes(file.read_bytes()[:-1000])
    with pytest.raises(InputError, match="cannot be loaded"):
        paint("sd", board[:1], model=str(copied))


def test_a_hub_id_needs_a_commit():
    with pytest.raises(ValueError, match="a hub id needs `revision`"):
        StableDiffusion(model="owner/name")
    with pytest.raises(ValueError, match="branches and tags move"):
        StableDiffusion(model="owner/name", revision="main")
    with pytest.raises(ValueError, match="revision is for hub ids"):
        StableDiffusion(model="./name", revision=COMMIT)
    pinned = StableDiffusion(model="owner/name", revision=COMMIT)
    assert identity_of(pinned) == f"owner/name@{COMMIT}"


def test_a_changed_checkpoint_is_another_one(copied):
    before = revision(StableDiffusion(model=str(copied)))
    (copied / "README.md").write_text("A readme changes nothing.")
    assert revision(StableDiffusion(model=str(copied))) == before
    file = weights(copied, "vae")
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert revision(StableDiffusion(model=str(copied))) != before


def test_the_same_checkpoint_elsewhere_is_the_same(tiny_sd, copied):
    assert revision(StableDiffusion(model=str(tiny_sd))) == revision(
        StableDiffusion(model=str(copied))
    )


def test_files_beside_the_model_belong_to_it(tiny_sd, loras, adapters, image_encoder):
    plain = revision(StableDiffusion(model=str(tiny_sd)))
    lora = StableDiffusion(model=str(tiny_sd), loras=[{"file": loras["sd"]}])
    adapter = {"file": adapters["sd"], "image_encoder": image_encoder}
    kept = StableDiffusion(model=str(tiny_sd), ip_adapter=adapter)
    assert len({plain, revision(lora), revision(kept)}) == 3


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"loras": [{"file": "/nowhere/a.safetensors"}]}, "of the option `loras` is not there"),
        (
            {"ip_adapter": {"file": "/nowhere/a.safetensors", "image_encoder": "/nowhere"}},
            "of the option `ip_adapter.file` is not there",
        ),
    ],
)
def test_files_beside_the_model_that_are_not_there(tiny_sd, options, said):
    assert said in refusal(model=str(tiny_sd), **options)


def test_files_beside_the_model_are_safetensors():
    for options in (
        {"loras": [{"file": "a.bin"}]},
        {"ip_adapter": {"file": "a.bin", "image_encoder": "."}},
    ):
        with pytest.raises(ValueError, match="others can run code when they are loaded"):
            StableDiffusion(model="./m", **options)
