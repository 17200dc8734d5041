"""An export that is killed shows nothing half-written, and goes on to the same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from moviellm.manifest import check_manifest
from moviellm_plugin_webdataset.finished import LIST
from waiting import wait_until

COMMAND = (sys.executable, "-m", "moviellm", "export")
SETTINGS = ("sample=film", "shard_samples=1", "workers=1", "video.fps=30")


def words(run, to: str, out: Path) -> list[str]:
    settings = [word for setting in SETTINGS for word in ("--set", setting)]
    return [*COMMAND, str(run.folder), "--to", to, "--out", str(out), *settings]


def killed_when(done, started: subprocess.Popen) -> None:
    """Kill an export and all of its processes as soon as something is seen."""
    try:
        wait_until(done, started)
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


@pytest.mark.parametrize(("to", "first"), [("webdataset", "train-000000.tar"),
                                           ("mds", "train/shard.00000.mds")])  # fmt: skip
def test_a_killed_export_goes_on_to_the_same_bytes(many_films, tmp_path, contents, to, first):
    whole = many_films.export(to, tmp_path / "whole", *SETTINGS)
    out = tmp_path / "out"

    def drafts() -> list[Path]:
        return list(tmp_path.glob(f".draft-out-*/{first}"))

    def listed() -> bool:
        lists = tmp_path.glob(f".draft-out-*/{LIST}")
        return any(first in path.read_text() for path in lists)

    killed_when(listed, subprocess.Popen(words(many_films, to, out), start_new_session=True))
    assert not out.exists()
    (shard,) = drafts()
    assert shard.read_bytes() == (whole / first).read_bytes()
    for path in shard.parent.glob("*.tar"):
        with tarfile.open(path) as tar:
            assert len(tar.getnames()) == 2
    before = shard.stat().st_ino
    subprocess.run(words(many_films, to, out), check=True, capture_output=True)
    assert (out / first).stat().st_ino == before
    assert contents(out) == contents(whole)
    assert check_manifest(out) == []
    assert list(tmp_path.glob(".draft-*")) == []
