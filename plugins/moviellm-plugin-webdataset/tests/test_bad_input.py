"""What is wrong is told in one sentence, and nothing that was there is lost."""

from __future__ import annotations

import re

import pytest
from container_contract import told
from folders import bytes_of
from moviellm.engine.exports.again import export_again
from moviellm.manifest import check_manifest
from moviellm.testing import run_pipeline


@pytest.mark.parametrize(
    "setting", ["split={train: 0}", "split={dev: 1}", "split.train=-1", "sample=minute"]
)
def test_a_wrong_option_is_named(cli, tmp_path, setting):
    done = cli("webdataset", tmp_path / "out", setting)
    assert done.returncode == 2
    assert re.split(r"[.=]", setting)[0] in told(done)[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_full_disk_loses_nothing(cli, tmp_path):
    out, settings = tmp_path / "out", ("shard_bytes=50000", "title=New")
    cli("webdataset", out, "title=Old")
    old = bytes_of(out)
    whole = tmp_path / "whole"
    cli("webdataset", whole, *settings)
    sizes = [path.stat().st_size for path in sorted(whole.glob("*.tar"))]
    rows = (whole / "train.films.jsonl").stat().st_size
    assert rows > max(sizes)
    limit = (rows + max(sizes)) // 2
    done = cli("webdataset", out, *settings)
    assert (done.returncode, bytes_of(out)) == (2, old)
    done = cli("webdataset", out, *settings, limit=limit, overwrite=True)
    assert done.returncode == 5
    assert told(done)[0] == f"Error: There is no room to write {out}: the disk is full."
    assert "run the same command again" in done.stderr
    assert bytes_of(out) == old
    (draft,) = tmp_path.glob(".draft-out-*")
    kept = [path.stat().st_size for path in sorted(draft.glob("*.tar"))]
    assert kept
    assert kept == sizes[: len(kept)]
    assert cli("webdataset", out, *settings, overwrite=True).returncode == 0
    assert bytes_of(out) == bytes_of(whole)


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
