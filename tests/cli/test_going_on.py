"""A run is gone on with, made again and exported by what it says itself."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from folders import bytes_of

from .conftest import data, write_pipeline

FAULTY = {"use": "tale", "fault": "film", "on": "rivals"}


def go_on(moviellm, run: object) -> list[str]:
    """The words of the command that `show` names."""
    (line,) = [
        line for line in moviellm("show", run).stdout.splitlines() if line.startswith("Go on: ")
    ]
    shown = subprocess.run(
        ["bash", "-c", f"printf '%s\\0' {line.removeprefix('Go on: ')}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    words = shown.stdout.split("\0")[:-1]
    assert words[:2] == ["moviellm", "run"]
    return words[1:]


@pytest.mark.parametrize("name", ["it's  [1]; $HOME `x`", "two\nlines"])
def test_the_command_that_goes_on_can_be_pasted(moviellm, here, name):
    file = write_pipeline(here, name)
    settings = ["--set", "films.themes=[a $(lighthouse), it's *]"]
    settings += ["--set", f"writer={json.dumps(FAULTY)}"]
    settings += ["--set", "writer.on=light", "--workers", "1"]
    settings += ["--store", str(here / "my store")]
    moviellm("run", file.name, *settings, "--out", f"out {name}", code=4)
    words = go_on(moviellm, f"out {name}")
    assert Path(words[1]) == file.resolve()
    assert set(settings) <= set(words)
    done = moviellm(*words, code=4)
    assert "1 film could not be made" in done.stdout
    assert shlex.split(data(moviellm("show", f"out {name}", "--json"))["go_on"])


def test_a_finished_run_has_nothing_to_go_on_with(moviellm, finished):
    assert "Go on" not in moviellm("show", finished).stdout
    assert data(moviellm("show", finished, "--json"))["go_on"] is None


def test_a_run_that_makes_nothing_keeps_the_record_of_the_one_that_did(moviellm, finished):
    def record():
        found = data(moviellm("show", finished, "--json"))
        return found["state"], found["wall_ms"], found["stages"]

    before = record()
    assert before[2]["painter"]["made"] == 8
    report = (finished / "report.html").read_bytes()
    moviellm("run", "films.yaml")
    moviellm("run", "films.yaml")
    assert record() == before
    assert (finished / "report.html").read_bytes() == report


def test_a_run_that_makes_nothing_still_says_how_it_ended(moviellm, here):
    write_pipeline(here, writer=FAULTY)
    moviellm("run", "films.yaml", code=4)
    moviellm("run", "films.yaml", code=4)
    found = data(moviellm("show", "runs/films", "--json"))
    assert (found["state"], found["stages"]["painter"]["made"]) == ("incomplete", 4)
    write_pipeline(here, themes=["a lighthouse"])
    moviellm("run", "films.yaml")
    found = data(moviellm("show", "runs/films", "--json"))
    assert (found["state"], found["films"]["asked"]) == ("finished", 1)


def test_a_lock_is_a_pipeline_that_gives_the_same_films(moviellm, here):
    (here / "themes.txt").write_text("a lighthouse\n1e5\nno\n0o17\n灯台守: a #map\n")
    file = write_pipeline(
        here, painter={"use": "flat", "shade": 7, "remark": "1e5"}, limits={"usd": 3},
        hooks=[{"use": "ear", "path": str(here / "heard")}],
    )  # fmt: skip
    pipeline = json.loads(file.read_text())
    del pipeline["films"]["themes"]
    pipeline["films"]["themes_file"] = "themes.txt"
    file.write_text(json.dumps(pipeline))
    moviellm("run", "films.yaml", "--set", "films.count=2")
    (here / "themes.txt").unlink()
    kept = here / "kept"
    kept.mkdir()
    shutil.copy(here / "runs/films/run.lock.yaml", kept)
    moviellm("validate", "kept/run.lock.yaml")
    moviellm("run", "kept/run.lock.yaml")
    again = here / "runs/kept"
    assert bytes_of(again / "export") == bytes_of(here / "runs/films/export")
    assert (again / "run.lock.yaml").read_text() == (kept / "run.lock.yaml").read_text()
    changed = data(
        moviellm("plan", "kept/run.lock.yaml", "--set", "painter.shade=8", "--set",
                 "films.count=1", "--json")
    )  # fmt: skip
    assert changed["films"]["asked"] == 5
    done = moviellm("plan", "kept/run.lock.yaml", "--set", "painter.shades=8", code=2)
    assert "Did you mean `shade`?" in done.stderr


def test_what_is_wrong_in_a_lock_is_told_with_its_place(moviellm, finished):
    lock = yaml.safe_load((finished / "run.lock.yaml").read_text())
    lock["pipeline"]["painter"] = {"use": "flat", "options": {"shades": 1}}
    (finished / "run.lock.yaml").write_text(yaml.safe_dump(lock))
    done = moviellm("validate", finished / "run.lock.yaml", code=2)
    line = next(n for n, text in enumerate((finished / "run.lock.yaml").read_text().splitlines(), 1)
                if "shades" in text)  # fmt: skip
    assert f"run.lock.yaml:{line}:" in done.stderr
    assert "Did you mean `shade`?" in done.stderr


def closed(folder: Path) -> None:
    for options in (["--bind", folder, folder], ["-o", "remount,ro,bind", folder]):
        if subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
            pytest.skip("a read-only mount needs root")


def test_a_run_that_can_only_be_read_is_exported_elsewhere(moviellm, finished, here):
    moviellm("export", finished, "--to", "frames", "--out", "first")
    closed(finished)
    try:
        done = moviellm("export", finished, "--to", "frames", "--out", "second")
        assert "Exported to" in done.stdout
        assert bytes_of(here / "second") == bytes_of(here / "first")
        refused = moviellm("export", finished, "--to", "frames", code=5)
        assert "give another one with --out" in refused.stderr
    finally:
        subprocess.run(["umount", "-l", finished], check=True)
