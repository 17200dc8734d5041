"""The numbers are those of CLIP and LPIPS, computed again with numpy alone."""

from __future__ import annotations

import io
import json
from itertools import pairwise

import numpy as np
import pytest
from moviellm.runs import open_run
from moviellm_plugins_sd.measure.frames import frame_images, square
from PIL import Image
from safetensors.numpy import load_file

MEAN = np.array([0.48145466, 0.4578275, 0.40821073])
SPREAD = np.array([0.26862954, 0.26130258, 0.27577711])


def clip_vector(weights, image):
    """A picture's unit vector, by the formulas of CLIP's vision tower (arXiv 2103.00020)."""
    size = tuple(32 * side // min(image.size) for side in image.size)
    pixels = np.asarray(image.resize(size, Image.Resampling.BICUBIC), dtype=np.float64) / 255
    top, left = (pixels.shape[0] - 32) // 2, (pixels.shape[1] - 32) // 2
    pixels = (pixels[top : top + 32, left : left + 32] - MEAN) / SPREAD
    patches = pixels.reshape(4, 8, 4, 8, 3).transpose(0, 2, 4, 1, 3).reshape(16, -1)

    def w(name):
        return weights[f"vision_model.{name}"].astype(np.float64)

    def norm(state, name):
        spread = np.sqrt(state.var(-1, keepdims=True) + 1e-5)
        return (state - state.mean(-1, keepdims=True)) / spread * w(f"{name}.weight") + w(
            f"{name}.bias"
        )

    def linear(state, name):
        return state @ w(f"{name}.weight").T + w(f"{name}.bias")

    embedded = patches @ w("embeddings.patch_embedding.weight").reshape(32, -1).T
    state = np.vstack([w("embeddings.class_embedding"), embedded])
    state = norm(state + w("embeddings.position_embedding.weight"), "pre_layrnorm")
    for layer in ("encoder.layers.0", "encoder.layers.1"):
        seen = norm(state, f"{layer}.layer_norm1")
        q, k, v = (
            linear(seen, f"{layer}.self_attn.{part}_proj").reshape(17, 4, 8).transpose(1, 0, 2)
            for part in "qkv"
        )
        heat = np.exp(q @ k.transpose(0, 2, 1) / np.sqrt(8))
        mixed = (heat / heat.sum(-1, keepdims=True)) @ v
        mixed = mixed.transpose(1, 0, 2).reshape(17, 32)
        state = state + linear(mixed, f"{layer}.self_attn.out_proj")
        wide = linear(norm(state, f"{layer}.layer_norm2"), f"{layer}.mlp.fc1")
        state = state + linear(wide / (1 + np.exp(-1.702 * wide)), f"{layer}.mlp.fc2")
    pooled = norm(state[:1], "post_layernorm")
    vector = (pooled @ weights["visual_projection.weight"].astype(np.float64).T)[0]
    return vector / np.linalg.norm(vector)


def lpips_layers(weights, image):
    """What LPIPS compares of a picture, by its formulas (arXiv 1801.03924)."""
    state = np.asarray(image, dtype=np.float64).transpose(2, 0, 1) / 127.5 - 1
    shift, scale = np.array([-0.030, -0.088, -0.188]), np.array([0.458, 0.448, 0.450])
    state = (state - shift[:, None, None]) / scale[:, None, None]
    found = []
    names = ("slice1.0", "slice2.3", "slice3.6", "slice4.8", "slice5.10")
    for name, stride, padding in zip(names, (4, 1, 1, 1, 1), (2, 2, 1, 1, 1), strict=True):
        if name in ("slice2.3", "slice3.6"):
            state = windows(state, 3, 2).max(axis=(-1, -2))
        kernel = weights[f"net.{name}.weight"].astype(np.float64)
        state = np.pad(state, ((0, 0), (padding, padding), (padding, padding)))
        seen = windows(state, kernel.shape[2], stride)
        state = np.tensordot(kernel, seen, axes=([1, 2, 3], [0, 3, 4]))
        state = np.maximum(state + weights[f"net.{name}.bias"][:, None, None], 0)
        found.append(state / (np.sqrt((state**2).sum(axis=0)) + 1e-10))
    return found


def windows(state, side, stride):
    every = np.lib.stride_tricks.sliding_window_view(state, (side, side), axis=(1, 2))
    return every[:, ::stride, ::stride]


def lpips_distance(weights, one, other):
    return sum(
        float(((a - b) ** 2 * weights[f"lin{n}.model.1.weight"][0]).sum(axis=0).mean())
        for n, (a, b) in enumerate(zip(one, other, strict=True))
    )


@pytest.fixture(scope="module")
def films(run):
    """Of each film: the pictures, and in each picture the squares around its people."""
    found = {}
    with open_run(run) as opened:
        for film in opened.films():
            pictures, people = [], []
            frames = film.storyboard.frames()
            for frame, picture in zip(frames, film.footage.pictures, strict=True):
                image = Image.open(io.BytesIO(opened.blobs.get(picture.digest)))
                pictures.append(image.convert("RGB"))
                shown = {figure.person for figure in frame.depiction.figures}
                boxes = [b for b in picture.boxes if b.entity in shown and b.visible >= 0.25]
                people.append(
                    {b.entity: square(b, *image.size) for b in boxes if min(b.width, b.height) > 15}
                )
            found[film.id] = (pictures, people)
    return found


def expected(weights, pictures, people):
    """Adjacent similarities, and those of recurrences by the frames in between."""
    whole = [clip_vector(weights, picture) for picture in pictures]
    last, same = {}, []
    for number, (picture, squares) in enumerate(zip(pictures, people, strict=True)):
        for person, place in squares.items():
            vector = clip_vector(weights, picture.crop(place))
            if person in last:
                before, known = last[person]
                same.append((number - before - 1, float(known @ vector)))
            last[person] = number, vector
    return [float(a @ b) for a, b in pairwise(whole)], same


@pytest.mark.parametrize("batch", [1, 5])
def test_similarities_are_those_of_clip(run, clip, measure, films, batch):
    code, text = measure(run, "--model", clip, "--json", "--batch-size", batch)
    assert code == 0, text
    told = json.loads(text)
    weights = load_file(clip / "model.safetensors")
    everything = []
    assert list(told["films"]) == list(films)
    for film, (pictures, people) in films.items():
        adjacent, same = expected(weights, pictures, people)
        everything += adjacent
        measures = told["films"][film]
        assert measures["frames"] == len(pictures) == 6
        assert measures["adjacent"]["pairs"] == 5
        assert measures["adjacent"]["mean"] == pytest.approx(np.mean(adjacent), abs=2e-5)
        assert measures["same_person"]["pairs"] == len(same) > 2
        assert measures["same_person"]["mean"] == pytest.approx(
            np.mean([value for _, value in same]), abs=2e-5
        )
        for gap in measures["same_person_by_gap"]:
            most = 10**6 if gap["to"] is None else gap["to"]
            values = [v for n, v in same if gap["from"] <= n <= most]
            assert gap["pairs"] == len(values)
            if values:
                assert gap["mean"] == pytest.approx(np.mean(values), abs=2e-5)
        assert measures["people_in_boxes"] == sum(map(len, people))
        assert measures["people_in_whole_frames"] == 0
    assert told["all"]["frames"] == 12
    assert told["all"]["adjacent"]["mean"] == pytest.approx(np.mean(everything), abs=2e-5)
    assert np.ptp(everything) > 0.01


def test_distances_are_those_of_lpips(run, clip, alexnet, measure, films):
    code, text = measure(run, "--model", clip, "--lpips", alexnet, "--json")
    assert code == 0, text
    weights = load_file(alexnet)
    for film, (pictures, _) in films.items():
        layers = [lpips_layers(weights, picture) for picture in pictures]
        wanted = [lpips_distance(weights, a, b) for a, b in pairwise(layers)]
        told = json.loads(text)["films"][film]["lpips"]
        assert told["pairs"] == 5
        assert told["mean"] == pytest.approx(np.mean(wanted), rel=1e-4)
        assert np.ptp(wanted) > 0.01


def test_equal_pictures_have_no_distance_and_sizes_may_differ(alexnet):
    from moviellm_plugins_sd.measure.lpips import Lpips

    lpips = Lpips(alexnet, "cpu")
    one = lpips.features(Image.radial_gradient("L").convert("RGB"))
    assert lpips.distance(one, one) == 0
    assert lpips.distance(one, lpips.features(Image.new("RGB", (128, 96), "red"))) > 0.1


def test_crops_show_the_person(run):
    with open_run(run) as opened:
        film = next(opened.films())
        shown = list(frame_images(film, opened.blobs))
    crops = [seen.crop for view in shown for seen in view.seen]
    assert crops
    for left, top, right, bottom in crops:
        assert right - left == bottom - top
        assert 0 <= left < right <= 160
        assert 0 <= top < bottom <= 96
