"""Pictures: by the slate alone, marked, in any size that the model paints, in batches."""

from __future__ import annotations

import io
import logging
from dataclasses import replace

import pytest
from moviellm import Cancelled, InputError
from moviellm.testing import make_context
from PIL import Image
from tiny_painters import PAINTERS


@pytest.mark.parametrize("name", ["sd", "sdxl"])
def test_a_picture_depends_on_its_slate_alone(paint, board, name):
    whole = paint(name, board[:3])
    assert len(set(whole)) == 3
    assert paint(name, board[2:3]) == whole[2:]
    assert paint(name, [board[0].model_copy(update={"seed": 5})]) != whole[:1]


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_pictures_say_that_a_model_made_them(paint, board, kind):
    (data,) = paint("sd", board[:1], format=kind)
    assert b"digitalsourcetype/trainedAlgorithmicMedia" in data
    image = Image.open(io.BytesIO(data))
    assert image.format == {"jpg": "JPEG", "png": "PNG"}[kind]
    assert {"xmp", "XML:com.adobe.xmp"} & set(image.info)


@pytest.mark.parametrize("name", PAINTERS)
def test_pictures_have_the_size_that_was_asked_for(paint, board, name):
    (data,) = paint(name, board[:1], size=(96, 64))
    assert Image.open(io.BytesIO(data)).size == (96, 64)
    (data,) = paint(name, board[:1])
    assert Image.open(io.BytesIO(data)).size == (64, 64)


def test_a_size_far_from_the_models_own_is_refused(paint, board):
    with pytest.raises(InputError, match="was trained on 64 x 64"):
        paint("sd", board[:1], size=(512, 512))


def test_an_odd_size_is_told_of(paint, board, caplog):
    paint("sd", board[:1], size=(160, 64))
    assert "things may be repeated" in caplog.text


def test_sides_that_are_no_multiple_of_eight_are_refused(painter):
    with pytest.raises(ValueError, match="multiples of 8 pixels, and 100 is none"):
        painter("sd", size=(100, 64))


@pytest.mark.slow
@pytest.mark.parametrize("name", PAINTERS)
@pytest.mark.parametrize("guidance", [0.0, 7.0])
def test_a_batch_paints_what_single_calls_do_but_for_rounding(everything, board, name, guidance):
    alone = everything(name, board[:3], guidance=guidance)
    together = everything(name, board[:3], guidance=guidance, batch_size=3)
    assert len(set(alone)) == 3
    assert all(map(alike, alone, together))


@pytest.mark.slow
@pytest.mark.parametrize("name", PAINTERS)
@pytest.mark.parametrize("offload", ["model", "sequential"])
def test_offloading_paints_the_same_pictures(everything, board, name, offload):
    plain = everything(name, board[:2])
    assert all(map(alike, plain, everything(name, board[:2], offload=offload)))


def test_prompts_of_other_lengths_do_not_share_a_batch(paint, board):
    long = board[1].model_copy(update={"prompt": board[1].prompt + " a red map," * 40})
    mixed = paint("sd", [board[0], long, board[2]], batch_size=4, format="png")
    assert len(set(mixed)) == 3


def test_without_guidance_no_negative_prompt_is_read(paint, board):
    one = paint("sd", board[:1], guidance=1.0)
    assert one == paint("sd", board[:1], guidance=1.0, negative="a red coat")
    guided = paint("sd", board[:1], guidance=7.0)
    assert guided != paint("sd", board[:1], guidance=7.0, negative="a red coat")


def test_a_run_that_is_stopped_ends_between_batches(painter, board):
    painted = []
    context = make_context(cancelled=lambda: len(painted) >= 2)
    pictures = painter("sd").moviellm_paint(board, context)
    with pytest.raises(Cancelled):
        painted.extend(map(painted.append, pictures))
    assert len(painted) < len(board)


def test_what_it_paints_with_is_recorded(painter, board):
    facts = {}
    context = replace(make_context(), record=facts.__setitem__)
    list(painter("sd").moviellm_paint(board[:1], context))
    assert facts["device"] == "cpu"
    assert facts["dtype"] == "float32"
    assert {"torch", "diffusers", "transformers"} <= set(facts)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAINTERS)
def test_a_style_is_learned_and_used_with_offloading(everything, board, name):
    style = {"images": 1, "image_steps": 1, "steps": 2, "accumulation": 1, "size": 64}
    plain = everything(name, board[:2], style=style)
    offloaded = everything(name, board[:2], style=style, offload="model")
    assert plain != everything(name, board[:2])
    assert all(map(alike, plain, offloaded))


@pytest.mark.parametrize(
    "other", [{"attention_slicing": True}, {"vae_tiling": True}, {"vae_slicing": False}], ids=str
)
def test_sparing_memory_paints_the_same_film(everything, board, other):
    assert all(map(alike, everything("sd", board[:2]), everything("sd", board[:2], **other)))


def test_learning_a_style_tells_that_it_does_not_hang(painter, board, caplog):
    style = {"images": 2, "image_steps": 1, "steps": 3, "size": 64}
    told = []
    caplog.set_level(logging.INFO)
    context = replace(make_context(), progress=lambda *moved: told.append(moved))
    next(iter(painter("sd", style=style).moviellm_paint(board[:1], context)))
    assert told == [(0, 1)] * 5
    assert f"the style “{board[0].style.keyword}” is learned first" in caplog.text


def test_a_device_that_is_not_here(paint, board):
    with pytest.raises(InputError, match="device 'cuda:7' is not here"):
        paint("sd", board[:1], device="cuda:7")


@pytest.fixture(scope="module")
def everything(paint, adapters, image_encoder, tiny_refiner):
    """Paint PNG files with portraits, and SDXL with its refiner; without options once each."""
    known = {}

    def painted(name, slates, **options):
        if options:
            return made(name, slates, **options)
        asked = (name, *(slate.seed for slate in slates))
        if asked not in known:
            known[asked] = made(name, slates)
        return known[asked]

    def made(name, slates, **options):
        adapter = {"file": str(adapters[name]), "image_encoder": str(image_encoder)}
        options = {"format": "png", "ip_adapter": adapter, "steps": 4, **options}
        if name == "sdxl":
            options["refiner"] = {"model": str(tiny_refiner)}
        return paint(name, slates, **options)

    return painted


def alike(first, second):
    """Whether two pictures differ by rounding at most."""
    pairs = zip(pixels(first), pixels(second), strict=True)
    return max(abs(a - b) for a, b in pairs) <= 1


def pixels(data):
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()
