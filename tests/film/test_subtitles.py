from __future__ import annotations

import io
import re

import pysubs2
import pytest
import srt
import webvtt
from hypothesis import given
from hypothesis import strategies as st
from moviellm.film import Cue
from moviellm.film.formats import write_srt, write_vtt

NAMES = {"mara": "Mara", "ivo": "Ivo <the Grey> & Son"}
AWKWARD = [
    "plain",
    "two\n\nparagraphs",
    "an arrow --> here",
    "42",
    "<i>markup</i> & ampersand",
    "\u2028separated\u2029lines\x85and\x0bmore",
    "中文对白",
    "😀 emoji",
    "WEBVTT",
    "NOTE this is speech",
    "\x00",
]


def cue(text: str, *, speaker: str | None = None, start: int = 0, end: int = 900) -> Cue:
    return Cue(id="c1", event="e1", speaker=speaker, text=text, start_ms=start, end_ms=end)


def cues_of(text: str) -> list[srt.Subtitle]:
    return list(srt.parse(text, ignore_errors=False))


lines = st.text(min_size=1, max_size=60) | st.sampled_from(AWKWARD)
cue_lists = st.lists(
    st.builds(
        cue,
        lines,
        speaker=st.sampled_from([None, "mara", "ivo", "nobody"]),
        start=st.integers(0, 100 * 3_600_000),
        end=st.integers(0, 100 * 3_600_000),
    ),
    max_size=6,
)


@given(cue_lists)
def test_srt_is_read_back_with_one_cue_a_line_of_dialogue(cues: list[Cue]) -> None:
    text = write_srt(cues, NAMES)
    found = cues_of(text)
    assert [c.index for c in found] == list(range(1, len(cues) + 1))
    starts = [round(c.start.total_seconds() * 1000) for c in found]
    assert starts == sorted(c.start_ms for c in cues)
    assert all("\n" not in c.content and not c.content.isdigit() for c in found)
    assert len(pysubs2.SSAFile.from_string(text, format_="srt")) == len(cues)


@given(cue_lists)
def test_vtt_is_read_back_with_one_cue_a_line_of_dialogue(cues: list[Cue]) -> None:
    text = write_vtt(cues, NAMES)
    found = webvtt.from_buffer(io.StringIO(text, newline="\n"))
    assert len(found) == len(cues)
    assert [c.identifier for c in found] == ["c1"] * len(cues)
    assert all(c.start_in_seconds <= c.end_in_seconds for c in found)


@pytest.mark.parametrize("line", AWKWARD)
def test_no_line_breaks_out_of_its_cue(line: str) -> None:
    for text in (write_srt([cue(line)], NAMES), write_vtt([cue(line)], NAMES)):
        assert text.count("-->") == 1
        assert len(re.findall(r"\n\n", text)) <= 2
    assert "<i>" not in write_vtt([cue(line)], NAMES)


def test_vtt_times_have_a_dot_and_srt_times_a_comma() -> None:
    cues = [cue("Hello.", start=3_723_004, end=3_724_000)]
    assert "01:02:03,004 --> 01:02:04,000" in write_srt(cues, {})
    assert "01:02:03.004 --> 01:02:04.000" in write_vtt(cues, {})


def test_speakers_are_named() -> None:
    cues = [cue("You moved it.", speaker="ivo")]
    assert "Ivo <the Grey> & Son: You moved it." in write_srt(cues, NAMES)
    assert "<v Ivo &lt;the Grey&gt; &amp; Son>You moved it." in write_vtt(cues, NAMES)


def test_the_exact_files_of_one_line() -> None:
    cues = [cue("You moved it.", speaker="mara", start=24_200, end=25_600)]
    assert write_srt(cues, NAMES) == "1\n00:00:24,200 --> 00:00:25,600\nMara: You moved it.\n"
    assert write_vtt(cues, NAMES) == (
        "WEBVTT\n\nNOTE Synthetic dialogue, made by MovieLLM.\n\n"
        "c1\n00:00:24.200 --> 00:00:25.600\n<v Mara>You moved it.\n"
    )


def test_a_film_without_dialogue_has_valid_empty_subtitles() -> None:
    assert write_srt([], NAMES) == ""
    assert len(webvtt.from_buffer(io.StringIO(write_vtt([], NAMES)))) == 0


def test_a_cue_without_length_lasts_a_millisecond() -> None:
    assert "00:00:05,000 --> 00:00:05,001" in write_srt([cue("Oh.", start=5000, end=5000)], {})
