"""The loader that will read an export gives back all of a studio's run."""

from __future__ import annotations

import json
from pathlib import Path

from container_exports import require_all_films, require_all_frames, samples_of
from environments import READERS
from folders import bytes_of
from moviellm.manifest import check_manifest

LOADERS = Path(__file__).with_name("loaders")
SPLITS = "split={train: 1, validation: 1}"


def by_energon(environment, folder: Path) -> list[dict]:
    return samples_of(environment(*READERS), LOADERS / "read_energon.py", folder)


def exported_by_energon(environment, studio, target: Path, *settings: str) -> Path:
    """Export where Energon is installed, so that it prepares the dataset."""
    words = [word for setting in settings for word in ("--set", setting)]
    environment(*READERS).run(
        "-m", "moviellm", "export", studio.folder, "--to", "energon", "--out", target, *words
    )
    return target


def test_energon_gives_back_every_frame(environment, studio, tmp_path):
    out = exported_by_energon(environment, studio, tmp_path / "out", SPLITS, "shard_samples=7")
    require_all_frames(by_energon(environment, out), studio)


def test_energon_gives_back_every_film(environment, studio, tmp_path):
    out = exported_by_energon(environment, studio, tmp_path / "out", SPLITS, "sample=film")
    require_all_films(by_energon(environment, out), studio)


def test_a_prepared_export_is_the_same_each_time_and_passes_verification(
    environment, studio, tmp_path
):
    one = exported_by_energon(environment, studio, tmp_path / "one", SPLITS, "shard_samples=7")
    other = exported_by_energon(environment, studio, tmp_path / "other", SPLITS, "shard_samples=7")
    assert bytes_of(one) == bytes_of(other)
    assert check_manifest(one) == []
    assert ".nv-meta/index.sqlite" in bytes_of(one)


def test_energon_keeps_its_contract_where_it_prepares(environment):
    done = environment(*READERS).run(
        "-m",
        "moviellm",
        "plugins",
        "check",
        "energon",
        "--time-limit",
        "240",
        "--json",
        timeout=900,
    )
    findings = json.loads(done.stdout)["findings"]
    assert [
        finding for finding in findings if finding["outcome"] not in ("passed", "skipped")
    ] == []
