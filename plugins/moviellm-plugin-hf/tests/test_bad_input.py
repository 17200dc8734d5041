"""What goes wrong is told in a sentence, and costs nothing that was there before."""

from __future__ import annotations

import gc
import re
import shutil
import subprocess
import threading

import pytest
from moviellm import Cancelled, FilmError, InputError, MovieLLMError, StorageError
from moviellm.engine.exports.again import export_again
from moviellm.film import Footage
from moviellm.manifest import check_manifest
from moviellm.testing import make_context
from moviellm_plugin_hf import shards
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.impl import HfExporter
from odd_films import odd_film
from pydantic import ValidationError

LAYOUTS = {"parquet": (), "videofolder": ("layout=videofolder", "video.fps=1")}
OPTIONS = {"parquet": {}, "videofolder": {"layout": "videofolder", "video": {"fps": 1}}}
both = pytest.mark.parametrize("layout", ["parquet", "videofolder"])


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 200 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "none", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small file system needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def one_sentence(error):
    return (
        re.fullmatch(r"[^\n]+[.]", error.message) and "Traceback" not in str(error) and error.hint
    )


@both
def test_a_film_without_pictures_is_named(export, blobs, layout):
    film = odd_film(blobs)
    bare = film.model_copy(update={"footage": Footage(film=film.id, pictures=())})
    with pytest.raises(FilmError, match="film-odd has no pictures") as caught:
        export([odd_film(blobs, id="film-good"), bare], **OPTIONS[layout])
    assert one_sentence(caught.value)


@both
def test_a_lost_picture_fails_the_export_and_leaves_the_old_one(studio, tmp_path, layout):
    run = shutil.copytree(studio.folder, tmp_path / "run")
    target = export_again(run, "hf", LAYOUTS[layout], target=tmp_path / "out")[0]
    before = sorted((path, path.stat().st_mtime_ns) for path in target.rglob("*"))
    for pack in (run / "store" / "packs").rglob("*"):
        if pack.is_file() and pack.stat().st_size > 50_000:
            pack.write_bytes(bytes(pack.stat().st_size))
    with pytest.raises(MovieLLMError) as caught:
        export_again(
            run, "hf", (*LAYOUTS[layout], "title=New"), target=tmp_path / "out", overwrite=True
        )
    assert caught.value.hint
    assert sorted((path, path.stat().st_mtime_ns) for path in target.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir() if "draft" in path.name] == []


@both
def test_a_full_disk_is_told_and_the_export_goes_on_when_there_is_room(studio, small_disk, layout):
    target = small_disk / "out"
    with pytest.raises(StorageError, match=r"full|no room") as caught:
        export_again(studio.folder, "hf", LAYOUTS[layout], target=target)
    assert one_sentence(caught.value)
    assert not target.exists()
    left = [path for path in small_disk.rglob("*") if path.is_file()]
    assert [path for path in left if path.suffix != ".mp4"] == []
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    export_again(studio.folder, "hf", LAYOUTS[layout], target=target)
    assert check_manifest(target) == []
    assert [path.name for path in small_disk.iterdir()] == ["out"]


def test_a_disk_that_fills_after_whole_files_is_told(blobs, small_disk, monkeypatch):
    monkeypatch.setattr(shards, "ROW_GROUP", 2_000)
    monkeypatch.setattr(shards, "_BATCH", 2_000)
    films = (odd_film(blobs, id=f"film-{n}", person=str(n)) for n in range(200))
    target = small_disk / "out"
    target.mkdir()
    config = HfConfig.model_construct(shard_mb=0.03)
    with pytest.raises(OSError, match="No space left"):
        HfExporter(config).moviellm_export(films, target, make_context(film="", blobs=blobs))
    gc.collect()
    assert [path for path in target.rglob("*") if path.is_file()] == []


def test_a_file_in_the_way_is_told(studio, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StorageError) as caught:
        studio.export("hf", tmp_path / "file" / "out")
    assert one_sentence(caught.value)
    assert (tmp_path / "file").read_text() == "mine"


def test_what_stands_there_is_replaced_only_on_demand(studio, tmp_path):
    target = studio.export("hf", tmp_path / "out")
    with pytest.raises(InputError, match="something else"):
        export_again(studio.folder, "hf", ["title=Other"], target=target)
    assert "# Films made by MovieLLM" in (target / "README.md").read_text()
    export_again(studio.folder, "hf", ["title=Other"], target=target, overwrite=True)
    assert "# Other" in (target / "README.md").read_text()


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("layout=both", "parquet"),
        ("shards=3", "shard_mb"),
        ("video.fps=3", "layout: videofolder"),
        ("split.train=0", "at least one split"),
        ("url=javascript:x", "no address such as https://"),
        ("published=tomorrow", "published"),
        ("published=2026-02-31", "published"),
        ('title="  "', "title"),
    ],
)
def test_a_wrong_option_is_told_with_what_would_be_right(studio, tmp_path, setting, told):
    with pytest.raises(InputError) as caught:
        studio.export("hf", tmp_path / "out", setting)
    assert told in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_options_are_closed():
    with pytest.raises(ValidationError):
        HfConfig(layoutt="parquet")


@both
def test_a_stop_is_heeded_between_films(blobs, tmp_path, layout):
    stop = threading.Event()

    def films():
        yield odd_film(blobs, id="film-1")
        stop.set()
        yield odd_film(blobs, id="film-2")

    context = make_context(film="", blobs=blobs, cancelled=stop.is_set)
    with pytest.raises(Cancelled):
        HfExporter(HfConfig(**OPTIONS[layout])).moviellm_export(films(), tmp_path, context)
