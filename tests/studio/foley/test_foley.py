"""The mixer `foley`: what happens is heard when and where it happens, at one loudness."""

from __future__ import annotations

import io
import wave

import av
import numpy as np
import pytest
from moviellm import FilmError
from moviellm.film import Clip, Clips, Film, Recording, SeenEvent, Soundtrack, mix_samples
from moviellm.studio.foley.config import FoleyConfig
from moviellm.studio.foley.deeds import DEEDS
from moviellm.studio.foley.desk import Desk
from moviellm.studio.foley.effects import effect
from moviellm.studio.foley.impl import Foley
from moviellm.studio.foley.loudness import LoudnessMeter
from moviellm.studio.foley.plan import planned
from moviellm.testing import MemoryBlobs, make_context, tiny_movie

RATE = 24_000
NOTHING = {"effects": False, "rooms": False, "music": False}


@pytest.fixture
def blobs():
    return MemoryBlobs()


@pytest.fixture
def film(blobs):
    """The tiny film; each of its lines is a tone."""
    film = tiny_movie(blobs)
    return spoken(film, blobs, [cue.span.length_ms for cue in film.storyboard.cues])


def tone(length_ms, level=0.3):
    at = np.arange(mix_samples(length_ms, RATE)) / RATE
    samples = (level * 32_767 * np.sin(2 * np.pi * 440 * at)).astype("<i2")
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return out.getvalue()


def spoken(film: Film, blobs, lengths, level=0.3):
    recordings = tuple(
        Recording(cue=cue.id, digest=blobs.put(tone(length, level)), duration_ms=length)
        for cue, length in zip(film.storyboard.cues, lengths, strict=True)
    )
    track = Soundtrack(film=film.id, recordings=recordings)
    return film.model_copy(update={"soundtrack": track})


def mixed(film, blobs, **options):
    context = make_context(film=film.id, blobs=blobs)
    return Foley(FoleyConfig(**options)).moviellm_mix(film, context)


def samples_of(mix):
    with av.open(io.BytesIO(mix.data)) as flac:
        pieces = [frame.to_ndarray().reshape(-1, 2) for frame in flac.decode(audio=0)]
    return np.concatenate(pieces) / 32_768


def at_the(film, x):
    """The film with its speaker at a place of every picture that shows him."""
    board = film.storyboard.model_dump(mode="json")
    for shot in board["shots"]:
        for frame in shot["frames"]:
            for figure in frame["depiction"]["figures"]:
                figure["x"] = x
    changed = {"storyboard": type(film.storyboard).model_validate(board)}
    pictures = tuple(one.model_copy(update={"boxes": ()}) for one in film.footage.pictures)
    plain = film.footage.model_copy(update={"pictures": pictures})
    return film.model_copy(update={**changed, "footage": plain})


def test_a_line_begins_in_the_mix_with_its_cue(film, blobs):
    heard = np.abs(samples_of(mixed(film, blobs, **NOTHING))).max(axis=1)
    (cue,) = film.storyboard.cues
    loud = np.flatnonzero(heard > 0.01)
    assert loud[0] * 1000 / RATE == pytest.approx(cue.start_ms, abs=2)
    assert loud[-1] * 1000 / RATE == pytest.approx(cue.end_ms, abs=2)


def test_the_mix_is_as_loud_as_asked_and_nothing_clips(film, blobs):
    pyloudnorm = pytest.importorskip("pyloudnorm")
    for level, wanted in ((0.02, -23.0), (0.9, -30.0)):
        loud = spoken(film, blobs, [2_000], level)
        samples = samples_of(mixed(loud, blobs, loudness=wanted))
        assert pyloudnorm.Meter(RATE).integrated_loudness(samples) == pytest.approx(wanted, abs=1)
        assert np.abs(samples).max() < 0.89
    assert len(samples) == mix_samples(film.storyboard.duration_ms, RATE)


def test_loudness_is_measured_in_pieces_as_in_one():
    noise = np.random.default_rng(4).normal(0, 0.1, (RATE * 9, 2))
    noise[: RATE * 4] *= 0.01  # below the gate
    noise += 0.3  # no ear hears it, but it would click where a piece begins
    whole, pieces = LoudnessMeter(), LoudnessMeter()
    whole.add(noise)
    for at in range(0, len(noise), 31_337):
        pieces.add(noise[at : at + 31_337])
    assert pieces.loudness() == pytest.approx(whole.loudness(), abs=0.01)
    assert LoudnessMeter().loudness() is None


def test_a_speaker_is_heard_from_where_he_stands(film, blobs):
    for x, louder in ((0.1, 0), (0.9, 1)):
        samples = samples_of(mixed(at_the(film, x), blobs, **NOTHING))
        energies = (samples**2).sum(axis=0)
        assert energies[louder] > 4 * energies[1 - louder]


