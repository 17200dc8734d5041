"""Camera moves are smooth, are those of the shot, and keep what is told in sight."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.film import Box, Camera
from moviellm.film.formats import VideoClock
from moviellm.testing import MemoryBlobs
from moviellm_plugin_video.camera import MOST_ZOOM, moves
from moviellm_plugin_video.in_sight import AIR, Window
from moviellm_plugin_video.lens import Lens
from moviellm_plugin_video.pictures import Canvas
from PIL import Image

SIZE = (768, 432)
SIZES = ["wide", "full", "medium", "close", "insert"]


def film_of(coded, camera, *boxes, duration=4000):
    """A film of one shot of two key frames, with a box for each of some entities."""
    film = coded.film(MemoryBlobs(), [duration, duration], sizes=[SIZE], camera=camera)
    pictures = tuple(p.model_copy(update={"boxes": boxes}) for p in film.footage.pictures)
    footage = film.footage.model_copy(update={"pictures": pictures})
    return film.model_copy(update={"footage": footage})


def move_of(film):
    clock = VideoClock(film.storyboard, 24)
    return moves(film, Canvas(film.footage), clock).get("f00001")


def box(entity, x, y, width, height):
    return Box(entity=entity, x=x, y=y, width=width, height=height)


MARA = box("mara", 500, 100, 100, 200)
CHEST = box("chest", 200, 250, 80, 100)


def test_a_medium_shot_pushes_in_on_its_subject(coded):
    move = move_of(film_of(coded, Camera(size="medium", subject="mara"), MARA, CHEST))
    whole = Window(0, 0, *SIZE)
    assert move.start == whole
    assert move.end.width == pytest.approx(SIZE[0] / MOST_ZOOM["medium"])
    assert (move.end.left + move.end.right) / 2 > SIZE[0] / 2
    assert move.end.width / move.end.height == pytest.approx(SIZE[0] / SIZE[1])


def test_a_high_angle_pulls_out_and_a_low_one_tilts_up(coded):
    high = move_of(film_of(coded, Camera(size="full", angle="high", subject="mara"), MARA))
    assert high.end == Window(0, 0, *SIZE)
    assert high.start.width < high.end.width
    low = move_of(film_of(coded, Camera(size="full", angle="low", subject="mara"), MARA))
    assert low.start.top > low.end.top
    assert low.start.left == low.end.left


def test_a_wide_shot_of_a_place_pans_to_where_more_is_to_be_seen(coded):
    right = move_of(film_of(coded, Camera(size="wide"), MARA))
    left = move_of(film_of(coded, Camera(size="wide"), box("ivo", 150, 100, 100, 200)))
    assert right.start.left < right.end.left
    assert left.start.left > left.end.left
    assert right.start.top == right.end.top


def test_without_boxes_the_subject_is_where_the_depiction_says(coded):
    from moviellm.film import Depiction, Figure

    film = film_of(coded, Camera(size="medium", subject="mara"))
    board = film.storyboard
    seen = Depiction(place="room", figures=(Figure(person="mara", x=0.8),))
    frames = tuple(f.model_copy(update={"depiction": seen}) for f in board.shots[0].frames)
    shot = board.shots[0].model_copy(update={"frames": frames})
    move = move_of(
        film.model_copy(update={"storyboard": board.model_copy(update={"shots": (shot,)})})
    )
    assert (move.end.left + move.end.right) / 2 > SIZE[0] / 2
    assert move.end.left <= (0.8 - 0.12) * SIZE[0]
    assert move.end.right >= (0.8 + 0.12) * SIZE[0]


def test_a_shot_that_is_full_from_edge_to_edge_is_held(coded):
    everywhere = box("ivo", 1, 1, SIZE[0] - 2, SIZE[1] - 2)
    assert move_of(film_of(coded, Camera(size="medium", subject="ivo"), everywhere)) is None


def test_a_shot_that_is_too_short_for_a_move_is_held(coded):
    assert move_of(film_of(coded, Camera(subject="mara"), MARA, duration=150)) is None


boxes = st.builds(
    lambda x, y, w, h: box("mara", x, y, max(1, min(w, SIZE[0] - x)), max(1, min(h, SIZE[1] - y))),
    st.integers(0, SIZE[0] - 1),
    st.integers(0, SIZE[1] - 1),
    st.integers(1, SIZE[0]),
    st.integers(1, SIZE[1]),
)


@given(
    st.sampled_from(SIZES),
    st.sampled_from(["eye", "low", "high"]),
    st.sampled_from(["mara", None]),
    st.lists(boxes, min_size=1, max_size=4),
    st.integers(100, 20_000),
)
def test_every_box_stays_in_every_frame(coded, size, angle, subject, seen, duration):
    camera = Camera(size=size, angle=angle, subject=subject)
    move = move_of(film_of(coded, camera, *seen, duration=duration))
    if move is None:
        return
    across, down = SIZE[0] * AIR + 1e-6, SIZE[1] * AIR + 1e-6
    for tick in (move.ticks[0], *move.ticks[:: max(1, len(move.ticks) // 7)], move.ticks[-1]):
        window = move.window(tick)
        assert -1e-6 <= window.left < window.right <= SIZE[0] + 1e-6
        assert -1e-6 <= window.top < window.bottom <= SIZE[1] + 1e-6
        assert window.width / window.height == pytest.approx(SIZE[0] / SIZE[1])
        for one in seen:
            assert window.left <= max(one.x, across)
            assert window.top <= max(one.y, down)
            assert window.right >= min(one.x + one.width, SIZE[0] - across)
            assert window.bottom >= min(one.y + one.height, SIZE[1] - down)


def test_a_move_begins_and_ends_softly_and_never_turns_back(coded):
    move = move_of(film_of(coded, Camera(size="wide"), MARA))
    steps = np.diff([move.window(tick).left for tick in move.ticks])
    assert (steps > 0).all()
    assert steps[0] < steps.max() / 10
    assert steps[-1] < steps.max() / 10
    assert np.abs(np.diff(steps)).max() < steps.max() / 20
    assert (move.window(move.ticks[0]), move.window(move.ticks[-1])) == (move.start, move.end)


def still_of(luma):
    from av.video.frame import VideoFrame

    chroma = np.arange(luma.size // 2, dtype=np.uint8).reshape(-1, luma.shape[1])
    return VideoFrame.from_ndarray(np.concatenate([luma, chroma]), format="yuv420p")


def edge_in(frame):
    """Where a soft edge in the picture lies, in hundredths of a pixel."""
    row = frame.to_ndarray()[100].astype(float)
    return (235 - row).sum() / (235 - 16)


def test_a_move_of_a_hundredth_of_a_pixel_is_seen():
    ramp = np.clip((np.arange(640) - 300.0) * 8 + 16, 16, 235)
    lens = Lens(still_of(np.repeat(ramp[np.newaxis].astype(np.uint8), 360, 0)))
    lefts = np.arange(0, 6, 0.05)
    at = [edge_in(lens.at(Window(x, 2.0, x + 620, 350.75))) for x in lefts]
    off = np.array(at) - np.array(at[0]) + lefts * 640 / 620
    assert np.abs(off).max() < 0.06
    assert (np.diff(at) < 0).all()


@pytest.mark.parametrize("size", [(640, 360), (64, 18), (18, 64), (22, 34)])
def test_the_whole_window_is_the_picture_itself(size):
    width, height = size
    noise = np.random.default_rng(1).integers(16, 235, (height, width)).astype(np.uint8)
    still = still_of(noise)
    assert (Lens(still).at(Window(0, 0, width, height)).to_ndarray() == still.to_ndarray()).all()


def test_colours_move_with_their_shapes(coded, blobs, encode):
    import io

    import av

    image = Image.new("RGB", SIZE, (40, 60, 200))
    image.paste((220, 40, 30), (480, 120, 620, 300))
    out = io.BytesIO()
    image.save(out, "PNG")
    film = film_of(coded, Camera(size="full", subject="mara"), MARA)
    pictures = tuple(
        p.model_copy(update={"digest": blobs.put(out.getvalue())}) for p in film.footage.pictures
    )
    film = film.model_copy(
        update={"footage": film.footage.model_copy(update={"pictures": pictures})}
    )
    made = encode(film, fps=5, motion="kenburns", quality=5)
    move = moves(film, Canvas(film.footage), VideoClock(film.storyboard, 5))["f00001"]
    with av.open(str(made.path)) as video:
        last = list(video.decode(video=0))[-1].to_ndarray(format="rgb24").astype(int)
    red = last[:, :, 0] > 130
    window, scale = move.end, SIZE[0] / move.end.width
    columns = np.flatnonzero(red[200])
    assert columns[0] == pytest.approx((480 - window.left) * scale, abs=1.5)
    assert columns[-1] == pytest.approx((620 - window.left) * scale, abs=1.5)
