"""Rain, snow and fog that move, and lights that flicker."""

from __future__ import annotations

from random import Random

from moviellm.studio.papercut.renderer import AirMotion, Composition

_FALL = {"rain": (0.0, 1.3), "storm": (0.12, 1.7), "snow": (0.02, 0.11), "fog": (0.015, 0.0)}
"""How far what falls or drifts comes in a second, in widths and heights of the picture."""

_FLICKERS = 8
"""How often a flame changes in a second."""


def air_at(still: Composition, number: int, fps: int) -> AirMotion:
    """What falls, drifts and flickers in a frame of a clip, counted from 0.

    It goes on over the key frames of a shot, since weather does not stop for a picture.
    """
    scene, seconds = still.scene, number / fps
    across, down = (0.0, 0.0)
    if not scene.grade.indoors:
        across, down = _FALL.get(scene.grade.weather, (0.0, 0.0))
    x, y = across * seconds * scene.frame.width, down * seconds * scene.frame.height
    lit = any(item.sprite.lights for item in still.placed)
    glow = _glow(scene.slate.seed, int(seconds * _FLICKERS)) if lit else 1.0
    return AirMotion(round(x), round(y), glow)


def _glow(seed: int, beat: int) -> float:
    return 1.0 if beat == 0 else 1.0 - 0.22 * Random(f"{seed} {beat}").random()
