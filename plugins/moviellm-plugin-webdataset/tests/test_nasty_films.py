"""Films that no writer should write come back whole from tar shards."""

from __future__ import annotations

import json
import tempfile

import pytest
from container_exports import exported, exporter, require_whole
from hypothesis import given, settings
from moviellm.film import Caption, Film
from moviellm.testing import MemoryBlobs, movie_of, nasty_movies

BLOBS = MemoryBlobs()


@pytest.mark.slow
@settings(max_examples=60)
@given(nasty_movies(BLOBS, most_frames=10))
def test_a_nasty_film_comes_back_from_tar_shards(read, film):
    with tempfile.TemporaryDirectory() as folder:
        out = exported(exporter("webdataset", shard_samples=3), film, folder, BLOBS)
        samples = read(out)
        (row,) = (out / "train.films.jsonl").read_bytes().split(b"\n")[:-1]
    require_whole([sample.row for sample in samples], film)
    assert [sample.hashes() for sample in samples] == [[p.sha256] for p in film.footage.pictures]
    assert len({sample.key for sample in samples}) == len(samples)
    whole = json.loads(row)
    assert [one["text"] for one in whole["captions"]] == [c.text for c in film.annotations.captions]
    assert [one["text"] for one in whole["dialogue"]] == [c.text for c in film.storyboard.cues]


@pytest.mark.parametrize("unit", ["frame", "shot", "film"])
def test_a_film_of_the_papers_length_comes_back(read, tmp_path, unit):
    film = told_by_frame(movie_of(BLOBS, [3_000] * 1_331))
    options = {"sample": unit, "video": {"fps": 1, "variable_rate": True}}
    out = exported(exporter("webdataset", **options), film, str(tmp_path), BLOBS)
    samples = read(out)
    frames = [frame for sample in samples for frame in sample.row["frames"]]
    assert [frame["index"] for frame in frames] == list(range(1, 1_332))
    told = [one["text"] for sample in samples for one in sample.row["captions"]]
    assert told == [f"Frame {n}." for n in range(1, 1_332)]
    if unit == "film":
        assert samples[0].row["video"]["frames"] == 1_331


def told_by_frame(film: Film) -> Film:
    """The film with one caption a frame and nothing asked."""
    captions = tuple(
        Caption(id=f"k-{frame.id}", level="frame", target=frame.id, start_ms=frame.start_ms,
                end_ms=frame.end_ms, text=f"Frame {frame.index}.")
        for frame in film.storyboard.frames()
    )  # fmt: skip
    notes = {"captions": captions, "questions": ()}
    return film.model_copy(update={"annotations": film.annotations.model_copy(update=notes)})