def test_a_speaker_out_of_the_picture_is_told_so_and_heard_from_the_side(film):
    (cue,) = film.storyboard.cues
    board = film.storyboard.model_dump(mode="json")
    for shot in board["shots"]:
        for frame in shot["frames"]:
            if frame["start_ms"] + frame["duration_ms"] > cue.start_ms:
                frame["depiction"]["figures"] = []
    away = film.model_copy(update={"storyboard": type(film.storyboard).model_validate(board)})
    (line,) = [one for one in planned(away, FoleyConfig()) if one.make == "line"]
    assert not line.heard.seen
    assert abs(line.pan) == 0.9
    (line,) = [one for one in planned(film, FoleyConfig()) if one.make == "line"]
    assert line.heard.seen
    assert (line.heard.source, line.heard.event) == (cue.speaker, cue.event)


def test_events_are_heard_in_the_order_of_the_ledger_by_what_they_are(film):
    heard = [one.heard for one in planned(film, FoleyConfig()) if one.heard.event]
    assert [(sound.event, sound.kind, sound.source) for sound in heard] == [
        ("e1", "thing", "map"), ("e2", "steps", "mara"), ("e2", "door", "room"),
        ("e3", "thing", "map"), ("e4", "thing", "map"),
        ("e5", "door", "room"), ("e5", "steps", "mara"), ("e7", "speech", "mara"),
    ]  # fmt: skip
    shown = {}
    for frame in film.storyboard.frames():
        for event in frame.events:
            shown.setdefault(event, frame)
    for sound in heard:
        if sound.kind in ("thing", "door") and sound.event != "e2":
            assert shown[sound.event].start_ms <= sound.start_ms < shown[sound.event].end_ms


def test_a_clip_tells_when_its_event_is_heard(film):
    shots = film.storyboard.shots
    clips = tuple(
        Clip(
            shot=shot.id, digest="0" * 64, sha256="0" * 64, media_type="video/mp4", rate=24,
            frames=240, width=16, height=16, bytes=1,
            events=tuple(
                SeenEvent(event=event, first=36, stop=48)
                for frame in shot.frames for event in frame.events if event == "e3"
            ),
        )
        for shot in shots
    )  # fmt: skip
    moving = film.model_copy(update={"clips": Clips(film=film.id, clips=clips)})
    (shot,) = [s for s in shots for frame in s.frames if "e3" in frame.events]
    (sound,) = [one.heard for one in planned(moving, FoleyConfig()) if one.heard.event == "e3"]
    assert sound.start_ms == shot.span.start_ms + 1_500


def test_the_same_film_gives_the_same_bytes(film, blobs):
    assert mixed(film, blobs) == mixed(film, blobs)


def test_a_film_in_which_nothing_is_heard_gets_silence_of_its_length(blobs):
    silent = tiny_movie(blobs)
    mix = mixed(silent, blobs, **NOTHING)
    assert mix.sounds == ()
    assert not samples_of(mix).any()
    assert len(samples_of(mix)) == mix_samples(silent.storyboard.duration_ms, RATE)


def test_the_air_of_a_room_is_not_made_a_roar(blobs):
    samples = samples_of(mixed(tiny_movie(blobs), blobs, effects=False, music=False))
    assert 0 < np.abs(samples).max() < 0.2


def test_a_recording_that_cannot_be_decoded_is_named(film, blobs):
    bad = Recording(cue=film.storyboard.cues[0].id, digest=blobs.put(b"fLaC?"), duration_ms=9)
    broken = film.model_copy(update={"soundtrack": Soundtrack(film=film.id, recordings=(bad,))})
    with pytest.raises(FilmError, match=bad.cue):
        mixed(broken, blobs)


def test_names_of_any_kind_become_one_line(film, blobs):
    props = tuple(
        prop.model_copy(update={"name": "a\r\nb\x07 {x} " + "z" * 100})
        for prop in film.screenplay.props
    )
    play = film.screenplay.model_copy(update={"props": props})
    texts = [one.heard.text for one in planned(film.model_copy(update={"screenplay": play}),
                                               FoleyConfig())]  # fmt: skip
    assert any(text.startswith("the a b {x} zz") for text in texts)


def test_no_more_than_a_few_seconds_are_made_at_once(film, blobs):
    context = make_context(film=film.id, blobs=blobs)
    pieces = list(Desk(film, planned(film, FoleyConfig()), context).pieces())
    assert max(map(len, pieces)) <= 5 * RATE
    assert sum(map(len, pieces)) == mix_samples(film.storyboard.duration_ms, RATE)


@pytest.mark.parametrize("noise", sorted({deed.noise for row in DEEDS.values() for deed in row}))
def test_every_deed_has_a_sound(noise):
    for seconds in (0.25, 2.0):
        for indoors in (True, False):
            made = effect(noise, 7, seconds, indoors=indoors)
            assert len(made) == round(seconds * RATE)
            assert np.isfinite(made).all()
            assert np.abs(made).max() == pytest.approx(1 / 3, rel=1e-6)
