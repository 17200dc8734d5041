"""Learning moves the new vectors and nothing else, and says how it went."""

from __future__ import annotations

import pytest
import tiny_diffusion
import torch
from moviellm import FilmError, InputError
from moviellm.film import Phrase, Style
from moviellm_plugins_sd.style.embedding import training_record, vectors_for
from moviellm_plugins_sd.style.encoders import encode, encoders_of, is_xl, tokenize
from moviellm_plugins_sd.style.freezing import frozen
from moviellm_plugins_sd.style.learning import learn_style
from moviellm_plugins_sd.style.loading import load_style
from moviellm_plugins_sd.style.options import StyleOptions
from moviellm_plugins_sd.style.training import StyleTraining
from moviellm_plugins_sd.style.training_batches import TrainingBatches
from PIL import Image
from safetensors.torch import load as load_tensors

MODELS = ("sd", pytest.param("sdxl", marks=pytest.mark.slow))
MODULES = ("vae", "unet", "text_encoder", "text_encoder_2")


def weights(pipeline):
    """Every number of every model of a pipeline, and whether it asks for a gradient."""
    return {
        f"{name}.{key}": (value.detach().clone(), value.requires_grad)
        for name in MODULES
        if getattr(pipeline, name, None) is not None
        for key, value in (
            *getattr(pipeline, name).named_parameters(),
            *getattr(pipeline, name).named_buffers(),
        )
    }


def starting_vectors(pipeline, count):
    """The vectors of the first tokens of the style's words, as learning starts from."""
    found = []
    for encoder in encoders_of(pipeline):
        tokens = encoder.tokens("stormy heavy rain")[:count]
        found.append(encoder.model.get_input_embeddings().weight[tokens].detach())
    return found


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("checkpointing", [True, False])
def test_every_other_parameter_stays_bit_for_bit(
    load, learn, paint, tmp_path, model, checkpointing
):
    pipeline = load(model)
    before, picture = weights(pipeline), paint(pipeline, "a lighthouse")
    learn(pipeline, tmp_path, gradient_checkpointing=checkpointing)
    after = weights(pipeline)
    assert after.keys() == before.keys()
    for name, (value, wanted) in before.items():
        assert torch.equal(after[name][0], value), name
        assert after[name][1] == wanted, name
    assert not pipeline.unet.is_gradient_checkpointing
    assert paint(pipeline, "a lighthouse") == picture


@pytest.mark.parametrize(("model", "vectors"), [("sd", 1), ("sd", 3), ("sdxl", 3)])
def test_the_new_vectors_move_in_every_encoder(load, learn, tmp_path, model, vectors):
    pipeline = load(model)
    tensors = load_tensors(learn(pipeline, tmp_path, vectors=vectors))
    names = ["clip_l", "clip_g"] if model == "sdxl" else ["emb_params"]
    assert sorted(tensors) == sorted(names)
    for name, start in zip(names, starting_vectors(pipeline, vectors), strict=True):
        assert tensors[name].shape == (vectors, 32)
        assert tensors[name].isfinite().all()
        assert ((tensors[name] - start).abs().amax(dim=1) > 1e-3).all()


@pytest.mark.slow
def test_gradient_checkpointing_changes_nothing_but_memory(load, learn, tmp_path):
    first = learn(load("sdxl"), tmp_path / "a", gradient_checkpointing=True)
    second = learn(load("sdxl"), tmp_path / "b", gradient_checkpointing=False)
    for name, tensor in load_tensors(first).items():
        torch.testing.assert_close(load_tensors(second)[name], tensor)


@pytest.mark.parametrize("model", MODELS)
def test_the_loss_falls_on_what_is_learned(load, model):
    pipeline = load(model)
    encoders = encoders_of(pipeline)
    options = StyleOptions(size=64, accumulation=2, learning_rates=(0.01,))
    batches = TrainingBatches(
        pipeline, [Image.new("RGB", (64, 64), "teal")], options
    ).evaluation_batches(1)
    with frozen(pipeline, encoders, checkpointing=False):
        training = StyleTraining(pipeline, encoders, "stormy", options, seed=1)
        losses = [training.evaluate(batches)]
        for _ in range(5):
            training.train_step(batches)
            losses.append(training.evaluate(batches))
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0]


