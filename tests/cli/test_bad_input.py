"""Bad input ends with one clear sentence, what to do, the documented exit code, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from folders import OF_PROCESSES, bytes_of
from waiting import wait_until

from .conftest import data, on_terminal, write_pipeline

ON_A_RUN = ("show", "verify", "clean")


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The error: a sentence, then what to do; nothing that only a programmer reads."""
    first, *more = done.stderr.splitlines()
    assert first.startswith("Error: ")
    assert more
    assert all(line.startswith("  ") for line in more)
    return " ".join(done.stderr.split())


def test_a_store_in_a_folder_of_ones_own_removes_nothing_there(moviellm, here, pipeline):
    for name in ("tmp", "packs"):
        (here / name).mkdir()
        (here / name / "mine.txt").write_text("chapter 1")
    before = bytes_of(here, but=OF_PROCESSES)
    told = said(moviellm("run", pipeline, "--store", ".", code=2))
    assert "is no store of MovieLLM: it holds films.yaml, packs" in told
    assert before.items() <= bytes_of(here, but=OF_PROCESSES).items()
    assert (here / "tmp" / "mine.txt").read_text() == "chapter 1"


def test_two_runs_in_one_store(moviellm, here, pipeline):
    moviellm("run", pipeline, "--out", "one", "--store", "pictures")
    told = said(moviellm("run", pipeline, "--out", "two", "--store", "pictures", code=2))
    assert "belongs to another run" in told
    assert moviellm("verify", "one").stdout.startswith("All is well")
    again = data(moviellm("run", pipeline, "--out", "one", "--json"))
    assert again["made"] == {}


@pytest.mark.parametrize("command", ["run", "plan", "validate"])
def test_a_pipeline_that_is_not_there(moviellm, here, command):
    assert "missing.yaml" in said(moviellm(command, "missing.yaml", code=2))
    assert list(here.iterdir()) == []


def test_a_folder_where_a_pipeline_should_be(moviellm, here):
    (here / "films.yaml").mkdir()
    assert "films.yaml" in said(moviellm("run", "films.yaml", code=2))


def test_a_pipeline_that_is_no_text(moviellm, here):
    (here / "films.yaml").write_bytes(b"\xff\xfe\x00\x01")
    assert "UTF-8" in said(moviellm("validate", "films.yaml", code=2))


def test_a_pipeline_that_cannot_be_read(moviellm, pipeline):
    pipeline.chmod(0)
    file = pipeline if os.geteuid() else "/proc/self/mem"  # root reads what others may not
    assert "cannot be read" in said(moviellm("run", file, code=2))


def test_an_empty_list_of_themes(moviellm, here):
    done = moviellm("run", write_pipeline(here, themes=[]), code=2)
    assert "at least one theme" in said(done)


def test_a_plugin_that_is_not_there(moviellm, here):
    done = moviellm("validate", write_pipeline(here, painter="papercat"), code=3)
    assert "There is no painter `papercat`." in said(done)
    assert "Did you mean `papercut`?" in said(done)


@pytest.mark.parametrize(
    ("painter", "said"),
    [
        ("p", "There is no painter `p`. Installed: "),
        ({"use": "flat", "colour-of-the-day": 1}, "unknown key `colour-of-the-day`; expected one"),
    ],
)
def test_on_a_terminal_errors_and_hints_are_wrapped_between_words(here, painter, said):
    file = write_pipeline(here, painter=painter)
    code, printed = on_terminal(60, "validate", file.name, cwd=here)
    lines = printed.splitlines()
    assert code
    assert max(map(len, lines)) <= 60
    assert len(lines) > 2
    assert said in " ".join(printed.split())


@pytest.mark.parametrize("size", ["[0,432]", "[768,100000]", "[768]", "huge"])
def test_a_picture_size_that_no_painter_paints(moviellm, here, size):
    file = write_pipeline(here, painter="papercut")
    done = moviellm("run", file, "--set", f"painter.size={size}", code=2)
    assert "--set painter.size" in said(done)
    assert not (here / "runs").exists()


@pytest.mark.parametrize("command", ON_A_RUN)
def test_a_folder_that_is_no_run(moviellm, here, command):
    assert "not a run folder" in said(moviellm(command, here, code=5))
    assert list(here.iterdir()) == []


def test_other_things_that_are_no_run(moviellm, pipeline, here):
    assert "it is a file" in said(moviellm("show", pipeline, code=5))
    assert "it is not there" in said(moviellm("explain", "nowhere", "q0001", code=5))
    assert "it is not there" in said(moviellm("export", "nowhere", "--to", "list", code=5))
    assert not (here / "nowhere").exists()


