"""Whatever a film is like, it is exported, and every reader reads all of it back."""

from __future__ import annotations

import json

import av
import pysubs2
import pytest
import srt
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.manifest import check_manifest
from moviellm.testing import MemoryBlobs, make_context, nasty_texts
from moviellm_plugin_video.mp4 import Mp4Exporter
from moviellm_plugin_video.subtitles import SubtitlesExporter

RATES = [24, 25, "30000/1001", 1, 10]

spoken = nasty_texts()
lines = st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 3000), spoken), max_size=5).map(
    lambda found: [(start, start + length, text) for start, length, text in found]
)


def export(film, blobs, folder, **options):
    from moviellm_plugin_video.config import Mp4Config, SubtitlesConfig

    context = make_context(film="", blobs=blobs)
    for exporter, name in (
        (Mp4Exporter(Mp4Config(**options)), "mp4"),
        (SubtitlesExporter(SubtitlesConfig()), "subtitles"),
    ):
        (folder / name).mkdir()
        exporter.moviellm_export([film], folder / name, context)
        assert check_manifest(folder / name) == []
    [row] = [json.loads(line) for line in (folder / "mp4/index.jsonl").read_text().splitlines()]
    return row


@settings(max_examples=40)
@given(
    durations=st.lists(st.integers(1, 3000), min_size=1, max_size=8),
    sizes=st.lists(st.tuples(st.integers(1, 70), st.integers(1, 70)), min_size=1, max_size=3),
    lines=lines,
    text=spoken,
    language=st.sampled_from(["en", "zh-Hant", "x", "", "de_CH", "tlh"]),
    fps=st.sampled_from(RATES),
    codec=st.sampled_from(["h264", "av1"]),
    style=st.sampled_from(["hold", "kenburns", "variable"]),
    sounds=st.integers(0, 3),
)
def test_any_film(
    coded, tmp_path_factory, durations, sizes, lines, text, language, fps, codec, style, sounds
):
    blobs = MemoryBlobs()
    film = coded.film(
        blobs, durations, sizes=sizes, lines=lines, text=text, language=language,
        sounds=[coded.tone(20)] * sounds,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("nasty")
    moves = {"variable_rate": True} if style == "variable" else {"motion": style}
    row = export(film, blobs, folder, fps=fps, codec=codec, **moves)
    with av.open(str(folder / "mp4" / row["file"])) as video:
        decoded = sum(1 for _ in video.decode(video=0))
        tracks = [stream.type for stream in video.streams]
        assert len(video.chapters()) == len(row["chapters"])
    assert decoded == row["frames"]
    assert ("subtitle" in tracks) == bool(lines)
    assert ("audio" in tracks) == bool(lines and sounds)
    assert [line["text"] for line in row["dialogue"]] == [line[2] for line in lines]
    assert row["questions"][0]["question"] == text
    path = folder / "subtitles" / "film-coded"
    in_srt = list(srt.parse(path.with_suffix(".srt").read_text(encoding="utf-8")))
    assert len(in_srt) == len(webvtt.read(str(path.with_suffix(".vtt")))) == len(lines)
    assert len(pysubs2.load(str(path.with_suffix(".ass")))) == len(lines)
    assert not any(one.content.isdigit() for one in in_srt)


@pytest.mark.slow
@pytest.mark.parametrize("variable", [False, True])
def test_a_film_of_the_papers_shape(coded, blobs, encode, variable):
    durations = [3000 + n % 5 * 1000 for n in range(1331)]
    said = [(n * 9000, n * 9000 + 4000, str(n)) for n in range(726)]
    film = coded.film(blobs, durations, sizes=[(32, 32)], lines=said)
    made = encode(film, fps=1, variable_rate=variable)
    decoded = coded.numbers(made.path)
    assert sorted(set(decoded)) == list(range(1, 1332))
    assert made.duration_ms == sum(durations) == film.storyboard.duration_ms
    with av.open(str(made.path)) as video:
        shown = [bytes(p)[2:].decode() for p in video.demux(subtitles=0) if len(bytes(p)) > 2]
    assert len(shown) == 726


@pytest.mark.parametrize("duration", [1, 41, 1000, 3_600_000])
def test_a_film_of_one_key_frame(coded, blobs, encode, duration):
    film = coded.film(blobs, [duration])
    for options in ({"fps": 1}, {"variable_rate": True}, {"codec": "av1", "variable_rate": True}):
        made = encode(film, **options)
        assert set(coded.numbers(made.path)) == {1}
        assert made.frames == (max(1, round(duration / 1000)) if "fps" in options else 1)


def test_an_export_of_no_film_is_an_empty_index(coded, export):
    folder = export()
    assert (folder / "index.jsonl").read_text() == ""
    assert check_manifest(folder) == []
