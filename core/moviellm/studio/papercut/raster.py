"""Loads skia, and says what to install where its system libraries are missing."""

from __future__ import annotations

from moviellm import PluginError

try:
    import skia
except ImportError as error:
    raise PluginError(
        f"The painter `papercut` cannot load skia: {error}.",
        hint="Install its system libraries (`apt-get install libgl1 libegl1` on Debian and "
        "Ubuntu) and `pip install skia-python`, or name another painter.",
    ) from error

PIXELS = skia.kBGRA_8888_ColorType
"""The order of channels everywhere: skia draws several times faster in its native one."""

__all__ = ["PIXELS", "skia"]
