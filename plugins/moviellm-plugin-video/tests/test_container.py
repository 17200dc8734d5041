"""Chapters, marks and layout of the mp4, by PyAV, by ffprobe and byte by byte."""

from __future__ import annotations

import struct
from fractions import Fraction

import av
import pytest
from moviellm_plugin_video.mark import XMP_BOX

DURATIONS = [1000] * 16


def boxes(path):
    """Kind and body of each box of a file."""
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        found.append((kind.decode(), data[at + 8 : at + size]))
        at += size
    assert at == len(data)
    return found


def test_chapters_are_those_of_the_screenplay(coded, blobs, encode, ffprobe):
    made = encode(coded.film(blobs, DURATIONS, text="Part <one> & “two” 🎬"))
    spans = [(0, 8000), (8000, 16_000)]
    with av.open(str(made.path)) as video:
        found = video.chapters()
    assert [(c["start"], c["end"]) for c in found] == spans
    assert {c["time_base"] for c in found} == {Fraction(1, 1000)}
    assert {c["metadata"]["title"] for c in found} == {"Part <one> & “two” 🎬"}
    probed = ffprobe(made.path)["chapters"]
    assert [(float(c["start_time"]), float(c["end_time"])) for c in probed] == [(0, 8), (8, 16)]
    assert probed[0]["tags"]["title"] == "Part <one> & “two” 🎬"


def test_chapters_can_be_left_out(coded, blobs, encode, ffprobe):
    made = encode(coded.film(blobs, DURATIONS), chapters=False)
    assert ffprobe(made.path)["chapters"] == []
    assert len(ffprobe(made.path)["streams"]) == 1


@pytest.mark.parametrize("fps", [24, 25, "30000/1001", 1])
@pytest.mark.parametrize(("codec", "called"), [("h264", "h264"), ("av1", "av1")])
def test_ffprobe_finds_what_was_made(coded, blobs, encode, ffprobe, fps, codec, called):
    made = encode(coded.film(blobs, DURATIONS), fps=fps, codec=codec, chapters=False)
    found = ffprobe(made.path, "-count_frames")
    [stream] = found["streams"]
    assert stream["codec_name"] == called
    assert int(stream["nb_frames"]) == int(stream["nb_read_frames"]) == made.frames
    assert Fraction(stream["r_frame_rate"]) == Fraction(stream["avg_frame_rate"]) == made.rate
    assert (stream["width"], stream["height"]) == (made.width, made.height) == coded.SIZE
    assert stream["pix_fmt"] == "yuv420p"
    assert float(stream["start_time"]) == 0
    assert float(found["format"]["duration"]) == pytest.approx(made.duration_ms / 1000, abs=1e-3)
    assert int(found["format"]["size"]) == made.bytes == made.path.stat().st_size


def test_colours_are_declared(coded, blobs, encode, ffprobe):
    [stream] = ffprobe(encode(coded.film(blobs, [500]), chapters=False).path)["streams"]
    assert stream["color_range"] == "tv"
    assert stream["color_space"] == "bt470bg"
    assert stream["color_primaries"] == "bt709"
    assert stream["color_transfer"] == "iec61966-2-1"


def test_the_index_comes_before_the_pictures(coded, blobs, encode):
    kinds = [kind for kind, _ in boxes(encode(coded.film(blobs, DURATIONS)).path)]
    assert kinds[0] == "ftyp"
    assert kinds.index("moov") < kinds.index("mdat")
    assert kinds[-1] == "uuid"


@pytest.mark.parametrize("options", [{}, {"codec": "av1"}, {"fps": 1}, {"variable_rate": True}])
def test_decoding_can_start_at_every_shot(coded, blobs, encode, options):
    made = encode(coded.film(blobs, [2000] * 8), **options)
    with av.open(str(made.path)) as video:
        starts = {p.pts * p.time_base for p in video.demux(video=0) if p.is_keyframe and p.size}
    assert starts >= {Fraction(4 * n) for n in range(4)}


def test_frames_are_stored_in_the_order_in_which_they_are_shown(coded, blobs, encode):
    for codec in ("h264", "av1"):
        made = encode(coded.film(blobs, [2000] * 8), codec=codec)
        with av.open(str(made.path)) as video:
            packets = [p for p in video.demux(video=0) if p.size]
        assert [p.pts for p in packets] == [p.dts for p in packets]


@pytest.mark.parametrize(
    ("mark", "wanted"),
    [
        ("algorithmicMedia", "algorithmicMedia"),
        ("trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        ("compositeWithTrainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        ("", "trainedAlgorithmicMedia"),
    ],
)
def test_the_video_is_marked_as_its_pictures_are(coded, blobs, encode, mark, wanted):
    made = encode(coded.film(blobs, [500], kind="jpg", mark=mark))
    kind, body = boxes(made.path)[-1]
    assert kind == "uuid"
    assert body.startswith(XMP_BOX)
    assert f'DigitalSourceType="{coded.MARK}{wanted}"' in body.decode(errors="replace")


def test_one_picture_of_a_model_among_drawings_marks_the_video(coded, blobs, encode):
    film = coded.film(blobs, [500] * 3, kind="jpg", mark="algorithmicMedia")
    painted = coded.picture(2, kind="jpg", mark="trainedAlgorithmicMedia")
    first, second, third = film.footage.pictures
    second = second.model_copy(update={"digest": blobs.put(painted)})
    footage = film.footage.model_copy(update={"pictures": (first, second, third)})
    _, body = boxes(encode(film.model_copy(update={"footage": footage})).path)[-1]
    assert b"digitalsourcetype/trainedAlgorithmicMedia" in body


def test_ffprobe_shows_the_marks(coded, blobs, encode, ffprobe):
    made = encode(coded.film(blobs, DURATIONS, text="Héléna’s film"))
    tags = ffprobe(made.path, "-export_xmp", "1")["format"]["tags"]
    assert tags["synthetic"] == "true"
    assert "Synthetic" in tags["comment"]
    assert tags["title"] == "Héléna’s film"
    assert "trainedAlgorithmicMedia" in tags["xmp"]
    assert tags.keys().isdisjoint({"creation_time", "encoder"})
