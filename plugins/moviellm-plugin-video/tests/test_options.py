"""Options are checked before anything is made, and say what is wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest
from moviellm_plugin_video.config import Mp4Config, SubtitlesConfig, VideoOptions
from pydantic import ValidationError


@pytest.mark.parametrize(
    ("fps", "rate"),
    [(1, 1), ("24", 24), (25, 25), ("30000/1001", Fraction(30000, 1001)), ("60/2", 30), (60, 60)],
)
def test_rates_are_exact(fps, rate):
    assert VideoOptions(fps=fps).rate == rate


@pytest.mark.parametrize(
    "fps", [0, -1, 61, 29.97, True, None, "29.97", "1/0", "0/1", "1/2", "", "ntsc", " 24", "1e3"]
)
def test_what_is_no_exact_rate_is_refused(fps):
    with pytest.raises(ValidationError, match="fps"):
        VideoOptions(fps=fps)


@pytest.mark.parametrize(
    "given",
    [
        {"codec": "hevc"},
        {"preset": "placebo"},
        {"preset": 5},
        {"codec": "av1", "preset": "veryfast"},
        {"codec": "av1", "preset": 14},
        {"quality": 0},
        {"quality": 52},
        {"codec": "av1", "quality": 64},
        {"motion": "shake"},
        {"variable_rate": True, "motion": "kenburns"},
        {"size": 5},
    ],
)
def test_what_does_not_fit_is_refused(given):
    with pytest.raises(ValidationError):
        VideoOptions(**given)


@pytest.mark.parametrize(
    "given",
    [{"preset": "slow"}, {"codec": "av1", "preset": 0}, {"codec": "av1", "preset": "13"},
     {"quality": 51}, {"codec": "av1", "quality": 63}],
)  # fmt: skip
def test_what_fits_is_taken(given, coded, blobs, encode):
    film = coded.film(blobs, [200])
    assert encode(film, fps=5, **given).frames == 1


def test_a_better_quality_is_larger(coded, blobs, encode):
    film = coded.film(blobs, [400] * 8, sizes=[(320, 240)])
    for codec in ("h264", "av1"):
        fine = encode(film, "fine.mp4", codec=codec, quality=10)
        coarse = encode(film, "coarse.mp4", codec=codec, quality=45)
        assert fine.bytes > coarse.bytes


def test_every_option_is_described():
    for model in (VideoOptions, Mp4Config, SubtitlesConfig):
        assert all(field.description for field in model.model_fields.values())
        assert model.model_config["extra"] == "forbid"


def test_subtitles_need_a_format():
    with pytest.raises(ValidationError):
        SubtitlesConfig(formats=())
    with pytest.raises(ValidationError):
        SubtitlesConfig(formats=("txt",))
