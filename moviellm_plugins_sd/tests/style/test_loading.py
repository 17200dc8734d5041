"""Embedding files: what is loaded, what it paints, and what is refused."""

from __future__ import annotations

import pickle

import pytest
import torch
from moviellm import InputError
from moviellm_plugins_sd.style.embedding import training_record
from moviellm_plugins_sd.style.encoders import encoders_of
from moviellm_plugins_sd.style.loading import load_style
from safetensors.torch import load as load_tensors
from safetensors.torch import save

MODELS = ("sd", "sdxl")


def embeddings(pipeline, words):
    """The vectors of these words, encoder by encoder."""
    return [
        encoder.model.get_input_embeddings().weight[
            encoder.tokenizer.convert_tokens_to_ids(words.split())
        ]
        for encoder in encoders_of(pipeline)
    ]


@pytest.mark.parametrize("model", MODELS)
def test_a_loaded_file_paints_the_same_pixels_again(load, learned, paint, model):
    pictures = []
    for _ in range(2):
        pipeline = load(model)
        words = load_style(pipeline, learned[model])
        pictures.append(paint(pipeline, f"a lighthouse in {words} style"))
    assert pictures[0] == pictures[1]
    assert pictures[0] != paint(load(model), "a lighthouse in stormy style")


@pytest.mark.parametrize("model", MODELS)
def test_diffusers_loads_the_file_by_itself(load, learned, paint, tmp_path, model):
    pipeline, own = load(model), load(model)
    words = load_style(pipeline, learned[model])
    tensors = load_tensors(learned[model])
    for encoder in encoders_of(own):
        vectors = tensors[encoder.name if model == "sdxl" else "emb_params"]
        own.load_textual_inversion(
            {"any": vectors}, token="<s>", tokenizer=encoder.tokenizer, text_encoder=encoder.model
        )
    assert paint(own, "a map in <s> style") == paint(pipeline, f"a map in {words} style")


@pytest.mark.parametrize("model", MODELS)
def test_each_vector_is_a_word_that_the_tokenizer_knows(load, learned, model):
    pipeline = load(model)
    words = load_style(pipeline, learned[model])
    assert len(words.split()) == 2
    for encoder in encoders_of(pipeline):
        assert encoder.tokenizer.tokenize(f"In {words} style") == [
            "in</w>",
            *words.split(),
            "style</w>",
        ]
        assert pipeline.maybe_convert_prompt(f"in {words}", encoder.tokenizer) == f"in {words}"


@pytest.mark.parametrize("model", MODELS)
def test_other_prompts_are_painted_as_before(load, learned, paint, model):
    pipeline = load(model)
    before = paint(pipeline, "a woman in the red coat")
    load_style(pipeline, learned[model])
    assert paint(pipeline, "a woman in the red coat") == before


def test_loading_again_changes_nothing(load, learned):
    pipeline = load("sdxl")
    words = load_style(pipeline, learned["sdxl"])
    sizes = [len(encoder.tokenizer) for encoder in encoders_of(pipeline)]
    assert load_style(pipeline, learned["sdxl"]) == words
    assert [len(encoder.tokenizer) for encoder in encoders_of(pipeline)] == sizes


def test_two_styles_stand_side_by_side(load, learned, learn, tmp_path):
    pipeline = load("sd")
    other = learn(load("sd"), tmp_path, vectors=3)
    words = [load_style(pipeline, data) for data in (learned["sd"], other)]
    for data, said in zip((learned["sd"], other), words, strict=True):
        (vectors,) = embeddings(pipeline, said)
        assert torch.equal(vectors, load_tensors(data)["emb_params"])


def test_a_style_learned_on_a_model_can_be_loaded_into_that_very_pipeline(
    load, learn, paint, tmp_path
):
    pipeline = load("sdxl")
    data = learn(pipeline, tmp_path)
    words = load_style(pipeline, data)
    fresh = load("sdxl")
    load_style(fresh, data)
    assert paint(pipeline, f"in {words} style") == paint(fresh, f"in {words} style")


def test_weights_of_half_precision_take_the_vectors(load, learned):
    pipeline = load("sd", dtype=torch.bfloat16)
    (vectors,) = embeddings(pipeline, load_style(pipeline, learned["sd"]))
    assert vectors.dtype == torch.bfloat16
    assert torch.equal(vectors, load_tensors(learned["sd"])["emb_params"].bfloat16())


