"""The plugins of the how-to pages keep their contract, word for word as printed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from typing import Any

import pytest
import yaml
from moviellm.manifest import check_manifest
from moviellm.testing import examine, run_pipeline
from moviellm.testing.new_plugin import make_plugin


@pytest.fixture
def install(page, site, tmp_path, monkeypatch):
    """Scaffolds a plugin, puts the files of a page into it, and installs it for workers too."""

    def scaffold(path: str, stage: str, name: str) -> None:
        new = make_plugin(stage, name, tmp_path)
        for block in page(path).blocks("python"):
            if block.file:
                known = (new.folder / block.file).is_file() or block.file.startswith("tests/")
                assert known, f"{block.file} is not in the scaffold"
                (new.folder / block.file).write_text(block.text, encoding="utf-8")
        module = new.code.parent
        (site.folder / module.name).symlink_to(module)
        site.install(new.folder.name, entries=[f"{stage}: {name} = {module.name}.plugin:component"])
        monkeypatch.setenv("PYTHONPATH", str(site.folder))
        for loaded in [known for known in sys.modules if known.partition(".")[0] == module.name]:
            del sys.modules[loaded]

    return scaffold


def distribution_of(page, path, stage, name, parent):
    """The whole distribution that a page builds, its output on record."""
    new = make_plugin(stage, name, parent)
    for block in page(path).blocks("python", "toml"):
        if block.file:
            (new.folder / block.file).write_text(block.text, encoding="utf-8")
    return new


def failures(examination):
    return [finding for finding in examination.findings if finding.failed]


@pytest.mark.slow
def test_the_voice_keeps_its_contract_and_speaks_in_time(install, tmp_path):
    install("docs/how-to/bring-a-voice-engine.md", "voice", "beeps")
    assert failures(examine("voice", "beeps")) == []
    report = run_pipeline({"voice": {"use": "beeps", "word_ms": 300}}, tmp_path / "run")
    film = json.loads(next(report.exports["fake"].glob("*/film.json")).read_text())
    for cue, sound in zip(
        film["storyboard"]["cues"], film["soundtrack"]["recordings"], strict=True
    ):
        assert cue["end_ms"] - cue["start_ms"] == sound["duration_ms"]
        assert len(sound["words"]) == len(cue["text"].split())


@pytest.mark.slow
def test_the_curator_keeps_its_contract_and_chooses(install, tmp_path):
    install("docs/how-to/balance-a-corpus.md", "curator", "my-mix")
    assert failures(examine("curator", "my-mix")) == []
    report = run_pipeline({"curator": {"use": "my-mix", "hops": 2}}, tmp_path / "run")
    film = json.loads(next(report.exports["fake"].glob("*/film.json")).read_text())
    assert film["annotations"]["captions"]
    assert film["annotations"]["questions"] == []


def test_the_exporter_keeps_its_contract_and_writes_rows(install, tmp_path):
    install("docs/how-to/write-an-exporter.md", "exporter", "my-format")
    assert failures(examine("exporter", "my-format")) == []
    report = run_pipeline({"exporters": ["my-format"]}, tmp_path / "run")
    target = report.exports["my-format"]
    rows = [json.loads(line) for line in (target / "rows.jsonl").read_text().splitlines()]
    assert rows
    assert all(row["synthetic"] for row in rows)
    assert all((target / image).is_file() for row in rows for image in row["images"])
    assert check_manifest(target) == []


@pytest.mark.slow
def test_the_exporter_is_built_installed_and_checked_as_the_page_says(page, tmp_path):
    path = "docs/how-to/write-an-exporter.md"
    new = distribution_of(page, path, "exporter", "my-format", tmp_path)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation", "--quiet"]
    dist, site = tmp_path / "dist", tmp_path / "site"
    subprocess.run([*pip, "wheel", *offline, "-w", dist, new.folder], check=True)
    (wheel,) = dist.glob("moviellm_plugin_my_format-0.1.0-*.whl")
    inside = {name.rpartition("/")[2] for name in zipfile.ZipFile(wheel).namelist()}
    told = page(path).text.partition("The wheel holds")[2].partition(", and none")[0]
    promised = re.findall(r"`([\w.-]+)`", told)
    assert len(promised) == 6
    assert inside >= set(promised)
    subprocess.run([*pip, "install", *offline, "--target", site, wheel], check=True)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    tested = [sys.executable, "-m", "pytest", "-q", new.folder]
    recorded = [sys.executable, "-m", "moviellm", "plugins", "check", "my-format"]
    for words in ([*recorded, "--record"], recorded, tested):
        done = subprocess.run(words, env=environment, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_ci_runs_what_the_page_told_before(page):
    text = page("docs/how-to/write-an-exporter.md")
    (workflow,) = text.blocks("yml")
    steps = yaml.safe_load(workflow.text)["jobs"]["test"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert "python -m pytest" in commands
    assert "moviellm plugins check my-format" in commands


def test_the_painter_keeps_its_contract_and_paints_a_film(install, tmp_path):
    install("docs/how-to/write-a-painter.md", "painter", "dots")
    assert failures(examine("painter", "dots")) == []
    report = run_pipeline({"painter": "dots"}, tmp_path / "run")
    assert report.made["painter"] > 0
    assert report.state == "finished"


@pytest.mark.slow
def test_the_animator_keeps_its_contract_and_moves_a_film(install, tmp_path):
    install("docs/how-to/write-an-animator.md", "animator", "flicker")
    assert failures(examine("animator", "flicker")) == []
    report = run_pipeline({"animator": {"use": "flicker", "rate": 24}}, tmp_path / "run")
    assert report.made["animator"] > 0
    assert report.state == "finished"


def test_the_observer_keeps_its_contract_and_notes_every_film(install, page, tmp_path):
    how_to = "docs/how-to/observe-a-run.md"
    install(how_to, "hooks", "noticeboard")
    assert failures(examine("hooks", "noticeboard")) == []
    (block,) = [block for block in page(how_to).blocks("python") if "run_pipeline" in block.text]
    names: dict[str, Any] = {}
    exec(block.text, names)
    names["test_every_film_is_announced"](tmp_path)
    assert "done" in (tmp_path / "notices.txt").read_text()


def test_the_wrapper_gives_every_film_the_house_style(site, page, tmp_path):
    blocks = page("docs/how-to/observe-a-run.md").blocks("python")
    (wrapper,) = [block.text for block in blocks if "wrapper=True" in block.text]
    declaration = (
        "\nfrom moviellm import Component\n"
        "component = Component(name='house', stage='hooks', summary='House style.',\n"
        "    implementation='house_style:HouseStyle')\n"
    )
    site.install(
        "moviellm-plugin-house",
        entries=["hooks: house = house_style:component"],
        files=[("house_style.py", wrapper + declaration)],
    )
    report = run_pipeline({"hooks": ["house"]}, tmp_path / "run")
    (film,) = report.exports["fake"].rglob("film.json")
    assert json.loads(film.read_text())["screenplay"]["style"]["keyword"] == "noir"
