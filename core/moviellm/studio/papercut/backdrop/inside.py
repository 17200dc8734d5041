"""Backdrops of rooms, one function a kind of place."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import room
from moviellm.studio.papercut.backdrop.stage import Stage


def kitchen(stage: Stage) -> None:
    room.wall(stage, 0xFFE0A868, "tiled")
    room.window(stage, 0.84, 17, 26, 26, 0xFF7C5236)
    room.hanging(
        stage, [stage.x(0.36), stage.x(0.42), stage.x(0.48), stage.x(0.54)], 12, 0xFFB8673A
    )
    room.beams(stage, 0xFF6E4A33)
    room.floor(stage, 0xFFB07650, "tiles")
    room.skirting(stage, 0xFF7E5238)
    room.rug(stage, 0xFFB8543E, 0.5, 0.3)
    room.pendant(stage, 0.62, 15, 0xFF3F7A70)
