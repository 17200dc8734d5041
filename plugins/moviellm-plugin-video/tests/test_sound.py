"""Recordings sound where their lines are, mixed and resampled, for as long as the pictures."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest
from moviellm import FilmError
from moviellm.film import SoundMix, mix_samples
from moviellm.motion import FlacEncoder

RATE = 48_000


def heard(path):
    """The sound of a video at 48 kHz from the moment 0, -1 to 1."""
    with av.open(str(path)) as video:
        frames = list(video.decode(audio=0))
    assert frames[0].sample_rate == RATE
    sound = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    first = round(frames[0].pts * frames[0].time_base * RATE)
    return sound[-first:] if first < 0 else np.pad(sound, (first, 0))


def stretches(sound):
    """From when to when it sounds, in ms."""
    window = RATE // 500
    loud = np.abs(sound[: len(sound) // window * window]).reshape(-1, window).max(axis=1) > 0.1
    edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(int), [0]])))
    return [(a * 2, b * 2) for a, b in zip(edges[::2], edges[1::2], strict=True)]


LINES = [(1000, 1800, "One."), (4321, 5021, "Two."), (9100, 9900, "Three.")]


def test_a_recording_begins_with_its_line_and_ends_with_it(coded, blobs, encode):
    sounds = [coded.tone(end - start) for start, end, _ in LINES]
    made = encode(coded.film(blobs, [3000] * 4, lines=LINES, sounds=sounds))
    found = stretches(heard(made.path))
    assert len(found) == 3
    wanted = [time for start, end, _ in LINES for time in (start, end)]
    assert [time for pair in found for time in pair] == pytest.approx(wanted, abs=12)


def as_flac(wav):
    """A WAV file as a FLAC file of the same samples."""
    out = io.BytesIO()
    with av.open(io.BytesIO(wav)) as given, av.open(out, "w", format="flac") as flac:
        stream = flac.add_stream("flac", rate=given.streams.audio[0].rate)
        stream.codec_context.layout = given.streams.audio[0].layout
        for frame in given.decode(audio=0):
            flac.mux(stream.encode(frame))
        flac.mux(stream.encode(None))
    return out.getvalue()


def test_recordings_may_be_flac(coded, blobs, encode):
    sounds = [as_flac(coded.tone(end - start, rate=24_000)) for start, end, _ in LINES]
    made = encode(coded.film(blobs, [3000] * 4, lines=LINES, sounds=sounds))
    found = stretches(heard(made.path))
    wanted = [time for start, end, _ in LINES for time in (start, end)]
    assert [time for pair in found for time in pair] == pytest.approx(wanted, abs=12)


@pytest.mark.slow
def test_lines_begin_in_time_after_many_minutes(coded, blobs, encode):
    """Half a frame of drift at each line or each frame would be seen here by the last."""
    starts = range(333, 600_000, 20_011)
    lines = [(start, start + 300, "Oh.") for start in starts]
    sounds = [as_flac(coded.tone(300, rate=24_000))] * len(lines)
    made = encode(coded.film(blobs, [20_000] * 30, lines=lines, sounds=sounds), fps="30000/1001",
                  variable_rate=True)  # fmt: skip
    found = [start for start, _ in stretches(heard(made.path))]
    assert found == pytest.approx(list(starts), abs=20)


def test_sound_lasts_as_long_as_the_pictures(coded, blobs, encode, ffprobe):
    film = coded.film(blobs, [3000] * 4, lines=LINES, sounds=[coded.tone(800)])
    for fps in (24, "30000/1001", 1):
        made = encode(film, fps=fps)
        streams = {s["codec_type"]: s for s in ffprobe(made.path)["streams"]}
        seconds = made.duration_ms / 1000
        assert float(streams["audio"]["duration"]) == pytest.approx(seconds, abs=2e-3)
        assert float(streams["audio"]["start_time"]) == 0
        assert streams["audio"]["codec_name"] == "aac"
        assert streams["audio"]["sample_rate"] == str(RATE)


@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (24_000, 1), (44_100, 2), (48_000, 2)])
def test_recordings_are_resampled_and_their_channels_mixed(coded, blobs, encode, rate, channels):
    sound = coded.tone(2000, rate=rate, channels=channels)
    made = encode(coded.film(blobs, [4000], lines=[(1000, 3000, "Oh.")], sounds=[sound]))
    middle = heard(made.path)[RATE * 3 // 2 : RATE * 5 // 2]
    spectrum = np.abs(np.fft.rfft(middle))
    assert spectrum.argmax() == pytest.approx(1000, abs=2)
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.08)


@pytest.mark.parametrize("codec", ["h264", pytest.param("av1", marks=pytest.mark.slow)])
def test_sound_stands_beside_its_pictures_in_the_file(coded, blobs, encode, codec):
    lines = [(n * 1000, n * 1000 + 500, "Oh.") for n in range(120)]
    film = coded.film(blobs, [2000] * 60, lines=lines, sounds=[coded.tone(500)] * 120)
    made = encode(film, codec=codec)
    with av.open(str(made.path)) as video:
        packets = [(p.pos, p.stream.type, p.pts * p.time_base) for p in video.demux() if p.size]
    at = {"video": 0, "audio": 0, "subtitle": 0}
    for _, kind, time in sorted(packets):
        if kind in at:
            at[kind] = time
            assert abs(at["video"] - at["audio"]) < 3
            assert abs(at["video"] - at["subtitle"]) < 3


def test_lines_that_overlap_are_heard_together(coded, blobs, encode):
    lines = [(1000, 3000, "You"), (2000, 4000, "Me")]
    sounds = [coded.tone(2000, level=0.3), coded.tone(2000, level=0.3)]
    sound = heard(encode(coded.film(blobs, [5000], lines=lines, sounds=sounds)).path)
    alone, both = sound[RATE * 5 // 4 : RATE * 7 // 4], sound[RATE * 9 // 4 : RATE * 11 // 4]
    assert np.abs(both).max() == pytest.approx(2 * np.abs(alone).max(), rel=0.15)


def test_what_is_too_loud_together_is_clipped_and_what_is_too_long_is_cut(coded, blobs, encode):
    lines = [(0, 2000, "AH"), (0, 2000, "OH")]
    loud = coded.tone(9000, level=0.9)
    made = encode(coded.film(blobs, [2000], lines=lines, sounds=[loud, loud]))
    sound = heard(made.path)
    assert len(sound) / RATE == pytest.approx(2, abs=0.05)
    assert np.abs(sound).max() < 1.4  # 1.8 in the mix; AAC itself overshoots


def test_a_film_without_recordings_has_no_sound_track(coded, blobs, encode, ffprobe):
    silent = encode(coded.film(blobs, [3000], lines=LINES[:1]))
    film = coded.film(blobs, [3000], lines=LINES[:1], sounds=[coded.tone(800)])
    unwanted = encode(film, audio=False)
    for made in (silent, unwanted):
        assert "audio" not in {s["codec_type"] for s in ffprobe(made.path)["streams"]}


def test_a_recording_that_is_no_wav_is_named(coded, blobs, encode):
    film = coded.film(blobs, [3000], lines=LINES[:1], sounds=[b"not a wav"])
    with pytest.raises(FilmError, match=r"The recording of film-coded, c0000 cannot be decoded"):
        encode(film)


def mix_of(film, blobs, stretches_ms, data=None):
    """A mix in which the left ear hears a tone in some stretches, and the right one nothing."""
    flac = FlacEncoder(24_000)
    at = np.arange(mix_samples(film.storyboard.duration_ms, 24_000))
    samples = np.zeros((len(at), 2), np.float32)
    for start, end in stretches_ms:
        heard = slice(mix_samples(start, 24_000), mix_samples(end, 24_000))
        samples[heard, 0] = 0.5 * np.sin(at[heard] / 10)
    flac.add(samples)
    digest = blobs.put(flac.data() if data is None else data)
    mix = SoundMix(film=film.id, digest=digest, sha256="0" * 64, bytes=1, rate=24_000)
    return film.model_copy(update={"mix": mix})


def test_a_mix_is_heard_in_the_place_of_the_recordings_with_both_ears(coded, blobs, encode):
    film = coded.film(blobs, [3000] * 4, lines=LINES, sounds=[coded.tone(3_000)] * 3)
    made = encode(mix_of(film, blobs, [(start, end) for start, end, _ in LINES]))
    found = stretches(heard(made.path))
    wanted = [time for start, end, _ in LINES for time in (start, end)]
    assert [time for pair in found for time in pair] == pytest.approx(wanted, abs=12)
    with av.open(str(made.path)) as video:
        (stream,) = video.streams.audio
        assert stream.layout.name == "stereo"
        right = np.concatenate([frame.to_ndarray()[1] for frame in video.decode(audio=0)])
    assert np.abs(right).max() < 0.1


@pytest.mark.slow
def test_a_mix_does_not_drift(coded, blobs, encode):
    lines = [(at, at + 300) for at in (500, 299_500, 599_500)]
    made = encode(mix_of(coded.film(blobs, [60_000] * 10), blobs, lines), fps=1)
    found = stretches(heard(made.path))
    wanted = [time for pair in lines for time in pair]
    assert [time for pair in found for time in pair] == pytest.approx(wanted, abs=12)


def test_a_mix_that_cannot_be_decoded_is_named(coded, blobs, encode):
    film = mix_of(coded.film(blobs, [2000]), blobs, [], data=b"fLaC, it says")
    with pytest.raises(FilmError, match=f"The mix of {film.id} cannot be decoded"):
        encode(film)
