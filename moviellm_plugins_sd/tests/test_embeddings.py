"""Embeddings as diffusers itself makes them, and what it cannot: long and weighted prompts."""

from __future__ import annotations

import pytest
import torch
from diffusers import StableDiffusionPipeline, StableDiffusionXLPipeline
from moviellm_plugins_sd.prompt.encoder import PromptEncoder, TextTower

SHORT = "a man in the lighthouse, a red coat"
LONG = ", ".join([SHORT, "a woman in the red lighthouse"] * 6)


@pytest.fixture(scope="module")
def sd(tiny_sd):
    return StableDiffusionPipeline.from_pretrained(tiny_sd)


@pytest.fixture(scope="module")
def sdxl(tiny_sdxl):
    return StableDiffusionXLPipeline.from_pretrained(tiny_sdxl)


def encoder_of(pipeline):
    towers = [TextTower(pipeline.tokenizer, pipeline.text_encoder, penultimate=False)]
    if hasattr(pipeline, "tokenizer_2"):
        towers = [
            TextTower(pipeline.tokenizer, pipeline.text_encoder, penultimate=True),
            TextTower(pipeline.tokenizer_2, pipeline.text_encoder_2, penultimate=True),
        ]
    return PromptEncoder(towers)


def test_a_short_prompt_is_encoded_as_stable_diffusion_does(sd):
    said, against = encoder_of(sd).encode(SHORT, "blurred")
    own, negative = sd.encode_prompt(SHORT, "cpu", 1, True, "blurred")
    torch.testing.assert_close(said.states, own[0])
    torch.testing.assert_close(against.states, negative[0])


def test_a_short_prompt_is_encoded_as_sdxl_does_by_both_encoders(sdxl):
    said, against = encoder_of(sdxl).encode(SHORT, "blurred")
    own, negative, pooled, negative_pooled = sdxl.encode_prompt(SHORT, negative_prompt="blurred")
    torch.testing.assert_close(said.states, own[0])
    torch.testing.assert_close(against.states, negative[0])
    torch.testing.assert_close(said.pooled, pooled[0])
    torch.testing.assert_close(against.pooled, negative_pooled[0])


@pytest.mark.parametrize("kind", ["sd", "sdxl"])
def test_a_long_prompt_is_read_to_its_end(kind, request):
    encoder = encoder_of(request.getfixturevalue(kind))
    first, against = encoder.encode(LONG, "blurred")
    other, _ = encoder.encode(f"{LONG[:-10]}style", "blurred")
    assert first.states.shape[0] > 77
    assert first.states.shape[0] % 77 == 0
    assert first.states.shape == against.states.shape
    assert torch.equal(first.states[:77], other.states[:77])
    assert not torch.equal(first.states, other.states)


@pytest.mark.parametrize("kind", ["sd", "sdxl"])
def test_a_weighted_phrase_weighs_more_and_the_whole_stays_as_strong(kind, request):
    encoder = encoder_of(request.getfixturevalue(kind))
    plain, _ = encoder.encode("a man, a map", "")
    heavy, _ = encoder.encode("a man, ((a map))", "")
    ratio = (heavy.states / plain.states).mean(dim=1)
    assert ratio[4] / ratio[1] == pytest.approx(1.1**2, rel=1e-4)
    assert heavy.states.norm() == pytest.approx(float(plain.states.norm()), rel=1e-3)


def test_what_recurs_is_encoded_once(sd):
    calls = []
    hook = sd.text_encoder.register_forward_hook(lambda *_: calls.append(1))
    encoder = encoder_of(sd)
    for number in range(5):
        encoder.encode(f"a man {number}", "blurred, low quality")
    hook.remove()
    assert len(calls) == 6