def test_the_pooled_prompt_ends_at_its_end_on_checkpoints_with_the_old_id(load, learned):
    def pooled(pipeline, prompt):
        with torch.no_grad():
            return pipeline.encode_prompt(prompt, do_classifier_free_guidance=False)[2]

    now, old = load("sdxl"), load("sdxl")
    for module in old.text_encoder_2.modules():
        if hasattr(module, "eos_token_id"):
            module.eos_token_id = 2
    plain = pooled(old, "a map")
    words = load_style(old, learned["sdxl"])
    load_style(now, learned["sdxl"])
    assert torch.equal(pooled(old, "a map"), plain)
    said = f"a map in {words} style, red coat"
    assert torch.equal(pooled(old, said), pooled(now, said))


def test_the_refiner_takes_the_vectors_of_its_one_encoder(load, learned):
    pipeline = load("refiner")
    (vectors,) = embeddings(pipeline, load_style(pipeline, learned["sdxl"]))
    assert torch.equal(vectors, load_tensors(learned["sdxl"])["clip_g"])


TWO = torch.linspace(-1, 1, 64).reshape(2, 32)


@pytest.mark.parametrize(
    ("model", "tensors"),
    [
        ("sd", {"emb_params": TWO}),
        ("sd", {"<dramatic>": TWO}),
        ("sd", {"<dramatic>": TWO[0].clone()}),
        ("sd", {"emb_params": TWO.half()}),
        ("sdxl", {"clip_l": TWO, "clip_g": TWO + 1}),
        ("sdxl", {"text_encoders_0": TWO, "text_encoders_1": TWO + 1}),
    ],
)
def test_embeddings_of_other_programs_are_loaded(load, model, tensors):
    data = save(tensors)
    assert training_record(data) == {}
    pipeline = load(model)
    loaded = embeddings(pipeline, load_style(pipeline, data))
    for vectors, given in zip(loaded, tensors.values(), strict=True):
        assert torch.equal(vectors, given.reshape(-1, 32).float())


def zipped(tmp_path):
    torch.save({"string_to_param": {"*": TWO}}, tmp_path / "style.pt")
    return (tmp_path / "style.pt").read_bytes()


WIDE = torch.zeros(1, 48)


@pytest.mark.parametrize(
    ("model", "make", "words"),
    [
        ("sd", zipped, "is a pickle, which can run code"),
        ("sd", lambda _: pickle.dumps({"*": [1.0]}), "is a pickle, which can run code"),
        ("sd", lambda _: b"", "no safetensors file"),
        ("sd", lambda _: b"<html>" * 9, "no safetensors file"),
        ("sd", lambda _: save({}), "has 0 tensors"),
        ("sd", lambda _: save({f"{n}.weight": WIDE + n for n in range(9)}), "has 9 tensors"),
        ("sd", lambda _: save({"clip_l": TWO, "clip_g": WIDE}), "one of SDXL has two"),
        ("sdxl", lambda _: save({"emb_params": TWO}), "one of SDXL has two"),
        ("sdxl", lambda _: save({"a": TWO, "b": WIDE}), "`a` of width 32 and `b` of width 48"),
        ("sdxl", lambda _: save({"clip_l": TWO, "clip_g": WIDE}), "vectors have 48 numbers"),
        ("sd", lambda _: save({"x": WIDE}), "have 48 numbers, and .* text encoder 32"),
        ("sd", lambda _: save({"x": torch.zeros(())}), "have 0 numbers"),
        ("sd", lambda _: save({"x": torch.zeros(0, 32)}), "has 0 vectors"),
        ("sd", lambda _: save({"x": torch.zeros(65, 32)}), "has 65 vectors"),
        ("sd", lambda _: save({"x": TWO.long()}), "torch.int64"),
        ("sd", lambda _: save({"x": TWO * torch.nan}), "not finite"),
    ],
)
def test_other_files_are_refused_with_the_reason(load, tmp_path, model, make, words):
    pipeline = load(model)
    sizes = [len(encoder.tokenizer) for encoder in encoders_of(pipeline)]
    with pytest.raises(InputError, match=words) as raised:
        load_style(pipeline, make(tmp_path))
    assert raised.value.hint
    assert [len(encoder.tokenizer) for encoder in encoders_of(pipeline)] == sizes
