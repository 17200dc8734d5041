"""Shards keep their limits, are the same each time, and are seen only when they are whole."""

from __future__ import annotations

import json
import os
import tarfile
import weakref

import pytest
from folders import bytes_of
from moviellm import Cancelled
from moviellm.film import Film
from moviellm.manifest import check_manifest, read_manifest
from moviellm.testing import make_context
from moviellm_plugin_webdataset.config import WebDatasetConfig
from moviellm_plugin_webdataset.finished_shards import FINISHED_SHARDS
from moviellm_plugin_webdataset.impl import WebDatasetExporter


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def samples_in(shard) -> int:
    with tarfile.open(shard) as tar:
        return len(tar.getnames()) // 2


def test_a_shard_is_closed_at_its_count(export, many, read):
    out = export(*many(2), shard_samples=20)
    shards = sorted(out.glob("*.tar"))
    assert [shard.name for shard in shards] == [f"train-{n:06d}.tar" for n in range(4)]
    assert [samples_in(shard) for shard in shards] == [20, 20, 20, 4]
    assert len(read(out)) == 64


def test_a_shard_is_closed_before_it_outgrows_its_bytes(export, many):
    out = export(*many(1), shard_bytes=20_000)
    sizes = [shard.stat().st_size for shard in sorted(out.glob("*.tar"))]
    assert len(sizes) > 2
    assert max(sizes) <= 20_000 + 1_024
    assert min(sizes[:-1]) > 10_000


def test_a_sample_that_is_larger_than_a_shard_has_one_of_its_own(export, many, read):
    out = export(*many(1), shard_bytes=1)
    assert len(list(out.glob("*.tar"))) == len(read(out)) == 32


def test_the_index_tells_of_every_shard(export, many, read):
    out = export(*many(6), split={"train": 1, "test": 1}, shard_samples=30)
    index = json.loads((out / "shards.json").read_text())
    hashes = {row.path: row.sha256 for row in read_manifest(out)}
    listed = [shard for split in index["splits"].values() for shard in split["shards"]]
    assert sorted(shard["url"] for shard in listed) == [p.name for p in sorted(out.glob("*.tar"))]
    for shard in listed:
        assert shard["sha256"] == hashes[shard["url"]]
        assert shard["filesize"] == (out / shard["url"]).stat().st_size
        assert shard["nsamples"] == samples_in(out / shard["url"])
    for name, split in index["splits"].items():
        assert split["samples"] == len(read(out, name))


def test_an_export_is_whole_and_holds_nothing_else(export, many):
    out = export(*many(1))
    assert names(out) == [
        "MANIFEST.json", "README.md", "shards.json", "train-000000.tar", "train.films.jsonl",
    ]  # fmt: skip
    assert check_manifest(out) == []


@pytest.mark.parametrize(("sample", "most"), [("frame", 2), ("film", 4)])
def test_few_films_are_in_memory_at_once(blobs, many, tmp_path, sample, most):
    texts = [film.model_dump_json() for film in many(8)]
    given: list[weakref.ref[Film]] = []
    alive = []

    def films():
        for text in texts:
            film = Film.model_validate_json(text)
            given.append(weakref.ref(film))
            alive.append(sum(one() is not None for one in given))
            yield film

    options = {"sample": sample, "workers": 2, "video": {"fps": 1, "variable_rate": True}}
    exporter = WebDatasetExporter(WebDatasetConfig(**options))
    exporter.moviellm_export(films(), tmp_path, make_context(film="", blobs=blobs))
    assert len(alive) == 8
    assert max(alive) <= most


class Stopped:
    """Films that end with a request to stop, or with the process's death as far as files tell."""

    def __init__(self, films, error):
        self.films, self.error = iter(films), error

    def __iter__(self):
        yield from self.films
        raise self.error


def interrupted(films, target, blobs, error, **options):
    target.mkdir(exist_ok=True)
    exporter = WebDatasetExporter(WebDatasetConfig(**options))
    context = make_context(film="", blobs=blobs)
    with pytest.raises(type(error)):
        exporter.moviellm_export(Stopped(films, error), target, context)


def whole_shards(out):
    """The inodes of the shards that an interrupted export has written down as whole."""
    rows = [json.loads(line) for line in (out / FINISHED_SHARDS).read_text().splitlines()]
    return {row["path"]: (out / row["path"]).stat().st_ino for row in rows}


def test_an_interrupted_export_goes_on_after_its_whole_shards(export, many, blobs, tmp_path):
    films, options = many(4), {"shard_samples": 20, "split": {"train": 1, "validation": 1}}
    whole = export(*films, folder="whole", **options)
    out = tmp_path / "out"
    interrupted(films[:3], out, blobs, Cancelled("stop"), **options)
    left = whole_shards(out)
    assert left
    assert [name for name in names(out) if name.endswith(".part")] == []
    blobs.reads.clear()
    export(*films, **options)
    assert {path.name: path.stat().st_ino for path in out.glob("*.tar")}.items() >= left.items()
    assert bytes_of(out) == bytes_of(whole)
    held = sum(samples_in(whole / name) for name in left)
    assert len(blobs.reads) == 4 * 32 - held


@pytest.mark.slow
def test_films_in_whole_shards_are_not_encoded_again(export, many, blobs, tmp_path):
    films, options = many(3), {"shard_samples": 1, "sample": "film", "workers": 1}
    whole = export(*films, folder="whole", **options)
    out = tmp_path / "out"
    interrupted(films[:2], out, blobs, Cancelled("stop"), **options)
    ((first, before),) = whole_shards(out).items()
    blobs.reads.clear()
    export(*films, **options)
    assert (out / first).stat().st_ino == before
    assert bytes_of(out) == bytes_of(whole)
    assert {picture.digest for picture in films[2].footage.pictures} <= set(blobs.reads)


@pytest.mark.parametrize("damage", ["half a line", "shorter", "gone", "no list", "stray files"])
def test_only_whole_shards_count(export, many, blobs, tmp_path, damage):
    films, options = many(4), {"shard_samples": 20}
    whole = export(*films, folder="whole", **options)
    out = tmp_path / "out"
    interrupted(films, out, blobs, Cancelled("stop"), **options)
    listed = out / FINISHED_SHARDS
    second = out / "train-000001.tar"
    if damage == "half a line":
        listed.write_bytes(listed.read_bytes()[:-20])
    elif damage == "shorter":
        os.truncate(second, second.stat().st_size - 1)
    elif damage == "gone":
        second.unlink()
    elif damage == "no list":
        listed.unlink()
    else:
        (out / ".train-000009.tar.part").write_bytes(b"half")
        (out / ".film-x.mp4").write_bytes(b"half")
        (out / "train.films.jsonl").write_bytes(b"half")
        (out / "deep").mkdir()
        (out / "deep" / "file").write_bytes(b"half")
    export(*films, **options)
    assert bytes_of(out) == bytes_of(whole)
