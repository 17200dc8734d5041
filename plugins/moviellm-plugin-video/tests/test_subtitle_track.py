"""Dialogue is a subtitle track that can be switched off, with its language."""

from __future__ import annotations

import subprocess
from itertools import pairwise

import av
import pytest
import srt
from moviellm.testing import NASTY_TEXTS
from moviellm_plugin_video.lines import lines_in_time
from moviellm_plugin_video.subtitle_track import language

LINES = [(500, 1200, "Where is it?"), (1200, 1500, "12"), (2500, 2900, "Behind <b>the</b> stove.")]


def subtitles(path):
    """Start, end and text of every subtitle that shows something."""
    with av.open(str(path)) as video:
        found = []
        for packet in video.demux(subtitles=0):
            text = bytes(packet)[2:].decode()
            if text:
                found.append((packet.pts, packet.pts + packet.duration, text))
        return found


def test_lines_are_shown_in_time_with_their_speakers(coded, blobs, encode):
    made = encode(coded.film(blobs, [3000], lines=LINES, text="Ivo the Grey"))
    assert subtitles(made.path) == [
        (500, 1200, "Mara: Where is it?"),
        (1200, 1500, "Ivo the Grey: 12"),
        (2500, 2900, "Behind <b>the</b> stove."),
    ]


def test_ffmpeg_reads_the_same_lines(coded, blobs, encode, ffprobe):
    made = encode(coded.film(blobs, [3000], lines=LINES, text="Ivo"))
    words = ["ffmpeg", "-v", "error", "-i", made.path, "-map", "0:s", "-f", "srt", "-"]
    text = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout
    found = list(srt.parse(text))
    assert [one.content for one in found] == [
        "Mara: Where is it?", "Ivo: 12", "Behind <b>the</b> stove.",
    ]  # fmt: skip
    assert [round(one.start.total_seconds() * 1000) for one in found] == [500, 1200, 2500]


@pytest.mark.parametrize("text", [*NASTY_TEXTS, "😀", "\x00\ufeff"])
def test_any_line_is_shown_as_it_is_said_on_one_line(coded, blobs, encode, text):
    made = encode(coded.film(blobs, [3000], lines=[(500, 900, "Hm."), (1000, 2000, text)]))
    shown = subtitles(made.path)
    assert len(shown) == 2
    assert "\n" not in shown[1][2]
    plain = "".join(c for c in text if c.isalnum())
    assert plain in "".join(c for c in shown[1][2] if c.isalnum())


def test_lines_that_overlap_stand_below_each_other(coded, blobs, encode):
    lines = [(0, 2000, "Stay."), (1000, 3000, "No."), (1000, 1000, "Never shown.")]
    made = encode(coded.film(blobs, [4000], lines=lines, text="Ivo"))
    assert subtitles(made.path) == [
        (0, 1000, "Mara: Stay."),
        (1000, 2000, "Mara: Stay.\nIvo: No."),
        (2000, 3000, "Ivo: No."),
    ]


def test_more_than_a_subtitle_can_hold_is_cut_between_letters(coded, blobs, encode):
    lines = [(1000, 2000, "漢字" * 1000)] * 30
    [(_, _, text)] = subtitles(encode(coded.film(blobs, [3000], lines=lines)).path)
    assert 65_500 < len(text.encode()) <= 65_535
    assert set(text) <= set("漢字\n Mara: It happens.")


def test_a_thousand_lines_are_laid_out_without_gap_or_overlap(coded, blobs):
    lines = [(n * 700, n * 700 + 500 + n % 5 * 200, f"line {n}") for n in range(1000)]
    cues = coded.film(blobs, [800_000], lines=lines).storyboard.cues
    shown = list(lines_in_time(cues, {}))
    assert all(a.end_ms <= b.start_ms for (a, _), (b, _) in pairwise(shown))
    for cue in cues:
        seen = sum(span.length_ms for span, text in shown if cue.text in text.split("\n"))
        assert seen == cue.end_ms - cue.start_ms


@pytest.mark.parametrize(
    ("tag", "letters"),
    [("en", "eng"), ("de-CH", "deu"), ("zh-Hant", "zho"), ("fil", "fil"), ("x-own", "und"),
     ("no tag at all", "und"), ("", "und")],
)  # fmt: skip
def test_the_track_has_the_three_letters_of_the_films_language(
    coded, blobs, encode, ffprobe, tag, letters
):
    assert language(tag) == letters
    made = encode(coded.film(blobs, [3000], lines=LINES, language=tag))
    [stream] = [s for s in ffprobe(made.path)["streams"] if s["codec_type"] == "subtitle"]
    assert stream["codec_name"] == "mov_text"
    assert stream["tags"]["language"] == letters


def test_a_film_without_dialogue_or_wish_has_no_subtitle_track(coded, blobs, encode, ffprobe):
    silent = encode(coded.film(blobs, [3000]))
    unwanted = encode(coded.film(blobs, [3000], lines=LINES), subtitles=False)
    for made in (silent, unwanted):
        assert "subtitle" not in {s["codec_type"] for s in ffprobe(made.path)["streams"]}
