"""How the encoders are set: equal films give equal bytes, and every frame can be found."""

from __future__ import annotations

import math
import os
from fractions import Fraction

from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from moviellm_plugin_video.config import VideoOptions

CONTAINER = {"movflags": "+faststart+use_metadata_tags", "fflags": "+bitexact"}
"""Index first, for players that stream; any metadata key; nothing of clock or library."""

SEEK_SECONDS = 10
"""At least so often, and at each shot, decoding can start."""

_LEAST_GROUP = 12


def add_video(
    container: OutputContainer, options: VideoOptions, width: int, height: int
) -> VideoStream:
    """Add the video stream to a new mp4.

    There are no B-frames in H.264: frames are stored in the order in which they are shown, so that
    every reader finds frame n at n / fps, without an edit list. ``cpu-independent`` keeps x264 from
    its approximate macroblock tree, whose bytes differ between processors and, now and then, runs.

    Args:
        container: The mp4.
        options: Codec, rate, quality, preset.
        width: In pixels, even.
        height: In pixels, even.
    """
    if options.codec == "h264":
        name, settings = "libx264", x264_settings(options)
    else:
        os.environ.setdefault("SVT_LOG", "1")  # errors alone: SVT-AV1 prints its settings otherwise
        name, settings = "libsvtav1", svt_settings(options)
    stream: VideoStream = container.add_stream(name, rate=options.rate, options=settings)  # type: ignore[assignment]
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    codec = stream.codec_context
    codec.time_base = 1 / options.rate
    codec.thread_count = 1
    codec.colorspace = Colorspace.ITU601
    codec.color_range = ColorRange.MPEG
    codec.color_primaries = ColorPrimaries.BT709
    codec.color_trc = ColorTrc.IEC61966_2_1
    return stream


def x264_settings(options: VideoOptions) -> dict[str, str]:
    """Return the settings of libx264, by the names of ffmpeg's options."""
    return {
        "crf": str(options.quality or _even_quality(options)),
        "preset": str(options.preset or "veryfast"),
        "bf": "0",
        "g": _group(options.rate),
        "forced-idr": "1",
        "x264-params": "cpu-independent=1",
        "flags": "+bitexact",
    }


def svt_settings(options: VideoOptions) -> dict[str, str]:
    """Return the settings of libsvtav1, by the names of ffmpeg's options."""
    return {
        "crf": str(options.quality or 30),
        "preset": str(8 if options.preset is None else options.preset),
        "g": _group(options.rate),
        "svtav1-params": "lp=1",
        "flags": "+bitexact",
    }


def _even_quality(options: VideoOptions) -> int:
    """Take back what x264 adds for frames that last long: a repeated picture needs it once."""
    slow = 1.0 if options.variable_rate else max(1.0, float(24 / options.rate))
    return 20 + round(1.5 * math.log2(slow))


def _group(rate: Fraction) -> str:
    return str(max(_LEAST_GROUP, math.ceil(rate * SEEK_SECONDS)))
