"""Real distributions, installed by pip without a network: one that is kept here, and new ones."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from moviellm.stages import STAGES

PACKAGE = Path(__file__).parents[1] / "plugin_package"
PIP = (
    "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", "--no-deps",
    "--no-index", "--no-build-isolation", "--no-cache-dir", "--target",
)  # fmt: skip


class Place:
    """A folder of installed distributions, and commands that see it."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.sources = folder / "sources"
        self.sources.mkdir()

    def install(self, *sources: Path) -> None:
        done = self.python("-m", *PIP, str(self.site), *map(str, sources))
        assert done.returncode == 0, done.stderr

    def python(self, *arguments: str | Path, cwd: Path | None = None):
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(self.site)},
            cwd=cwd or self.sources,
            capture_output=True,
            text=True,
        )

    def moviellm(self, *arguments: str | Path):
        return self.python("-m", "moviellm", *arguments)

    def pytest(self, folder: Path):
        return self.python("-m", "pytest", "-q", "-p", "no:cacheprovider", ".", cwd=folder)


@pytest.fixture(scope="session")
def shotlist(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("shotlist"))
    shutil.copytree(PACKAGE, place.sources / "shotlist")
    place.install(place.sources / "shotlist")
    return place


@pytest.fixture(scope="session")
def new_plugins(tmp_path_factory):
    """One new plugin of every kind, made by the command and installed together."""
    place = Place(tmp_path_factory.mktemp("new"))
    for stage in (*STAGES, "command"):
        done = place.moviellm("plugins", "new", stage, f"my-{stage}")
        assert done.returncode == 0, done.stderr
    place.install(*sorted(place.sources.iterdir()))
    return place


@pytest.mark.slow
def test_a_third_party_distribution_passes_its_own_tests(shotlist):
    done = shotlist.pytest(shotlist.sources / "shotlist")
    assert done.returncode == 0, done.stdout


def test_its_plugins_are_listed(shotlist):
    rows = json.loads(shotlist.moviellm("plugins", "list", "--json").stdout)
    mine = {
        (row["stage"], row["name"]): row["state"]
        for row in rows
        if row["distribution"] == "moviellm-plugin-shotlist"
    }
    assert mine == {
        ("exporter", "shotlist"): "ok",
        ("hooks", "logbook"): "ok",
        ("commands", "shots"): "ok",
    }


def test_help_lists_its_command_with_its_own_first_line(shotlist):
    lines = shotlist.moviellm("--help").stdout.splitlines()
    assert any(line.split()[:3] == ["shots", "Print", "the"] for line in lines)


def test_its_command_reports_errors_as_the_core_does(shotlist, tmp_path):
    done = shotlist.moviellm("shots", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: There is no shot list in")


@pytest.mark.slow
@pytest.mark.parametrize("stage", [*STAGES, "command"])
def test_a_new_plugin_passes_its_own_tests(new_plugins, stage):
    done = new_plugins.pytest(new_plugins.sources / f"moviellm-plugin-my-{stage}")
    assert done.returncode == 0, done.stdout
    assert "failed" not in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["exporter", "painter"])
def test_a_new_plugin_passes_the_check_as_installed(new_plugins, stage):
    done = new_plugins.moviellm("plugins", "check", f"my-{stage}", "--json")
    assert done.returncode == 0, done.stdout
    outcomes = {f["check"]: f["outcome"] for f in json.loads(done.stdout)["findings"]}
    skipped = {check for check, outcome in outcomes.items() if outcome != "passed"}
    assert skipped == ({"judges", "resumes"} if stage == "exporter" else {"judges"})
    assert "output version" in outcomes


@pytest.mark.slow
def test_a_new_exporter_exports_a_film_as_it_stands(new_plugins, tmp_path):
    pipeline = new_plugins.sources / "moviellm-plugin-my-exporter" / "pipeline.yaml"
    done = new_plugins.moviellm("run", pipeline, "--out", tmp_path / "run", "--workers", "1")
    assert done.returncode == 0, done.stderr
    exported = tmp_path / "run" / "export" / "my-exporter"
    (film,) = exported.iterdir()
    assert len(list(film.glob("*.jpg"))) == 8
    assert json.loads((film / "film.json").read_text())["synthetic"] is True
