"""Films as video: mp4 with sound, subtitles and chapters, and dialogue as subtitle files.

The names of `__all__` are for other distributions. They are imported on first use, so that a
pipeline is read without PyAV.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moviellm_plugin_video.config import OneFpsOptions, SteadyVideoOptions, VideoOptions
    from moviellm_plugin_video.encode import EncodedVideo, encode_film, encoded_video
    from moviellm_plugin_video.pictures import decode_picture
    from moviellm_plugin_video.shown import ShownFrames

_NAMES = {
    "config": (
        "OneFpsOptions",
        "SteadyVideoOptions",
        "VideoOptions",
    ),
    "encode": (
        "EncodedVideo",
        "encode_film",
        "encoded_video",
    ),
    "pictures": ("decode_picture",),
    "shown": ("ShownFrames",),
}
_HOME = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "EncodedVideo",
    "OneFpsOptions",
    "ShownFrames",
    "SteadyVideoOptions",
    "VideoOptions",
    "decode_picture",
    "encode_film",
    "encoded_video",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