def test_the_record_tells_how_it_was_learned(load, learn, tmp_path):
    record = training_record(learn(load("sd"), tmp_path))
    assert record["format"] == "moviellm-style-1"
    assert record["synthetic"] is True
    assert record["style"]["keyword"] == "stormy"
    assert record["model"] == "tiny"
    assert record["options"]["learning_rates"] == [0.1, 0.05]
    assert all("((heavy rain))" in prompt for prompt in record["prompts"])
    assert len(set(record["pictures_sha256"])) == 2
    assert record["steps_skipped"] == 0
    assert str(tmp_path) not in str(record)


@pytest.mark.parametrize(
    ("options", "steps", "guidance"),
    [({}, 3, 2.0), ({"image_steps": 1, "guidance_scale": 0}, 1, 0)],
)
def test_pictures_are_painted_as_the_painter_paints_unless_options_say_otherwise(
    load, tmp_path, options, steps, guidance
):
    pipeline = load("sd")
    given = StyleOptions(images=1, size=64, steps=1, **options)
    data = learn_style(
        pipeline, Style(keyword="dim"), given, seed=1, folder=tmp_path, check=lambda: None,
        progress=lambda done, whole: None, steps=3, guidance=2.0,
    )  # fmt: skip
    assert len(pipeline.scheduler.timesteps) == steps
    assert pipeline.guidance_scale == guidance
    found = training_record(data)["options"]
    assert (found["image_steps"], found["guidance_scale"]) == (steps, guidance)


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_an_ip_adapter_does_not_take_part_and_stays(load, learn, folders, tmp_path, model):
    from transformers import CLIPVisionModelWithProjection

    pipeline = load(model)
    bare = learn(pipeline, tmp_path / "bare")
    encoder = CLIPVisionModelWithProjection.from_pretrained(
        tiny_diffusion.tiny_image_encoder(tmp_path / "encoder")
    )
    pipeline.register_modules(image_encoder=encoder)
    file = tiny_diffusion.tiny_adapter(tmp_path / "adapter.safetensors", folders[model])
    pipeline.load_ip_adapter(str(tmp_path), subfolder="", weight_name=file.name)

    def reference_bands():
        return pipeline(
            "a map", width=64, height=64, num_inference_steps=1, output_type="np",
            generator=torch.Generator().manual_seed(1),
            ip_adapter_image=Image.new("RGB", (32, 32), "red"),
        ).images.tobytes()  # fmt: skip

    before = reference_bands()
    assert learn(pipeline, tmp_path / "adapted") == bare
    assert reference_bands() == before


def test_progress_counts_pictures_and_steps(load, learn, tmp_path):
    told = []
    learn(load("sd"), tmp_path, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(done, 5) for done in range(1, 6)]


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_learning_sees_what_the_pipeline_paints_with(load, learned, model):
    pipeline = load(model)
    words = load_style(pipeline, learned[model])
    encoders = encoders_of(pipeline)
    rows = vectors_for(encoders, learned[model])
    template = "generate an image in {} style"
    prompts = [tokenize(encoder, [template], 2) for encoder in encoders]
    states, pooled = encode(encoders, prompts, rows, penultimate=is_xl(pipeline))
    with torch.no_grad():
        own = pipeline.encode_prompt(
            template.format(words),
            device="cpu",
            num_images_per_prompt=1,
            do_classifier_free_guidance=False,
        )
    torch.testing.assert_close(states, own[0])
    if is_xl(pipeline):
        torch.testing.assert_close(pooled, own[2])


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_the_target_is_what_the_scheduler_predicts(load, prediction):
    from diffusers import DDIMScheduler

    pipeline = load("sd")
    pipeline.scheduler = DDIMScheduler.from_config(
        pipeline.scheduler.config, prediction_type=prediction
    )
    batches = TrainingBatches(pipeline, [Image.new("RGB", (64, 64), "teal")], StyleOptions())
    batch = batches.draw(3)
    share = pipeline.scheduler.alphas_cumprod[batch.times]
    # noisy = sqrt(share) clean + sqrt(1 - share) noise; velocity = sqrt(share) noise - ... clean
    if prediction == "epsilon":
        clean = (batch.noisy - (1 - share).sqrt() * batch.target) / share.sqrt()
    else:
        clean = share.sqrt() * batch.noisy - (1 - share).sqrt() * batch.target
    latents = pipeline.vae.encode(pixels("teal")).latent_dist
    off = (clean / pipeline.vae.config.scaling_factor - latents.mean).abs()
    assert (off < 6 * latents.std + 1e-3).all()


