"""SRT, WebVTT and ASS are read back by the libraries that people read them with."""

from __future__ import annotations

import html
import json

import pysubs2
import pytest
import srt
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import HeardSound, SoundMix
from moviellm.manifest import check_manifest
from moviellm.testing import NASTY_TEXTS, MemoryBlobs, make_context
from moviellm_plugin_video.ass import write_ass
from moviellm_plugin_video.config import SubtitlesConfig
from moviellm_plugin_video.subtitles import SubtitlesExporter

AWKWARD = [
    *NASTY_TEXTS,
    "two\n\nparagraphs",
    "42",
    "😀",
    r"C:\New\hut {\b1}bold{\b0} {",
    "\u2028separated\x85",
    "Dialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,fake",
    ",,,;",
    "\x00",
]
LINES = [(1500, 3100, "Where is it?"), (4000, 5004, "Behind the stove."), (7000, 7001, "Oh.")]


def letters(text):
    return "".join(c for c in text if c.isalnum())


def test_every_line_is_read_back_with_its_time_and_speaker(coded, blobs, export):
    folder = export(coded.film(blobs, [8000], lines=LINES, text="Ivo"), to="subtitles")
    path = folder / "film-coded"
    said = ["Where is it?", "Behind the stove.", "Oh."]
    in_srt = list(srt.parse(path.with_suffix(".srt").read_text(encoding="utf-8")))
    assert [one.content for one in in_srt] == [f"Mara: {said[0]}", f"Ivo: {said[1]}", said[2]]
    assert [one.start.total_seconds() for one in in_srt] == [1.5, 4, 7]
    in_vtt = webvtt.read(str(path.with_suffix(".vtt")))
    assert [one.text for one in in_vtt] == said
    assert [one.voice for one in in_vtt] == ["Mara", "Ivo", None]
    in_ass = pysubs2.load(str(path.with_suffix(".ass")))
    assert [(e.name, e.plaintext) for e in in_ass] == list(
        zip(("Mara", "Ivo", ""), said, strict=True)
    )
    assert [(e.start, e.end) for e in in_ass] == [(1500, 3100), (4000, 5000), (7000, 7010)]
    for kind in ("srt", "vtt"):
        events = pysubs2.load(str(path.with_suffix(f".{kind}")))
        assert [(e.start, e.end) for e in events] == [line[:2] for line in LINES]


@pytest.mark.parametrize("text", AWKWARD)
def test_no_line_is_lost_or_breaks_another(coded, blobs, export, text):
    lines = [(0, 900, "First."), (1000, 2000, text), (2000, 3000, "Last.")]
    folder = export(coded.film(blobs, [4000], lines=lines), to="subtitles")
    path = folder / "film-coded"
    in_srt = [s.content for s in srt.parse(path.with_suffix(".srt").read_text(encoding="utf-8"))]
    in_vtt = [html.unescape(one.text) for one in webvtt.read(str(path.with_suffix(".vtt")))]
    in_ass = [one.plaintext for one in pysubs2.load(str(path.with_suffix(".ass")))]
    for found in (in_srt, in_vtt, in_ass):
        assert len(found) == 3
        assert letters(text) in letters(found[1])
        assert not found[1].isdigit() or found is not in_srt
        assert letters("Last.") in letters(found[2])


@settings(max_examples=40)
@given(st.lists(st.text(min_size=1, max_size=40) | st.sampled_from(AWKWARD), max_size=5))
def test_ass_has_an_event_a_line_whatever_is_said(coded, texts):
    lines = [(n * 1000, n * 1000 + 900, text) for n, text in enumerate(texts)]
    cues = coded.film(MemoryBlobs(), [9000], lines=lines).storyboard.cues
    events = pysubs2.SSAFile.from_string(write_ass(cues, {"mara": "Mara, {the} \\N keeper"}))
    assert [event.start for event in events] == [start for start, _, _ in lines]
    assert all("\n" not in event.plaintext for event in events)
    assert all(event.type == "Dialogue" for event in events)


