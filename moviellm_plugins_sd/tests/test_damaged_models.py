"""A model that lacks something is refused with its name: libraries would make it up at random."""

from __future__ import annotations

import json
import shutil

import pytest
import tiny_diffusion
import torch
from moviellm import InputError
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.identity import revision
from safetensors.torch import load_file, save_file

MODELS = ("unet", "vae", "text_encoder", "safety_checker")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A tiny model with every part that one can have."""
    return tiny_diffusion.tiny_sd(tmp_path_factory.mktemp("whole") / "sd", safety=True)


@pytest.fixture
def copied(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "model")


@pytest.fixture
def refusal(paint, board):
    """What is said by the painter when it loads its model."""

    def said(**options):
        with pytest.raises(InputError) as caught:
            paint("sd", board[:1], **options)
        return caught.value.message

    return said


def planned(folder):
    """What is said when the pipeline is planned, without torch."""
    with pytest.raises(InputError) as caught:
        revision(StableDiffusion(model=str(folder)))
    return caught.value.message


def change_weights(folder, change):
    """Change the tensors of a part; return the name that `change` is given."""
    (file,) = folder.glob("*.safetensors")
    tensors = load_file(file)
    name = sorted(tensors)[3]
    change(tensors, name)
    save_file(tensors, file, metadata={"format": "pt"})
    return name


@pytest.mark.parametrize("part", MODELS)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda tensors, name: tensors.pop(name), "`{}` is missing"),
        (lambda tensors, name: tensors.update(odd=tensors[name].clone()), "`odd` is unknown to it"),
        (
            lambda tensors, name: tensors.update({name: torch.zeros(2, 3)}),
            "`{}` is of another shape",
        ),
    ],
    ids=["missing", "unknown", "of another shape"],
)
def test_tensors_that_do_not_fit_are_named_with_their_folder(copied, refusal, part, change, said):
    name = change_weights(copied / part, change)
    message = refusal(model=str(copied))
    assert said.format(name) in message
    assert f"{copied / part} (option `model`)" in message


def test_a_safety_checker_that_is_left_out_may_lack_tensors(copied, paint, board):
    change_weights(copied / "safety_checker", lambda tensors, name: tensors.pop(name))
    assert paint("sd", board[:1], model=str(copied), safety=False)


@pytest.mark.parametrize("part", MODELS)
@pytest.mark.parametrize(
    ("left", "said"),
    [
        (lambda data: data[:-100], "its head tells of"),
        (lambda data: data + b"\0" * 8, "its head tells of"),
        (lambda data: data[:40], "it has no head"),
        (lambda data: b"", "it has no head"),
        (lambda data: b"version https://git-lfs.github.com/spec/v1\nsize 9\n", "git lfs pull"),
        (lambda data: b"<!doctype html>" * 40, "is no whole safetensors file"),
    ],
    ids=["cut", "longer", "cut in its head", "empty", "pointer", "page"],
)
def test_weights_that_are_not_whole_are_refused_by_the_plan(copied, part, left, said):
    (file,) = (copied / part).glob("*.safetensors")
    file.write_bytes(left(file.read_bytes()))
    message = planned(copied)
    assert said in message
    assert str(file) in message


def test_a_shard_that_is_missing_is_named(copied):
    (file,) = (copied / "unet").glob("*.safetensors")
    file.rename(file.with_name("diffusion_pytorch_model-00001-of-00002.safetensors"))
    assert "lacks diffusion_pytorch_model-00002-of-00002.safetensors" in planned(copied)


@pytest.mark.parametrize(
    "file",
    [
        *(f"{part}/config.json" for part in MODELS),
        "tokenizer/tokenizer_config.json",
        "scheduler/scheduler_config.json",
        "feature_extractor/preprocessor_config.json",
    ],
)
@pytest.mark.parametrize("left", [None, "{", "[]", "{}"], ids=["gone", "cut", "list", "empty"])
def test_settings_that_are_gone_or_broken_are_named(copied, file, left):
    (copied / file).unlink() if left is None else (copied / file).write_text(left)
    assert str(copied / file) in planned(copied)


@pytest.mark.parametrize("how", ["no vocabulary", "no folder", "half of the old form"])
def test_a_tokenizer_without_its_vocabulary_is_refused(copied, how):
    (copied / "tokenizer" / "tokenizer.json").unlink()
    if how == "no folder":
        shutil.rmtree(copied / "tokenizer")
    if how == "half of the old form":
        (copied / "tokenizer" / "vocab.json").write_text("{}")
    assert f"{copied / 'tokenizer'} (option `model`) has no vocabulary" in planned(copied)


def test_a_tokenizer_whose_merges_are_cut_off_is_refused(copied, refusal):
    file = copied / "tokenizer" / "tokenizer.json"
    tokens = json.loads(file.read_text())
    tokens["model"]["merges"] = tokens["model"]["merges"][: len(tokens["model"]["merges"]) // 2]
    file.write_text(json.dumps(tokens))
    assert "that no merge makes" in refusal(model=str(copied))


def test_a_tokenizer_in_the_old_form_paints_the_same(copied, whole, paint, board):
    folder = copied / "tokenizer"
    tokens = json.loads((folder / "tokenizer.json").read_text())["model"]
    (folder / "tokenizer.json").unlink()
    (folder / "vocab.json").write_text(json.dumps(tokens["vocab"]))
    merges = "\n".join(["#version: 0.2", *(" ".join(pair) for pair in tokens["merges"])])
    (folder / "merges.txt").write_text(f"{merges}\n")
    same = paint("sd", board[:1], model=str(whole))
    assert paint("sd", board[:1], model=str(copied)) == same


def test_a_tokenizer_of_another_model_is_refused(copied, refusal):
    tokens = json.loads((copied / "tokenizer" / "tokenizer.json").read_text())
    added = [{"id": 2000 + n, "content": f"<{n}>", "special": False} for n in range(60)]
    for token in added:
        rest = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
        tokens["added_tokens"].append({**token, **rest})
    (copied / "tokenizer" / "tokenizer.json").write_text(json.dumps(tokens))
    assert "they do not belong together" in refusal(model=str(copied))


def change_json(file, **changes):
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def test_a_part_that_the_index_leaves_out_is_named(copied):
    change_json(copied / "model_index.json", vae=[None, None])
    assert "names no vae, which the model needs" in planned(copied)
    change_json(copied / "model_index.json", vae=["diffusers", "AutoencoderKL"], tokenizer=None)
    assert "names no tokenizer" in planned(copied)


def test_a_class_that_nobody_knows_is_named_and_its_code_never_run(copied, refusal):
    change_json(copied / "model_index.json", unet=["my_code", "Mine"])
    (copied / "unet" / "my_code.py").write_text("raise SystemExit")
    assert "is a Mine of my_code, which is not known here" in refusal(model=str(copied))


def test_a_scheduler_that_nobody_knows_is_named(copied, refusal):
    change_json(copied / "scheduler" / "scheduler_config.json", _class_name="MyScheduler")
    assert "holds the settings of a MyScheduler" in refusal(model=str(copied))


def test_a_whole_model_paints_as_ever(whole, paint, board):
    assert paint("sd", board[:1], model=str(whole)) == paint("sd", board[:1])


def test_a_finished_style_of_another_width_is_named_by_its_file(refusal, tmp_path):
    save_file({"emb_params": torch.zeros(1, 48)}, file := tmp_path / "noir.safetensors")
    message = refusal(style={"embedding": str(file)})
    assert message.startswith(f"The file {file} (option `style.embedding`)")
    assert "have 48 numbers" in message
