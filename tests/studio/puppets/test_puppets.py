"""The animator `puppets`: what papercut painted moves, and begins as it was painted."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import simplejpeg
from moviellm import FilmError, InputError
from moviellm.film import Appearance, Brief, Shape, ShotSlate, shot_slates
from moviellm.motion import decoded_frames
from moviellm.pipeline.read import read_pipeline
from moviellm.plugins.answers import checked_animation
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.papercut.config import PapercutConfig
from moviellm.studio.papercut.impl import Papercut
from moviellm.studio.papercut.puppet.skeleton import Stance, build_of
from moviellm.studio.papercut.puppet.walking import Walk, stride_of
from moviellm.studio.puppets.config import PuppetsConfig
from moviellm.studio.puppets.impl import Puppets
from moviellm.studio.puppets.speech import Speech
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.impl import Storyboarder
from moviellm.testing import MemoryBlobs, fakes_installed, make_context, tiny_movie
from moviellm.testing.films.movie import assemble, repainted

FPS = 12
LIKE = 12.0
"""What encoding twice may cost, on the average of all values of 0 to 255."""


def painted(film, blobs):
    painter, context = Papercut(PapercutConfig(size=(384, 216))), make_context(blobs=blobs)
    return repainted(film, lambda board: list(painter.moviellm_paint(board, context)), blobs)


@pytest.fixture
def fakes():
    with fakes_installed():
        yield


@pytest.fixture(scope="module")
def blobs():
    return MemoryBlobs()


@pytest.fixture(scope="module")
def shots(blobs) -> list[ShotSlate]:
    """The first shots of a film of the studio, as they are painted."""
    brief = Brief(
        id="film", theme="Two rivals share one kitchen", seed=4,
        shape=Shape(chapters=2, scenes=2, frames=6),
    )  # fmt: skip
    play = Fable(FableConfig()).moviellm_write(brief, make_context(seed=4))
    board = Storyboarder(StoryboardConfig()).moviellm_direct(brief, play, make_context(seed=4))
    film = painted(assemble(brief, play, board, blobs), blobs)
    return list(shot_slates(film.screenplay, film.storyboard, film.footage))


def animated(shot, blobs, **options):
    animator = Puppets(PuppetsConfig(**{"fps": FPS, **options}))
    return animator.moviellm_animate(shot, make_context(blobs=blobs))


@pytest.fixture(scope="module")
def clips(shots, blobs):
    return [(shot, animated(shot, blobs)) for shot in shots if len(shot.frames) > 1][:3]


def boxes_at(clip, number):
    return {
        (track.entity, *run[2:])
        for track in clip.tracks
        for run in track.runs
        if run.first <= number < run.stop
    }


def apart(one, other):
    return float(np.abs(one.astype(np.int16) - other).mean())


def test_every_clip_agrees_with_its_shot(clips):
    assert clips
    for shot, clip in clips:
        assert checked_animation(clip, shot) == clip


def test_each_key_frame_begins_as_it_was_painted_and_boxed(clips, blobs):
    for shot, clip in clips:
        frames = [frame.copy() for frame in decoded_frames(clip.data, clip.media_type)]
        for key, shown in zip(shot.frames, shot.frames_of(FPS), strict=True):
            still = simplejpeg.decode_jpeg(blobs.get(key.picture.digest))
            assert apart(frames[shown.start], still) < LIKE, key.frame
            assert boxes_at(clip, shown.start) == {
                (box.entity, box.x, box.y, box.width, box.height, box.visible)
                for box in key.picture.boxes
            }


def test_from_one_key_frame_to_the_next_nobody_is_moved_far_at_once(clips):
    """Cuts are between shots: within one, whoever is seen in both frames goes there."""
    for shot, clip in clips:
        width = shot.size[0]
        for track in clip.tracks:
            for one, other in pairwise(track.runs):
                if one.stop == other.first and track.entity in people(shot):
                    middle = [run.x + run.width / 2 for run in (one, other)]
                    assert abs(middle[1] - middle[0]) < 0.15 * width, (shot.shot, track.entity)


def people(shot):
    return {figure.person for key in shot.frames for figure in key.slate.depiction.figures}


def test_the_same_shot_gives_the_same_bytes(clips, blobs):
    shot, clip = clips[0]
    assert animated(shot, blobs) == clip


@pytest.mark.parametrize("fps", [24, 30])
def test_other_rates_show_the_same_for_as_long(shots, blobs, fps):
    shot = min(shots, key=lambda shot: shot.duration_ms)
    clip = animated(shot, blobs, fps=fps)
    assert (clip.rate, clip.frames) == (fps, shot.count(fps))
    assert checked_animation(clip, shot) == clip


def test_events_are_seen_once_and_in_their_order(clips):
    for shot, clip in clips:
        order = [event.id for event in shot.events]
        seen = [event.event for event in clip.events]
        assert seen == sorted(set(seen), key=order.index)


def test_pictures_of_another_painter_are_refused_by_name(blobs):
    film = tiny_movie(blobs)
    shot = next(shot_slates(film.screenplay, film.storyboard, film.footage))
    with pytest.raises(FilmError, match="not painted by this version of `papercut`") as caught:
        animated(shot, blobs)
    assert "painter: papercut" in caught.value.hint


@pytest.mark.parametrize("age", ["child", "adult", "old"])
def test_the_foot_that_stands_does_not_slide(age):
    build = build_of(Appearance(age=age))
    stride = stride_of(build)
    walk = Walk(build, Stance(pose="walking", facing="right"), stride)
    for step in range(3):
        done = [stride * (step + share) for share in (0.01, 0.3, 0.6, 0.99)]
        at = [walk.at(way) for way in done]
        legs = [(joints.far_leg, joints.near_leg)[step % 2] for joints in at]
        places = [leg[2][0] + way for leg, way in zip(legs, done, strict=True)]
        assert max(places) - min(places) < 0.02 * stride


def test_a_mouth_is_open_while_its_line_is_spoken_and_at_no_other_time(shots):
    shot = next(shot for shot in shots if any(line.speaker for line in shot.lines))
    line = next(line for line in shot.lines if line.speaker)
    speech = Speech(shot)
    spoken = range(max(0, line.start_ms), line.end_ms, 40)
    assert max(speech.mouth(line.speaker, at) or 0.0 for at in spoken) > 0.3
    assert all(speech.mouth("nobody", at) is None for at in spoken)
    others = {other.speaker for other in shot.lines}
    if len(others) == 1:
        assert speech.mouth(line.speaker, line.end_ms + 1) is None


def test_a_pipeline_with_another_painter_is_refused_when_it_is_read(tmp_path, fakes):
    file = tmp_path / "pipeline.yaml"
    lines = ["moviellm: 1", "films: {themes: [a map]}", "painter: {painter}", "animator: puppets"]
    file.write_text("\n".join(lines).replace("{painter}", "fake"))
    with pytest.raises(InputError, match=r"pipeline.yaml:4:\d+: `animator`: the .*`papercut`"):
        read_pipeline(file)
    file.write_text("\n".join(lines).replace("{painter}", "papercut"))
    assert read_pipeline(file).pipeline.animator.use == "puppets"