def test_only_the_wanted_formats_are_written(coded, blobs, export):
    folder = export(coded.film(blobs, [4000]), to="subtitles", formats=("vtt", "vtt"))
    assert sorted(path.name for path in folder.iterdir()) == [
        "MANIFEST.json", "README.md", "film-coded.vtt", "index.jsonl",
    ]  # fmt: skip


def test_the_index_names_the_files_and_the_manifest_holds_them(coded, blobs, export, rows):
    one = coded.film(blobs, [4000], lines=LINES, language="de")
    two = coded.film(blobs, [4000], name="film-two")
    folder = export(one, two, to="subtitles")
    first, second = rows(folder)
    assert first["files"] == {kind: f"film-coded.{kind}" for kind in ("srt", "vtt", "ass")}
    assert (first["id"], first["language"], first["lines"]) == ("film-coded", "de", 3)
    assert (second["id"], second["lines"]) == ("film-two", 0)
    assert first["synthetic"] is second["synthetic"] is True
    assert check_manifest(folder) == []


def test_a_film_without_dialogue_has_files_without_lines(coded, blobs, export):
    path = export(coded.film(blobs, [4000]), to="subtitles") / "film-coded"
    assert path.with_suffix(".srt").read_text() == ""
    assert len(webvtt.read(str(path.with_suffix(".vtt")))) == 0
    assert len(pysubs2.load(str(path.with_suffix(".ass")))) == 0


def test_consent_goes_along(coded, blobs, tmp_path):
    from moviellm.film import Consent

    record = Consent(person="Ada", basis="own likeness", confirmed_by="Ada", date="2026-01-01")
    film = coded.film(blobs, [1000]).model_copy(update={"consent": (record,)})
    exporter = SubtitlesExporter(SubtitlesConfig(formats=("srt",)))
    exporter.moviellm_export([film], tmp_path, make_context(film="", blobs=blobs))
    row = json.loads((tmp_path / "index.jsonl").read_text())
    assert row["consent"] == [record.model_dump(mode="json")]


def test_what_is_heard_is_told_in_brackets_by_an_option(coded, blobs, export):
    def sound(kind, start_ms, end_ms, text):
        return HeardSound(
            id=f"sound-{start_ms}", kind=kind, start_ms=start_ms, end_ms=end_ms, text=text,
            seen=False,
        )  # fmt: skip

    sounds = (
        sound("tone", 0, 8000, "the air of the hut"),
        sound("speech", 1500, 3100, "Mara speaks"),
        sound("door", 1600, 1900, "a <door> opens --> wide"),
        sound("weather", 3000, 8000, "rain falls"),
        sound("thing", 7900, 8000, "a cup falls"),
    )
    mix = SoundMix(
        film="film-coded", digest="0" * 64, sha256="0" * 64, bytes=1, rate=24_000, sounds=sounds
    )
    film = coded.film(blobs, [8000], lines=LINES).model_copy(update={"mix": mix})
    folder = export(film, to="subtitles", sounds=True)
    told = webvtt.read(str(folder / "film-coded.vtt"))
    assert [(one.start, one.end, html.unescape(one.raw_text)) for one in told][1:3] == [
        ("00:00:01.600", "00:00:02.600", "[a <door> opens --> wide]"),
        ("00:00:03.000", "00:00:06.000", "[rain falls]"),
    ]
    assert (told[-1].end, told[-1].text) == ("00:00:08.000", "[a cup falls]")
    assert len(told) == len(LINES) + 3
    (row,) = [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()]
    assert row["lines"] == len(LINES)
    for kind in ("srt", "ass"):
        assert "[rain falls]" in (folder / f"film-coded.{kind}").read_text()
    without = export(film, to="subtitles", folder="without")
    assert len(webvtt.read(str(without / "film-coded.vtt"))) == len(LINES)
