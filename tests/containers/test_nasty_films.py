"""Films that no writer should write come back whole from every export."""

from __future__ import annotations

import itertools
import json
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import Caption, Cue, Film, Question
from moviellm.testing import MemoryBlobs, make_context, tiny_movie
from moviellm_plugin_mds.config import MdsConfig
from moviellm_plugin_mds.impl import MdsExporter
from moviellm_plugin_webdataset.config import WebDatasetConfig
from moviellm_plugin_webdataset.impl import WebDatasetExporter

AWKWARD = (
    "<image>", "<video>\n", "12345", '"', "\\", "'", "😀🎬🏽", "\u2028\u2029\x85", "-->", "\n\n",
    "{}", "\x00", "\x7f", "../../x.tar", "__key__", "a" * 300, " ", "灯塔", "\ufeff", "NaN",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(AWKWARD) | st.text(max_size=20), min_size=1, max_size=4).map(
    lambda parts: ("".join(parts) or "x")[:400]
)
IDS = st.from_regex(r"\A[a-z0-9]{1,6}([._-][a-z0-9]{1,6}){0,6}\Z")


@st.composite
def films(draw: st.DrawFn) -> Film:
    """The tiny film with other ids, texts, and numbers of frames, cues, captions and questions."""
    film, name = tiny_movie(BLOBS), draw(IDS)
    frames = draw(st.integers(1, 10))
    shot = film.storyboard.shots[0]
    shown = tuple(list(film.storyboard.frames())[:frames])
    end = shown[-1].end_ms
    moments = st.tuples(st.integers(0, end), st.integers(0, end)).map(sorted)
    cues = tuple(
        Cue(id=f"c{n}", event="e1", text=text[:200], start_ms=start, end_ms=stop)
        for n, (text, (start, stop)) in enumerate(
            draw(st.lists(st.tuples(TEXTS, moments), max_size=4))
        )
    )
    captions = tuple(
        Caption(id=f"k{n}", level="shot", target="s1", start_ms=start, end_ms=stop, text=text)
        for n, (text, (start, stop)) in enumerate(
            draw(st.lists(st.tuples(TEXTS, moments), max_size=4))
        )
    )
    questions = tuple(
        _question(n, text, shown[-1].id) for n, text in enumerate(draw(st.lists(TEXTS, max_size=3)))
    )
    notes = film.annotations.model_copy(
        update={"film": name, "captions": captions, "questions": questions}
    )
    whole = {
        "brief": film.brief.model_copy(update={"id": name, "theme": draw(TEXTS)}),
        "screenplay": film.screenplay.model_copy(
            update={"film": name, "title": draw(TEXTS)[:100], "genre": draw(TEXTS)[:100]}
        ),
        "storyboard": film.storyboard.model_copy(
            update={
                "film": name,
                "shots": (shot.model_copy(update={"frames": shown}),),
                "cues": cues,
            }
        ),
        "footage": film.footage.model_copy(
            update={"film": name, "pictures": film.footage.pictures[:frames]}
        ),
        "annotations": notes,
    }
    return Film.model_validate_json(film.model_copy(update=whole).model_dump_json())


def _question(number: int, text: str, frame: str) -> Question:
    return Question(
        id=f"q{number}",
        kind="what",
        question=text,
        answer=text,
        evidence={"frames": (frame,)},
        hops=1,
        certificate_ms=0,
        program="value(location(map))",
    )


BLOBS = MemoryBlobs()
_OFTEN = settings(max_examples=60)


def read_mds(shard: bytes) -> Iterator[tuple[str, dict[str, Any], bytes]]:
    """Read a shard by the letter of the format, without the code that wrote it."""
    (count,) = struct.unpack_from("<I", shard)
    ends = struct.unpack_from(f"<{count + 1}I", shard, 4)
    for start, end in itertools.pairwise(ends):
        lengths = struct.unpack_from("<3I", shard, start)
        parts, at = [], start + 12
        for length in lengths:
            parts.append(shard[at : at + length])
            at += length
        assert at == end
        yield parts[0].decode(), json.loads(parts[1]), parts[2]


def exported(exporter: Any, film: Film, folder: str) -> Path:
    context = make_context(film="", blobs=BLOBS)
    exporter.moviellm_export(iter([film]), Path(folder), context)
    return Path(folder)