def pixels(colour):
    red, green, blue = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
    return torch.tensor([red, green, blue]).view(1, 3, 1, 1).expand(1, 3, 64, 64) / 127.5 - 1


def test_pictures_are_also_seen_mirrored(load):
    half = Image.new("RGB", (64, 64), "black")
    half.paste("white", (0, 0, 32, 64))
    seen = [
        len(TrainingBatches(load("sd"), [half], StyleOptions(flips=f)).evaluation_batches(1))
        for f in (0, 1)
    ]
    assert seen == [1, 2]


@pytest.mark.slow
@pytest.mark.parametrize(("model", "precision"), [("sdxl", "bf16"), ("sd", "fp16")])
def test_less_precise_arithmetic_learns_much_the_same(load, learn, tmp_path, model, precision):
    pipeline = load(model)
    less = load_tensors(learn(pipeline, tmp_path, precision=precision))
    full = load_tensors(learn(pipeline, tmp_path))
    names = ["clip_l", "clip_g"] if model == "sdxl" else ["emb_params"]
    for name, start in zip(names, starting_vectors(pipeline, 1), strict=True):
        assert not torch.equal(less[name], full[name])
        moves = (less[name] - start, full[name] - start)
        assert torch.cosine_similarity(*moves).item() > 0.7


@pytest.mark.slow
def test_weights_of_half_precision_are_learned_on(load, learn, tmp_path):
    data = learn(load("sd", dtype=torch.bfloat16), tmp_path, images=1, steps=2)
    assert all(tensor.dtype == torch.float32 for tensor in load_tensors(data).values())


def test_a_seed_and_a_style_give_the_same_bytes(load, learn, tmp_path):
    assert learn(load("sd"), tmp_path / "a") == learn(load("sd"), tmp_path / "b")


def test_a_model_that_paints_one_colour_is_told(load, learn, tmp_path):
    pipeline = load("sd")
    pipeline.unet.conv_out.weight.data.fill_(float("nan"))
    with pytest.raises(FilmError, match="one colour with 4 seeds"), pytest.warns(RuntimeWarning):
        learn(pipeline, tmp_path)


def test_learning_that_diverges_is_told(load, learn, tmp_path):
    learn(load("sd"), tmp_path)
    broken = load("sd")
    broken.unet.conv_out.weight.data.fill_(float("nan"))
    with pytest.raises(FilmError, match="diverged at step 1"):
        learn(broken, tmp_path)


def test_a_template_longer_than_the_encoder_reads_is_refused(load, learn, tmp_path):
    with pytest.raises(InputError, match="the text encoder reads at most 77"):
        learn(load("sd"), tmp_path, templates=("{} " + "z" * 80,))
    assert not list(tmp_path.rglob("*.png"))


def test_a_scheduler_of_another_kind_is_refused_before_anything_is_painted(load, learn, tmp_path):
    from diffusers import FlowMatchEulerDiscreteScheduler

    pipeline = load("sd")
    pipeline.scheduler = FlowMatchEulerDiscreteScheduler()
    with pytest.raises(InputError, match="FlowMatchEulerDiscreteScheduler"):
        learn(pipeline, tmp_path)
    assert not list(tmp_path.iterdir())


def test_places_to_learn_from_differ():
    from moviellm_plugins_sd.style.subjects import subject

    assert len(set(map(subject, range(120)))) == 120


def test_a_style_is_told_whole_however_long(load, tmp_path):
    def of(*phrases):
        style = Style(keyword="long", phrases=tuple(Phrase(text=text) for text in phrases))
        options = StyleOptions(images=1, image_steps=1, size=64, steps=1)
        data = learn_style(
            load("sd"), style, options, seed=1, folder=tmp_path,
            check=lambda: None, progress=lambda done, whole: None,
        )  # fmt: skip
        return training_record(data)["pictures_sha256"]

    many = ["gloomy halls of painted glass"] * 12
    assert of(*many, "fog") != of(*many, "sun")
