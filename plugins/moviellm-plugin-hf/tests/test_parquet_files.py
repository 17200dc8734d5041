"""Parquet: named and sized as loaders want it, pictures as they are, types that hold any film."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pyarrow.parquet as pq
import pytest
from folders import bytes_of
from hypothesis import given, settings
from moviellm.film import Film
from moviellm.manifest import check_manifest
from moviellm.testing import MemoryBlobs, make_context, nasty_movies
from moviellm_plugin_hf import shards
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.impl import HfExporter
from odd_films import odd_film
from PIL import Image

BLOBS = MemoryBlobs()

TABLES = ["captions", "films", "frames", "questions"]


def read(folder, table):
    files = sorted((folder / table).glob("*.parquet"))
    return [row for file in files for row in pq.read_table(file).to_pylist()]


def test_each_table_has_a_folder_and_files_that_say_how_many_there_are(export, blobs):
    out = export([odd_film(blobs)])
    assert sorted(p.name for p in out.iterdir() if p.is_dir()) == sorted([*TABLES, "figures"])
    for table in TABLES:
        assert [p.name for p in (out / table).iterdir()] == ["train-00000-of-00001.parquet"]


@pytest.mark.parametrize("layout", ["parquet", "videofolder"])
def test_questions_carry_the_scores_of_an_audit(export, blobs, tmp_path, layout):
    film = odd_film(blobs)
    choices = [q for q in film.annotations.questions if q.options]
    lines = [{"id": f"{film.id}/{q.id}", "blind": n / 100} for n, q in enumerate(choices)]
    (tmp_path / "scores.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    out = export([film], layout=layout, scores=str(tmp_path / "scores.jsonl"))
    files = out.glob("questions/*.parquet" if layout == "parquet" else "*/questions.parquet")
    rows = [row for file in files for row in pq.read_table(file).to_pylist()]
    assert choices
    assert [row["blind"] for row in rows if row["options"]] == [line["blind"] for line in lines]
    assert all(row["blind"] is None for row in rows if not row["options"])
    assert list(rows[0])[-2:] == ["blind", "synthetic"]


def test_files_end_at_a_size_and_hold_every_row_in_order(export, blobs, monkeypatch):
    monkeypatch.setattr(shards, "ROW_GROUP", 4_000)
    noise = [blobs.put(bytes([n]) * 600_000) for n in range(12)]
    film = odd_film(blobs, frames=12)
    pictures = [
        picture.model_copy(update={"digest": digest, "bytes": 600_000})
        for picture, digest in zip(film.footage.pictures, noise, strict=True)
    ]
    footage = film.footage.model_copy(update={"pictures": tuple(pictures)})
    out = export([film.model_copy(update={"footage": footage})], shard_mb=1)
    files = sorted(path.name for path in (out / "frames").iterdir())
    assert len(files) > 1
    assert files == [f"train-{n:05d}-of-{len(files):05d}.parquet" for n in range(len(files))]
    assert [row["index"] for row in read(out, "frames")] == list(range(1, 13))
    assert {row["image"]["bytes"][:1] for row in read(out, "frames")} == {
        bytes([n]) for n in range(12)
    }


def test_row_groups_end_at_a_size(export, blobs, monkeypatch):
    monkeypatch.setattr(shards, "ROW_GROUP", 2_000)
    out = export([odd_film(blobs, id=f"film-{n}") for n in range(6)])
    for table in TABLES:
        (file,) = (out / table).iterdir()
        assert pq.ParquetFile(file).num_row_groups > 1
        assert pq.ParquetFile(file).metadata.num_rows == len(read(out, table))


def test_pictures_are_stored_as_they_are_with_no_path_to_them(export, blobs):
    film = odd_film(blobs, frames=3)
    out = export([film])
    rows = read(out, "frames")
    assert [row["image"] for row in rows] == [
        {"bytes": blobs.get(picture.digest), "path": None} for picture in film.footage.pictures
    ]
    (file,) = (out / "frames").iterdir()
    metadata = pq.ParquetFile(file).metadata.row_group(0)
    columns = [metadata.column(n) for n in range(metadata.num_columns)]
    how = {column.path_in_schema: column.compression for column in columns}
    assert how.pop("image.bytes") == "UNCOMPRESSED"
    assert set(how.values()) == {"ZSTD"}


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_other_formats_are_not_turned_into_jpeg(export, blobs, kind):
    film = odd_film(blobs, frames=1)
    drawn = io.BytesIO()
    Image.new("RGB", (9, 7), "teal").save(drawn, kind)
    update = {"digest": blobs.put(drawn.getvalue()), "format": kind}
    picture = film.footage.pictures[0].model_copy(update=update)
    footage = film.footage.model_copy(update={"pictures": (picture,)})
    (row,) = read(export([film.model_copy(update={"footage": footage})]), "frames")
    assert row["format"] == kind
    assert Image.open(io.BytesIO(row["image"]["bytes"])).format == kind.upper()


def test_a_table_without_rows_has_a_file_with_its_columns(export, blobs):
    out = export([odd_film(blobs, questions=0)])
    (file,) = (out / "questions").iterdir()
    table = pq.read_table(file)
    assert table.num_rows == 0
    assert "evidence_frames" in table.column_names


def test_the_schema_tells_datasets_its_features(export, blobs):
    out = export([odd_film(blobs)])
    (file,) = (out / "frames").iterdir()
    told = json.loads(pq.read_schema(file).metadata[b"huggingface"])["info"]["features"]
    assert told["image"] == {"_type": "Image"}
    assert told["events"] == {"feature": {"dtype": "string", "_type": "Value"}, "_type": "List"}


def test_no_films_make_a_card_and_no_tables(export):
    out = export([])
    assert sorted(p.name for p in out.iterdir()) == ["MANIFEST.json", "README.md", "croissant.json"]


def test_equal_films_give_equal_bytes(export, blobs):
    films = [odd_film(blobs, ["b", "漢"], id=f"film-{n}") for n in range(3)]
    again = [Film.model_validate_json(film.model_dump_json()) for film in films]
    assert bytes_of(export(films, "one")) == bytes_of(export(again, "two"))


def test_the_manifest_holds_every_file(export, blobs):
    assert check_manifest(export([odd_film(blobs)])) == []


@settings(max_examples=40)
@given(film=nasty_movies(BLOBS, most_frames=11))
def test_any_film_is_given_back(tmp_path_factory, film):
    out = tmp_path_factory.mktemp("odd")
    HfExporter(HfConfig()).moviellm_export([film], out, make_context(film="", blobs=BLOBS))
    (row,) = read(out, "films")
    assert Film.model_validate_json(row["json"]) == film
    assert (row["title"], row["theme"]) == (film.screenplay.title, film.brief.theme)
    assert [cue["text"] for cue in row["dialogue"]] == [cue.text for cue in film.storyboard.cues]
    captions = [row["text"] for row in read(out, "captions")]
    assert captions == [caption.text for caption in film.annotations.captions]
    asked = [(r["question"], r["answer"], r["options"]) for r in read(out, "questions")]
    assert asked == [
        (q.question, q.answer, list(q.options) if q.options else None)
        for q in film.annotations.questions
    ]
    told = {one.target: one.text for one in film.annotations.captions if one.level == "frame"}
    frames = [told.get(frame.id) for frame in film.storyboard.frames()]
    assert [row["caption"] for row in read(out, "frames")] == frames


def test_a_film_of_1331_frames_is_written(export, blobs):
    out = export([odd_film(blobs, frames=1_331)])
    assert [row["index"] for row in read(out, "frames")] == list(range(1, 1_332))


PEAK = """
import resource, sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from odd_films import odd_film
from moviellm.testing import MemoryBlobs, make_context
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.impl import HfExporter

class Shelf(MemoryBlobs):
    def get(self, digest):
        return b"\\xff\\xd8" + digest.encode() + bytes(200_000)

films = (odd_film(MemoryBlobs(), id=f"film-{n}", frames=20) for n in range(int(sys.argv[2])))
with tempfile.TemporaryDirectory() as folder:
    context = make_context(film="", blobs=Shelf())
    HfExporter(HfConfig(shard_mb=20)).moviellm_export(films, Path(folder), context)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_films(request):
    def peak_mb(films):
        words = [sys.executable, "-c", PEAK, str(request.path.parent), str(films)]
        return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)

    few, many = peak_mb(20), peak_mb(150)
    assert many < few + 60, f"130 films of 4 MB more took {many - few} MB more"
