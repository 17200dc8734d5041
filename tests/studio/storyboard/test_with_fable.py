"""The studio's director on what the studio's writer writes."""

from __future__ import annotations

import pytest
from moviellm.film import SHAPES, Brief, Screenplay, Shape, Storyboard, check_storyboard
from moviellm.film.staging.beats import MOVING
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable

THEMES = (
    "A lighthouse keeper finds a map",
    "Two rivals share one kitchen",
    "雪",
    "../../etc/passwd",
)


@pytest.fixture(scope="module")
def write(context):
    def make(theme: str, seed: int, shape: Shape) -> Screenplay:
        brief = Brief(id="film-fable", theme=theme, seed=seed, shape=shape)
        return Fable(FableConfig()).moviellm_write(brief, context(seed))

    return make


def empty_views(board: Storyboard) -> list[str]:
    """Frames that show a whole place in which nobody is."""
    return [
        frame.id
        for shot in board.shots
        for frame in shot.frames
        if shot.camera.size == "wide" and not frame.depiction.figures
    ]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "shape",
    [
        Shape(chapters=1, scenes=1, frames=1),
        SHAPES["short"],
        Shape(chapters=2, scenes=3, frames=11),
    ],
    ids=["1x1x1", "short", "2x3x11"],
)
def test_it_shows_what_was_written(write, direct, theme, shape):
    for seed in range(4):
        play = write(theme, seed, shape)
        board = direct(play)
        assert check_storyboard(play, board) == ()
        assert len(list(board.frames())) == shape.total_frames
        assert shape.total_frames == 1 or not empty_views(board)


def test_the_paper_s_shape_shows_whatever_moves(write, direct):
    play = write(THEMES[0], 7, SHAPES["paper"])
    board = direct(play)
    assert check_storyboard(play, board) == ()
    shown = {event for frame in board.frames() for event in frame.events}
    assert {event.id for event in play.events() if event.verb in MOVING} <= shown
    sizes = {shot.camera.size for shot in board.shots}
    assert sizes == {"wide", "full", "medium", "close", "insert"}
    assert 40 < board.duration_ms / 60_000 < 90
