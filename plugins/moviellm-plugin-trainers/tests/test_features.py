"""Feature files of LLaMA-VID and Video-ChatGPT, read as these trainers read them."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
import torch
from moviellm import InputError, PluginError
from moviellm.film.formats import VideoClock
from moviellm_plugin_trainers.checks.pickle_scan import scan_pickle
from moviellm_plugin_trainers.config import LlamaVidConfig, VideoChatGPTConfig
from moviellm_plugin_trainers.formats.llama_vid import movie_inputs
from moviellm_plugin_trainers.formats.video_chatgpt import pool, sampled
from moviellm_plugin_trainers.media.features import find_extractor
from moviellm_plugin_trainers.media.pickles import write_array, write_movie
from trainer_exports import faults


def loaded(path):
    with path.open("rb") as data:
        return pickle.load(data)


def test_llama_vid_reads_a_frame_a_second_and_its_dialogue(studio):
    film = studio.film()
    target = studio.export("llama-vid", [film])
    movie = loaded(target / "story_feat" / f"{film.id}.pkl")
    frames = VideoClock(film.storyboard, 1).count
    assert movie["feats"].shape == (frames, 257, 1408)
    assert movie["feats"].dtype == np.float16
    assert movie["feats"].flags.writeable
    assert torch.from_numpy(movie["feats"][:, 1:]).shape == (frames, 256, 1408)
    assert movie["inputs"].count("<image>") == frames
    assert movie["inputs"].split("<image>")[26] == "You moved it."
    target = studio.export("llama-vid", [film], questions=["where"])
    movie = loaded(target / "story_feat" / f"{film.id}.pkl")
    assert movie["inputs"].split("<image>")[26] == "Mara: You moved it."
    assert (movie["feats"][0] == movie["feats"][2]).all()
    assert (movie["feats"][2] != movie["feats"][3]).any()


def test_video_chatgpt_reads_100_temporal_and_256_spatial_features(studio):
    film = studio.film()
    features = loaded(studio.export("video-chatgpt", [film]) / "features" / f"{film.id}.pkl")
    assert features.shape == (356, 1024)
    assert features.dtype == np.float16
    assert features[29].any()
    assert not features[30:100].any()


def test_dots_and_signs_in_a_line_survive_the_loader(studio):
    film = studio.film()
    cue = film.storyboard.cues[0].model_copy(update={"text": "Wait... <image> there"})
    board = film.storyboard.model_copy(update={"cues": (cue,)})
    inputs = movie_inputs(film.model_copy(update={"storyboard": board}))
    assert "Wait… ‹image› there" in inputs.replace("...", "")
    assert inputs.count("<image>") == 30


@pytest.mark.parametrize("frames", [1, 2, 99, 100, 101, 1331, 7200])
def test_frames_are_sampled_as_the_authors_do(frames):
    seg_size = float(frames - 1) / min(frames, 100)
    expected = []
    for i in range(min(frames, 100)):
        start, end = int(np.round(seg_size * i)), int(np.round(seg_size * (i + 1)))
        expected.append((start + end) // 2)
    assert sampled(frames) == expected


@pytest.mark.parametrize("frames", [1, 7, 100, 250])
def test_features_are_pooled_as_the_authors_do(frames):
    numbers = np.random.default_rng(frames)
    features = numbers.standard_normal((frames, 6, 5)).astype(np.float16)
    chosen = sampled(frames)
    kept = features[chosen]
    temporal = np.pad(kept.mean(axis=1), ((0, 100 - len(chosen)), (0, 0)))
    expected = np.concatenate([temporal, kept.mean(axis=0)])
    parts = np.array_split(features, 3) if frames > 3 else [features]
    assert np.allclose(pool(parts, chosen), expected, atol=2e-3)


def test_features_are_streamed_into_the_pickle_and_need_not_be_held(tmp_path):
    parts = (np.full((2, 3, 4), at, np.float16) for at in range(5))
    write_movie(tmp_path / "m.pkl", parts, (10, 3, 4), "<image>é" * 10)
    movie = loaded(tmp_path / "m.pkl")
    assert movie["feats"][:, 0, 0].tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert movie["inputs"] == "<image>é" * 10
    with pytest.raises(ValueError, match="24 bytes"):
        write_array(tmp_path / "a.pkl", [np.zeros((3, 4), np.float16)], (4, 4))


def test_numpy_of_any_age_finds_the_names_in_the_pickle(tmp_path):
    write_array(tmp_path / "a.pkl", [np.zeros((3, 4), np.float16)], (3, 4))
    data = (tmp_path / "a.pkl").read_bytes()
    assert b"numpy.core.multiarray" in data
    assert b"numpy._core" not in data


@pytest.mark.parametrize("protocol", range(6))
def test_pickles_of_others_are_understood_without_loading_them(tmp_path, protocol):
    movie = {"feats": np.zeros((4, 257, 1408), np.float16), "inputs": "<image>a" * 4}
    path = tmp_path / "m.pkl"
    path.write_bytes(pickle.dumps(movie, protocol=protocol))
    with path.open("rb") as data:
        held = scan_pickle(data)
    assert (4, 257, 1408) in held.shapes
    assert "f2" in held.kinds
    assert held.texts["inputs"] == "<image>a" * 4


def test_a_pickle_that_would_run_something_is_only_looked_at(studio, tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "exploded"), "w"))

    target = studio.export("llama-vid")
    (path,) = target.glob("story_feat/*.pkl")
    path.write_bytes(pickle.dumps({"feats": Bomb(), "inputs": "<image>"}))
    assert any("features-are-frames-and-inputs" in fault for fault in faults(target))
    assert not (tmp_path / "exploded").exists()


def vision(folder, kind, **config):
    import transformers

    torch.manual_seed(0)
    config = getattr(transformers, f"{kind}VisionConfig")(
        num_attention_heads=2, image_size=224, patch_size=14, **config
    )
    getattr(transformers, f"{kind}VisionModel")(config).save_pretrained(folder)
    return str(folder)


def test_eva_gives_the_last_block_without_its_norm(studio, tmp_path):
    from transformers import Blip2VisionModel

    folder = vision(
        tmp_path / "eva", "Blip2", hidden_size=8, intermediate_size=8, num_hidden_layers=2
    )
    config = LlamaVidConfig(extractor="eva-vit-g", model=folder)
    extractor = find_extractor(config, (257, 8))
    pictures = [studio.blobs.get(one.digest) for one in studio.film().footage.pictures[:2]]
    made = extractor.features(pictures)
    assert made.shape == (2, 257, 8)
    assert made.dtype == np.float16
    model = Blip2VisionModel.from_pretrained(folder).eval()
    seen = []
    model.encoder.layers[-1].register_forward_hook(lambda *call: seen.append(call[-1]))
    with torch.inference_mode():
        model(pixel_values=torch.stack([extractor._pixels(data) for data in pictures]))
    last = seen[0][0] if isinstance(seen[0], tuple) else seen[0]
    assert np.allclose(made, last.numpy(), atol=1e-2)


def test_clip_gives_the_patches_of_the_last_layer_but_one(studio, tmp_path):
    folder = vision(
        tmp_path / "clip", "CLIP", hidden_size=8, intermediate_size=8, num_hidden_layers=3
    )
    config = VideoChatGPTConfig(extractor="clip-vit-l", model=folder)
    pictures = [studio.blobs.get(studio.film().footage.pictures[0].digest)]
    assert find_extractor(config, (256, 8)).features(pictures).shape == (1, 256, 8)


def test_weights_of_another_width_are_refused(tmp_path):
    folder = vision(
        tmp_path / "clip", "CLIP", hidden_size=8, intermediate_size=8, num_hidden_layers=2
    )
    config = VideoChatGPTConfig(extractor="clip-vit-l", model=folder)
    with pytest.raises(
        PluginError, match="makes 256 x 8 features a frame; this trainer reads 256 x 1024"
    ):
        find_extractor(config, (256, 1024))


def test_an_unknown_extractor_and_missing_weights_are_one_sentence(tmp_path):
    with pytest.raises(PluginError, match="no extractor 'nope'") as unknown:
        find_extractor(LlamaVidConfig(extractor="nope"), (257, 1408))
    assert "digest" in unknown.value.hint
    with pytest.raises(InputError, match="finds no weights"):
        find_extractor(LlamaVidConfig(extractor="eva-vit-g"), (257, 1408))


def test_an_extractor_of_another_package_is_found(studio, tmp_path, monkeypatch):
    info = tmp_path / "site" / "grey_features-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: grey-features\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[moviellm_trainers.features]\ngrey = grey_features:Grey\nbroken = grey_features:gone\n"
        "lost = no_such_package:Grey\n"
    )
    (tmp_path / "site" / "grey_features.py").write_text(
        "import numpy as np\n"
        "class Grey:\n"
        "    def __init__(self, config, shape):\n"
        "        self.shape = shape\n"
        "    def features(self, pictures):\n"
        "        return np.full((len(pictures), *self.shape), 0.5, np.float16)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    target = studio.export("video-chatgpt", extractor="grey")
    assert faults(target) == []
    features = loaded(target / "features" / "film-tiny.pkl")
    assert (features[:30] == 0.5).all()
    for name in ("broken", "lost"):
        with pytest.raises(PluginError, match=f"The extractor '{name}' cannot be imported"):
            studio.export("video-chatgpt", extractor=name)
