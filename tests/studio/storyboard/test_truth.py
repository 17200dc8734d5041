"""Whatever the screenplay, the storyboard agrees with its ledger."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import (
    Camera,
    KeyFrame,
    Ledger,
    Screenplay,
    Shape,
    Storyboard,
    check,
    check_storyboard,
    seen_props,
    slates,
)
from moviellm.film.staging.beats import CHANGING, MOVING
from moviellm.film.verbs import VERBS

SEEDS = st.integers(0, 10_000)
SHAPES = st.builds(Shape, chapters=st.just(1), scenes=st.integers(1, 3), frames=st.integers(1, 12))
EVENTS = st.integers(0, 14)


def framed(board: Storyboard) -> list[tuple[str, Camera, KeyFrame]]:
    return [(shot.scene, shot.camera, frame) for shot in board.shots for frame in shot.frames]


KEY_DEEDS = (
    frozenset(v.name for v in VERBS.values() if v.deed and v.importance >= 4) - MOVING - CHANGING
)
"""What a scene turns on goes before what moves something beside it."""


@settings(max_examples=60)
@given(seed=SEEDS, shape=SHAPES, events=EVENTS)
def test_any_screenplay_is_shown_as_its_ledger_says(random_play, direct, seed, shape, events):
    play: Screenplay = random_play(seed, shape, events)
    assert check(play) == ()
    board: Storyboard = direct(play)
    assert check_storyboard(play, board) == ()
    for scene in play.scenes():
        frames = [frame for name, _, frame in framed(board) if name == scene.id]
        assert len(frames) == scene.frames
    assert len(list(slates(play, board))) == shape.total_frames


@settings(max_examples=60)
@given(seed=SEEDS, shape=SHAPES, events=EVENTS)
def test_what_is_out_of_sight_is_not_depicted(random_play, direct, seed, shape, events):
    play: Screenplay = random_play(seed, shape, events)
    ledger = Ledger(play)
    for frame in direct(play).frames():
        state, seen = ledger.after(frame.after), frame.depiction
        assert all(state.in_sight(prop) for prop in seen_props(seen))
        assert {state.place_of_prop(prop) for prop in seen_props(seen)} <= {seen.place}
        people = [figure.person for figure in seen.figures]
        assert len(people) == len(set(people))
        assert set(people) <= set(state.present(seen.place))


@settings(max_examples=60)
@given(seed=SEEDS, shape=SHAPES, events=EVENTS)
def test_every_event_that_moves_something_is_shown_if_frames_suffice(
    random_play, direct, seed, shape, events
):
    play: Screenplay = random_play(seed, shape, events)
    shown = {event for frame in direct(play).frames() for event in frame.events}
    for scene in play.scenes():
        moving = [event.id for event in scene.events if event.verb in MOVING | CHANGING]
        deeds = [event for event in scene.events if event.verb in KEY_DEEDS]
        if len(moving) + len(deeds) <= scene.frames:
            assert set(moving) <= shown


@settings(max_examples=60)
@given(seed=SEEDS, shape=SHAPES, events=EVENTS)
def test_no_picture_equals_the_one_before_it(random_play, direct, seed, shape, events):
    board: Storyboard = direct(random_play(seed, shape, events))
    for (scene, camera, frame), (other, next_camera, following) in pairwise(framed(board)):
        if scene == other:
            assert (camera, frame.depiction) != (next_camera, following.depiction)


@settings(max_examples=60)
@given(seed=SEEDS, shape=SHAPES, events=EVENTS)
def test_lines_are_heard_in_order_within_their_scene_and_never_two_at_once(
    random_play, direct, seed, shape, events
):
    play: Screenplay = random_play(seed, shape, events)
    board: Storyboard = direct(play)
    home = {event.id: scene.id for scene in play.scenes() for event in scene.events}
    spans: dict[str, tuple[int, int]] = {}
    for shot in board.shots:
        start, _ = spans.get(shot.scene, (shot.span.start_ms, 0))
        spans[shot.scene] = (start, shot.span.end_ms)
    lines = [event for event in play.events() if event.line]
    assert [cue.event for cue in board.cues] == [event.id for event in lines]
    assert [cue.text for cue in board.cues] == [event.line for event in lines]
    for cue in board.cues:
        start, end = spans[home[cue.event]]
        assert start <= cue.start_ms < cue.end_ms <= end
    for one, two in pairwise(board.cues):
        assert one.end_ms <= two.start_ms


@settings(max_examples=30)
@given(seed=SEEDS, shape=SHAPES, events=EVENTS)
def test_people_keep_their_side_and_stand_apart(random_play, direct, seed, shape, events):
    board: Storyboard = direct(random_play(seed, shape, events))
    before: dict[tuple[str, str, str], bool] = {}
    for scene, camera, frame in framed(board):
        if camera.size not in ("wide", "full"):
            continue
        figures = frame.depiction.figures
        for one in figures:
            for other in figures:
                if one.person < other.person:
                    assert abs(one.x - other.x) >= 0.1
                    side = one.x < other.x
                    assert before.setdefault((scene, one.person, other.person), side) == side


def test_the_paper_s_shape_gets_its_1331_key_frames(random_play, direct):
    play: Screenplay = random_play(3, Shape(chapters=11, scenes=11, frames=11), 11)
    board: Storyboard = direct(play)
    assert check_storyboard(play, board) == ()
    assert len(list(board.frames())) == 1_331


def test_the_same_screenplay_and_seed_give_the_same_bytes(random_play, direct):
    shape = Shape(chapters=1, scenes=3, frames=8)
    one, two = (direct(random_play(9, shape, 9), seed=4).model_dump_json() for _ in range(2))
    assert one == two


def test_another_seed_gives_other_frame_seeds_and_nothing_else(random_play, direct):
    play: Screenplay = random_play(9, Shape(chapters=1, scenes=2, frames=6), 9)
    one, two = list(direct(play, seed=4).frames()), list(direct(play, seed=5).frames())
    seeds = [frame.seed for frame in (*one, *two)]
    assert len(set(seeds)) == len(seeds)
    assert [frame.model_copy(update={"seed": 0}) for frame in one] == [
        frame.model_copy(update={"seed": 0}) for frame in two
    ]
