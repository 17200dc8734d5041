"""Films whose shots move: the video shows the right frame of the right clip at every tick."""

from __future__ import annotations

import hashlib
import io
import json
from fractions import Fraction

import av
import numpy as np
import pytest
from moviellm import FilmError
from moviellm.film import BoxRun, Clip, Clips, SeenEvent, Track
from moviellm.film.formats import VideoClock
from moviellm.marking import DRAWN
from moviellm.motion import ClipEncoder
from PIL import Image

UNEVEN = [1370, 2011, 17, 333, 400, 599, 41, 42, 1001]


@pytest.fixture
def moving(coded, blobs):
    """A film whose every clip frame carries its number in the film, and its box the same."""

    def make(rate=24, presets=("ultrafast",)):
        film = coded.film(blobs, UNEVEN)
        clock, clips = VideoClock(film.storyboard, rate), []
        for number, shot in enumerate(film.storyboard.shots):
            first, last = (clock.frames_of(shot.frames[end].id) for end in (0, -1))
            encoder = ClipEncoder(*coded.SIZE, rate, preset=presets[number % len(presets)])
            for at in range(first.start, last.stop):
                with Image.open(io.BytesIO(coded.picture(at))) as picture:
                    encoder.add(np.asarray(picture))
            clips.append(_clip(shot.id, encoder, rate, first.start, blobs))
        return film.model_copy(update={"clips": Clips(film=film.id, clips=tuple(clips))})

    return make


def _clip(shot, encoder, rate, start, blobs):
    count, data = encoder.count, encoder.data()
    runs = tuple(BoxRun(at, at + 1, (start + at) % 32, 3, 8, 9, 0.5) for at in range(count))
    return Clip(
        shot=shot, digest=blobs.put(data), sha256=hashlib.sha256(data).hexdigest(),
        media_type="video/mp4", rate=rate, frames=count, width=64, height=48, bytes=len(data),
        tracks=(Track(entity="mara", runs=runs),),
        events=(SeenEvent(event="e1", first=0, stop=count),),
    )  # fmt: skip


def _packets(source):
    with av.open(source) as video:
        return [bytes(packet) for packet in video.demux(video=0) if packet.size]


def test_at_their_own_rate_clips_are_joined_and_nothing_is_encoded_again(
    moving, coded, blobs, encode
):
    film = moving()
    made = encode(film)
    assert coded.numbers(made.path) == list(range(made.frames))
    assert coded.times(made.path) == [n / Fraction(24) for n in range(made.frames)]
    clips = [io.BytesIO(blobs.get(clip.digest)) for clip in film.clips.clips]
    assert _packets(str(made.path)) == [one for clip in clips for one in _packets(clip)]
    assert DRAWN.encode() in made.path.read_bytes()


@pytest.mark.parametrize("options", [{"quality": 21}, {"codec": "av1"}])
def test_clips_are_encoded_again_where_another_quality_is_asked_for(moving, coded, encode, options):
    made = encode(moving(), **options)
    assert coded.numbers(made.path) == list(range(made.frames))


def test_clips_that_differ_in_their_head_are_encoded_again(moving, coded, encode):
    made = encode(moving(presets=("ultrafast", "medium")))
    assert coded.numbers(made.path) == list(range(made.frames))


@pytest.mark.parametrize("rate", [12, 30])
@pytest.mark.parametrize("fps", [24, "30000/1001", 1])
def test_at_every_rate_a_key_frame_shows_its_own_part_of_the_clip(moving, coded, encode, rate, fps):
    film = moving(rate)
    made = encode(film, fps=fps)
    found = coded.numbers(made.path)
    of_clip = VideoClock(film.storyboard, rate)
    for key_frame, run in VideoClock(film.storyboard, Fraction(fps)).runs():
        part = of_clip.frames_of(key_frame.id)
        shown = found[run.start : run.stop]
        assert shown[0] == part.start
        assert set(shown) <= set(part)
        assert shown == sorted(shown)


@pytest.mark.parametrize("options", [{"motion": "kenburns"}, {"variable_rate": True}])
def test_who_asks_for_pictures_gets_pictures(moving, coded, encode, options):
    film = moving()
    still = encode(film.model_copy(update={"clips": None}), "still.mp4", **options)
    assert encode(film, **options).path.read_bytes() == still.path.read_bytes()


@pytest.mark.parametrize("fps", [24, 12])
def test_boxes_are_those_of_the_frames_that_are_decoded(moving, coded, export, rows, fps):
    folder = export(moving(), fps=fps)
    [row] = rows(folder)
    told = json.loads((folder / row["tracks"]).read_text())
    numbers = coded.numbers(folder / row["file"])
    [track] = told["tracks"]
    where = {at: run[2:] for run in track["runs"] for at in range(run[0], run[1])}
    assert track["entity"] == "mara"
    assert [where[at][0] for at in range(len(numbers))] == [number % 32 for number in numbers]
    assert where[0][1:] == [3, 8, 9, 0.5]
    spans = [seen["frames"] for seen in told["events"]]
    assert [a for a, _ in spans] == [0, *(b for _, b in spans[:-1])]
    assert spans[-1][1] == len(numbers)


def test_a_film_without_clips_has_no_tracks(coded, blobs, export, rows):
    folder = export(coded.film(blobs, [500, 500]))
    assert "tracks" not in rows(folder)[0]
    assert not list(folder.glob("*.tracks.json"))


def test_a_clip_that_cannot_be_decoded_is_named(moving, blobs, encode):
    film = moving()
    broken = film.clips.clips[1].model_copy(update={"digest": blobs.put(b"no video at all")})
    clips = (film.clips.clips[0], broken, *film.clips.clips[2:])
    with pytest.raises(FilmError, match=f"clip of film-coded, {broken.shot} cannot be decoded"):
        encode(film.model_copy(update={"clips": Clips(film=film.id, clips=clips)}))