def require_whole(rows: list[dict[str, Any]], film: Film) -> None:
    assert [row["target"] for row in rows] == [frame.id for frame in film.storyboard.frames()]
    for row in rows:
        assert row["film"] == film.id
        assert row["title"] == film.screenplay.title
        span = (row["start_ms"], row["end_ms"])
        heard = [
            cue.text
            for cue in film.storyboard.cues
            if cue.start_ms < span[1] and span[0] < cue.end_ms
        ]
        assert [cue["text"] for cue in row["dialogue"]] == heard
        told = [
            one.text
            for one in film.annotations.captions
            if span[0] <= one.start_ms < span[1] and one.end_ms <= span[1]
        ]
        assert [one["text"] for one in row["captions"]] == told
    asked = [question.answer for question in film.annotations.questions]
    assert [question["answer"] for question in rows[-1]["questions"]] == asked


@_OFTEN
@given(films())
def test_a_nasty_film_comes_back_from_tar_shards(read, film):
    with tempfile.TemporaryDirectory() as folder:
        out = exported(WebDatasetExporter(WebDatasetConfig(shard_samples=3)), film, folder)
        samples = read(out)
        (row,) = (out / "train.films.jsonl").read_bytes().split(b"\n")[:-1]
    require_whole([sample.row for sample in samples], film)
    assert [sample.hashes() for sample in samples] == [[p.sha256] for p in film.footage.pictures]
    assert len({sample.key for sample in samples}) == len(samples)
    whole = json.loads(row)
    assert [one["text"] for one in whole["captions"]] == [c.text for c in film.annotations.captions]
    assert [one["text"] for one in whole["dialogue"]] == [c.text for c in film.storyboard.cues]


@_OFTEN
@given(films())
def test_a_nasty_film_comes_back_from_mds_shards(film):
    with tempfile.TemporaryDirectory() as folder:
        config = MdsConfig(sample="frame", shard_samples=3)
        out = exported(MdsExporter(config), film, folder)
        shards = sorted((out / "train").glob("*.mds"))
        samples = [sample for shard in shards for sample in read_mds(shard.read_bytes())]
    require_whole([row for _, row, _ in samples], film)
    assert [len(picture) for *_, picture in samples] == [p.bytes for p in film.footage.pictures]


@pytest.mark.parametrize("unit", ["frame", "shot", "film"])
def test_a_film_of_the_papers_length_comes_back(read, tmp_path, unit):
    film = of_length(1_331)
    options = {"sample": unit, "video": {"fps": 1, "variable_rate": True}}
    out = exported(WebDatasetExporter(WebDatasetConfig(**options)), film, str(tmp_path))
    samples = read(out)
    frames = [frame for sample in samples for frame in sample.row["frames"]]
    assert [frame["index"] for frame in frames] == list(range(1, 1_332))
    told = [one["text"] for sample in samples for one in sample.row["captions"]]
    assert told == [f"Frame {n}." for n in range(1, 1_332)]
    if unit == "film":
        assert samples[0].row["video"]["frames"] == 1_331


def of_length(count: int) -> Film:
    """The tiny film's pictures over and over, in shots of eleven frames."""
    film = tiny_movie(BLOBS)
    moments, shots = list(film.storyboard.frames()), []
    for first in range(0, count, 11):
        frames = tuple(
            moments[n % 10].model_copy(
                update={"id": f"f{n:04d}", "index": n + 1, "start_ms": 3_000 * n,
                        "duration_ms": 3_000}
            )
            for n in range(first, min(first + 11, count))
        )  # fmt: skip
        update = {"id": f"s{first:04d}", "frames": frames}
        shots.append(film.storyboard.shots[0].model_copy(update=update))
    captions = tuple(
        Caption(id=f"k{n}", level="frame", target=f"f{n:04d}", start_ms=3_000 * n,
                end_ms=3_000 * n + 3_000, text=f"Frame {n + 1}.")
        for n in range(count)
    )  # fmt: skip
    pictures = tuple(
        film.footage.pictures[n % 10].model_copy(update={"frame": f"f{n:04d}"})
        for n in range(count)
    )
    return film.model_copy(
        update={
            "storyboard": film.storyboard.model_copy(update={"shots": tuple(shots), "cues": ()}),
            "footage": film.footage.model_copy(update={"pictures": pictures}),
            "annotations": film.annotations.model_copy(
                update={"captions": captions, "questions": ()}
            ),
        }
    )