def test_a_file_in_the_way_of_the_run_folder(moviellm, pipeline, here):
    (here / "taken").write_text("mine")
    assert "a file is in its way" in said(moviellm("run", pipeline, "--out", "taken", code=5))
    assert (here / "taken").read_text() == "mine"


def test_an_unknown_id(moviellm, finished):
    assert "has the id `q9999`" in said(moviellm("explain", finished, "q9999", code=2))
    assert "films have the id `f0001`" in said(moviellm("explain", finished, "f0001", code=2))


def test_an_unknown_exporter_and_a_wrong_option(moviellm, finished):
    assert "Did you mean `list`?" in said(moviellm("export", finished, "--to", "lits", code=3))
    done = moviellm("export", finished, "--to", "list", "--set", "color=red", code=2)
    assert "unknown key `color`" in said(done)


def test_a_plugin_that_raises_is_named_and_its_traceback_kept_for_debugging(moviellm, finished):
    arguments = ("export", finished, "--to", "list", "--set", "fault=raise", "--out", "new")
    done = moviellm(*arguments, code=4)
    assert "the typewriter is jammed" in said(done)
    assert "exporter `list` (moviellm-engine-cast 1.0)" in said(done)
    debugged = moviellm("--debug", *arguments, code=4, traceback=True)
    assert "in moviellm_export" in debugged.stderr
    assert not (finished.parents[1] / "new").exists()


def test_a_journal_of_a_newer_version(moviellm, pipeline, finished):
    with sqlite3.connect(finished / "journal.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = bytes_of(finished, but=OF_PROCESSES)
    for arguments in (("show", finished), ("run", pipeline), ("plan", pipeline)):
        assert "a newer version wrote it" in said(moviellm(*arguments, code=5))
    assert bytes_of(finished, but=OF_PROCESSES) == before


def test_a_journal_that_is_none(moviellm, finished):
    (finished / "journal.sqlite").write_bytes(b"\x00" * 5000)
    assert "journal" in said(moviellm("show", finished, code=5))
    (finished / "journal.sqlite").write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    assert "journal" in said(moviellm("verify", finished, code=5))


def test_a_second_process_on_the_same_run(moviellm, start, here):
    file = write_pipeline(here, painter={"use": "flat", "naps": 3600})
    first = start("run", file)
    wait_until((here / "runs/films/run.lock.yaml").exists, first)
    second = moviellm("run", file, code=6)
    assert f"Process {first.pid}" in said(second)
    assert f"Process {first.pid}" in said(moviellm("clean", "runs/films", code=6))
    shown = data(moviellm("show", "runs/films", "--json"))
    assert shown["state"] == "running"
    assert str(first.pid) in shown["writer"]


def mounted(place: Path, *options: str) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    made = subprocess.run(["mount", *options, str(place)], check=False, capture_output=True)
    if made.returncode:
        pytest.skip("mounting needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def small_disk(here: Path) -> Iterator[Path]:
    """A disk of 300 kB."""
    yield from mounted(here / "small", "-t", "tmpfs", "-o", "size=300k", "none")


@pytest.fixture
def closed(here: Path, finished: Path) -> Iterator[Path]:
    """The finished run on a read-only file system."""
    place = finished.parent
    yield from mounted(place, "--bind", "-o", "ro", str(place))


def test_a_full_disk_loses_nothing(moviellm, here, small_disk):
    file = write_pipeline(here, themes=[f"film {n}" for n in range(30)])
    done = moviellm("run", file, "--out", small_disk / "run", code=5)
    assert "is full" in said(done.__class__(done.args, 5, "", done.stderr[
        done.stderr.index("Error: "):
    ]))  # fmt: skip
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    again = data(moviellm("run", file, "--out", small_disk / "run", "--json"))
    assert again["films"] == 30
    assert data(moviellm("verify", small_disk / "run", "--json"))["sound"]


def test_a_read_only_run_can_be_looked_at_but_not_written(moviellm, pipeline, closed):
    run = closed / "films"
    if os.access(run, os.W_OK):
        pytest.skip("a read-only mount needs root")
    assert data(moviellm("show", run, "--json"))["state"] == "finished"
    assert data(moviellm("verify", run, "--json"))["sound"]
    assert data(moviellm("plan", pipeline, "--json"))["films"]["finished"] == 2
    assert data(moviellm("explain", run, "--json", film_of(run)))["what"] == "film"
    for arguments in (("run", pipeline), ("clean", run), ("export", run, "--to", "list")):
        assert "cannot be written" in said(moviellm(*arguments, code=5))


def film_of(run: Path) -> str:
    return (run / "export/list/films.txt").read_text().split(" ")[0]
