"""Voices that need no network, and what any voice needs: casting, levelling, listening."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "CastVoice": "casting",
    "Engine": "film_voice",
    "FilmVoice": "film_voice",
    "NARRATOR": "casting",
    "Sheet": "casting",
    "can_be_said": "lines",
    "cast_voices": "casting",
    "Spoken": "levelling",
    "sound_of": "levelling",
    "VoiceConfig": "config",
    "speakable": "lines",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    """Import a name when somebody asks for it: listing plugins imports nothing heavy."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
