"""Backdrops of the open air, one function a kind of place."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import land
from moviellm.studio.papercut.backdrop.sky import mist, sky
from moviellm.studio.papercut.backdrop.stage import Stage


def forest(stage: Stage) -> None:
    sky(stage)
    stage.glow(stage.x(0.5), 46, 70, stage.grade.sky[1], 0.5)
    land.hills(stage, 60, 8, 0xFF6F9274, 0.75)
    for share, depth in (
        (0.12, 0.6),
        (0.3, 0.66),
        (0.44, 0.7),
        (0.58, 0.68),
        (0.74, 0.62),
        (0.9, 0.6),
    ):
        land.trunk(stage, stage.x(share), 70, 3.2, 0xFF54604F, depth)
    mist(stage, 44, 76, 0.5)
    land.ground(stage, 0xFF7C9A5A, 69)
    for share, depth in ((0.2, 0.3), (0.66, 0.32), (0.82, 0.28)):
        land.trunk(stage, stage.x(share), 75, 5.2, 0xFF5E4C40, depth)
    land.ground(stage, 0xFF5F8148, 75, 3.0)
    for share in (0.02, 0.97):
        land.trunk(stage, stage.x(share), 84, 9.5, 0xFF4A382F, 0.0)
    land.tufts(stage, 0xFF3F5F38, 34)
    land.pebbles(stage, 0xFFB98A5A, 16, 80)
    land.canopy(stage, 0xFF3E6B45, 20)
    land.leaves_aside(stage, 0xFF3B5A3C, 26)
