"""Whatever a model writes, every export passes the rules of its trainer."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moviellm.testing import MemoryBlobs, movie_of, nasty_movie, nasty_movies
from trainer_exports import COMPONENTS, NAMES, Studio, faults, rows_of

BLOBS = MemoryBlobs()
ALIGNED = {"ms-swift": {"rewards": True}, "trl": {"rewards": True}}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_export_of_a_nasty_film_passes(name, data):
    film = data.draw(nasty_movies(BLOBS, most_frames=2 if name == "llama-vid" else 4))
    options = dict(ALIGNED.get(name, {}))
    if name != "sharegpt4video":
        options["turns"] = data.draw(st.sampled_from([1, 3, 100]))
        options["dialogue"] = data.draw(st.booleans())
        options["times"] = data.draw(st.booleans())
        options["form"] = data.draw(st.sampled_from(["mixed", "open"]))
        options["captions"] = ["film", "chapter", "scene", "shot", "frame"]
    if "media" in _fields(name):
        options["media"] = data.draw(st.sampled_from(["mp4", "frames"]))
    with tempfile.TemporaryDirectory() as folder:
        target = Studio(Path(folder), BLOBS).export(name, [film], **options)
        assert _of_more_frames(faults(target)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_nasty_film_of_the_kit_passes(name, studio):
    assert faults(studio.export(name, [nasty_movie(studio.blobs)])) == []


@pytest.mark.parametrize("name", NAMES)
def test_one_frame_and_no_word_said_pass(name, studio):
    film = movie_of(studio.blobs, [40], [], ["Nobody."], ["yes", "no"])
    target = studio.export(name, [film], **({"dialogue": True} if _asks(name) else {}))
    assert _of_more_frames(faults(target)) == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name == "llava" else pytest.mark.slow)
        for name in NAMES
        if name != "llama-vid"
    ],
)
def test_1331_frames_pass(name, studio):
    film = movie_of(studio.blobs, [500] * 1331, ["Hm."] * 726, ["Long."], ["yes", "no"])
    target = studio.export(name, [film], **({"dialogue": True} if _asks(name) else {}))
    assert faults(target) == []
    (row, *_) = rows_of(next(target.glob("train.json*")))
    if name == "trl":
        assert len(row["images"]) == 16
    else:
        assert row["video_frames"][0][0] == [0, 1330]


@pytest.mark.slow
def test_1331_frames_of_features_pass_and_are_never_held(studio):
    import tracemalloc

    film = movie_of(studio.blobs, [500] * 1331, ["Hm."] * 726, ["Long."], ["yes", "no"])
    tracemalloc.start()
    target = studio.export("llama-vid", [film])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (path,) = target.glob("story_feat/*.pkl")
    assert path.stat().st_size > 1331 * 257 * 1408 * 2
    assert most < 100_000_000
    assert faults(target) == []


def _of_more_frames(found):
    """Without what the check says of a film of a moment, whose video has one frame."""
    return [one for one in found if "videos-have-two-frames" not in one]


def _fields(name):
    module, _, config = COMPONENTS[name].config.partition(":")
    return getattr(__import__(module, fromlist=[config]), config).model_fields


def _asks(name):
    return "dialogue" in _fields(name)
