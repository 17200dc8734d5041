"""What is wrong is told in one sentence, and nothing that was there is lost."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from moviellm import FilmError, PluginError, StorageError
from moviellm.engine.reexport import export_again
from moviellm.manifest import check_manifest
from moviellm.testing import run_pipeline

EXPORTERS = ["webdataset", "energon", "mds"]


@pytest.fixture
def cli(studio):
    """Runs ``moviellm export`` on the studio's run, and returns what it did."""

    def run(to: str, out: Path, *settings: str, limit: int = 0, overwrite: bool = False):
        words = [word for setting in settings for word in ("--set", setting)]
        words += ["--overwrite"] * overwrite

        def limited() -> None:
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.run(
            [sys.executable, "-m", "moviellm", "export", str(studio.folder), "--to", to, "--out",
             str(out), *words],
            capture_output=True, text=True, timeout=120, preexec_fn=limited,
        )  # fmt: skip

    return run


def told(done) -> list[str]:
    """The lines of an error, without the progress before it."""
    assert "Traceback" not in done.stderr
    _, error, said = done.stderr.partition("Error: ")
    return [line.strip() for line in (error + said).splitlines() if line.strip()]


@pytest.mark.parametrize("to", EXPORTERS)
def test_an_unknown_option_is_named(cli, tmp_path, to):
    done = cli(to, tmp_path / "out", "shard_byte=1")
    assert done.returncode == 2
    assert "shard_byte" in told(done)[0]
    assert "shard_bytes" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "setting", ["split={train: 0}", "split={dev: 1}", "split.train=-1", "sample=minute"]
)
def test_a_wrong_option_is_named(cli, tmp_path, setting):
    done = cli("webdataset", tmp_path / "out", setting)
    assert done.returncode == 2
    assert re.split(r"[.=]", setting)[0] in told(done)[0]
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_loses_nothing(cli, tmp_path, contents):
    out, settings = tmp_path / "out", ("shard_bytes=50000", "title=New")
    cli("webdataset", out, "title=Old")
    old = contents(out)
    whole = tmp_path / "whole"
    cli("webdataset", whole, *settings)
    sizes = [path.stat().st_size for path in sorted(whole.glob("*.tar"))]
    rows = (whole / "train.films.jsonl").stat().st_size
    assert rows > max(sizes)
    limit = (rows + max(sizes)) // 2
    done = cli("webdataset", out, *settings)
    assert (done.returncode, contents(out)) == (2, old)
    done = cli("webdataset", out, *settings, limit=limit, overwrite=True)
    assert done.returncode == 5
    assert told(done)[0] == f"Error: There is no room to write {out}: the disk is full."
    assert "run the same command again" in done.stderr
    assert contents(out) == old
    (draft,) = tmp_path.glob(".draft-out-*")
    kept = [path.stat().st_size for path in sorted(draft.glob("*.tar"))]
    assert kept
    assert kept == sizes[: len(kept)]
    assert cli("webdataset", out, *settings, overwrite=True).returncode == 0
    assert contents(out) == contents(whole)


@pytest.mark.parametrize("to", EXPORTERS)
def test_a_target_that_cannot_be_written_is_named(cli, tmp_path, to):
    (tmp_path / "file").write_text("in the way")
    settings = ("prepare=false",) if to == "energon" else ()
    done = cli(to, tmp_path / "file" / "out", *settings)
    assert done.returncode == 5
    assert str(tmp_path / "file") in told(done)[0]


@pytest.mark.parametrize("to", EXPORTERS)
@pytest.mark.parametrize("sample", ["frame", "film"])
def test_a_film_without_pictures_is_named(export, many, to, sample):
    (film,) = many(1)
    bare = film.model_copy(update={"footage": film.footage.model_copy(update={"pictures": ()})})
    with pytest.raises(FilmError, match="film-0000 has no pictures"):
        export(bare, to=to, sample=sample)


@pytest.mark.parametrize("to", EXPORTERS)
def test_a_lost_picture_comes_through_and_no_manifest_is_written(export, many, blobs, tmp_path, to):
    (film,) = many(1)
    blobs.lose(film.footage.pictures[-1].digest)
    with pytest.raises(StorageError):
        export(film, to=to, sample="frame")
    assert not (tmp_path / "out" / "MANIFEST.json").exists()


def test_energon_is_asked_for_before_anything_is_written(export, many, tmp_path):
    with pytest.raises(PluginError, match="not installed here") as caught:
        export(*many(1), to="energon", prepare=True)
    assert "moviellm-plugin-energon[prepare]" in caught.value.hint
    assert list((tmp_path / "out").iterdir()) == []


def test_a_quarantined_film_is_left_out(tmp_path, read):
    films = {
        "themes": ["A lantern", "Elon Musk finds a map"],
        "seed": 7,
        "shape": {"chapters": 1, "scenes": 1, "frames": 3},
    }
    report = run_pipeline({"films": films}, tmp_path / "run")
    assert report.films == len(report.quarantined) == 1
    out, _ = export_again(tmp_path / "run", "webdataset", target=tmp_path / "out")
    samples = read(out)
    assert len(samples) == 3
    assert not {sample.row["film"] for sample in samples} & report.quarantined.keys()
    assert check_manifest(out) == []
