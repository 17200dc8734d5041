"""``moviellm run`` makes films, says what happens and where to look, and stops when asked."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from folders import bytes_of
from moviellm.engine.journal.writer import JournalReader
from waiting import wait_until

from .conftest import (
    ENVIRONMENT,
    FRAMES,
    command,
    data,
    on_terminal,
    write_pipeline,
)


def test_a_run_makes_films_and_says_where_to_look(moviellm, pipeline, here):
    done = moviellm("run", "films.yaml")
    assert "2 films of 1 x 2 x 2 key frames" in done.stdout
    assert re.search(r"painter +flat +moviellm-engine-cast 1\.0", done.stdout)
    assert "runs/films/export/list" in done.stdout
    assert "runs/films/report.html" in done.stdout
    assert (here / "runs/films/export/list/films.txt").read_text().count("\n") == 2
    assert "<html" in (here / "runs/films/report.html").read_text()


def test_the_same_command_again_makes_nothing(moviellm, finished, here):
    before = bytes_of(finished / "export")
    done = moviellm("run", "films.yaml")
    assert "nothing had to be made again" in done.stdout
    assert bytes_of(finished / "export") == before


def test_json_is_all_that_is_printed(moviellm, pipeline):
    done = moviellm("run", pipeline, "--json", "--workers", 1)
    assert done.stderr == ""
    report = data(done)
    assert (report["state"], report["films"], report["quarantined"]) == ("finished", 2, {})
    assert report["made"] == {"writer": 2, "director": 2, "painter": 2 * FRAMES, "captioner": 2}
    assert Path(report["exports"]["list"]).parts[-2:] == ("export", "list")
    assert set(report) == {
        "folder", "state", "films", "quarantined", "made", "reused", "usd", "possible_usd",
        "wall_ms", "exports", "report",
    }  # fmt: skip


def test_out_and_set_replace_folder_and_values(moviellm, pipeline, here):
    done = moviellm("run", pipeline, "--out", here / "mine", "--set", "films.themes=[x]", "--json")
    assert data(done)["films"] == 1
    assert (here / "mine" / "journal.sqlite").exists()


def test_films_that_cannot_be_made_are_named_with_their_reason(moviellm, here):
    write_pipeline(here, writer={"use": "tale", "fault": "film", "on": "rivals"})
    done = moviellm("run", "films.yaml", code=4)
    assert "1 film could not be made" in done.stdout
    assert "No story comes to mind." in done.stdout
    assert "mend the cause and run the same command again" in done.stdout
    assert "1 film, 4 frames painted" in done.stdout


def test_a_plugin_that_fails_every_film_ends_the_run_with_its_own_message(moviellm, here):
    write_pipeline(here, writer={"use": "tale", "fault": "type", "on": ""})
    done = moviellm("run", "films.yaml", code=3)
    assert "writer `tale` (moviellm-engine-cast 1.0) broke its contract" in done.stderr


def test_a_reached_budget_ends_the_run_and_keeps_what_was_paid(moviellm, here):
    write_pipeline(here, writer="paid-tale", limits={"usd": 0.03})
    done = moviellm("run", "films.yaml", code=7)
    assert "was not sent" in done.stderr
    assert moviellm("show", "runs/films", "--json").stdout.count('"state": "failed"') == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--workers", "0"), "--workers"),
        (("--workers", "many"), "--workers"),
        (("--set", "painter"), "expected KEY=VALUE"),
        (("--set", "painter.shades=3"), "Did you mean `shade`?"),
        (("--set", "pianter=flat"), "Did you mean `painter`?"),
        (("--set", "films.seed=[1"), "this is not YAML"),
    ],
)
def test_wrong_options_are_refused_before_anything_is_made(
    moviellm, pipeline, here, arguments, words
):
    done = moviellm("run", pipeline, *arguments, code=2)
    assert words in done.stderr
    assert not (here / "runs").exists()


def slow(here: Path, *, seconds: float) -> tuple[object, ...]:
    """A run of 12 films whose pictures take their time."""
    themes = [f"film {n}" for n in range(12)]
    file = write_pipeline(
        here, themes=themes, painter={"use": "flat", "naps": seconds, "remark": "A brush"}
    )
    return "run", file, "--workers", 2


def painted(run: Path) -> bool:
    """Whether a run has written down a picture."""
    with JournalReader(run) as journal:
        painters = {row for row, maker in journal.makers().items() if maker.stage == "painter"}
        return any(step.maker in painters for step in journal.all_steps())


@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)]
)
def test_the_first_signal_stops_a_run_that_goes_on_later(moviellm, start, here, number):
    process = start(*slow(here, seconds=0.2))
    run = here / "runs/films"
    wait_until((run / "run.lock.yaml").exists, process)  # the journal is whole from here on
    wait_until(lambda: painted(run), process)
    process.send_signal(number)
    out, err = process.communicate()
    assert process.returncode == 130
    assert "Stopping: what is finished is kept." in err
    assert "Stopped in" in out
    assert data(moviellm("show", "runs/films", "--json"))["state"] == "stopped"
    again = data(moviellm("run", "films.yaml", "--set", "painter.naps=0", "--json"))
    assert again["films"] == 12
    assert again["reused"]["painter"] > 0


def recorded(run: Path) -> int:
    """How many pictures a run has written down."""
    with JournalReader(run) as journal:
        painters = {row for row, maker in journal.makers().items() if maker.stage == "painter"}
        return sum(step.maker in painters for step in journal.all_steps())


def long_films(here: Path, *, naps: float) -> tuple[Path, Path, Callable[[], int]]:
    """A pipeline of two films, its run's folder, and how many pictures were painted so far."""
    log = here / "painted"
    log.touch()
    painter = {"use": "flat", "naps": naps, "log": str(log)}
    file = write_pipeline(here, shape={"chapters": 1, "scenes": 4, "frames": 12}, painter=painter)
    return file, here / "runs/films", lambda: len(log.read_text().splitlines())


def test_what_was_painted_when_a_run_was_stopped_is_kept(start, here):
    file, run, painted = long_films(here, naps=0.2)
    process = start("run", file, "--workers", 2)
    counted = [0]
    for line in process.stderr:
        if found := re.search(r"(\d+)/96 frames", line):
            counted.append(int(found[1]))
        if counted[-1] > 5:
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130, err
    counted += map(int, re.findall(r"(\d+)/96 frames", err))
    assert 5 < counted[-1] < 96
    assert counted[-1] <= recorded(run) == painted() < 96
    assert f"{recorded(run)} frames painted" in out


def test_a_killed_run_keeps_what_was_painted_some_seconds_ago(start, here):
    file, run, painted = long_films(here, naps=0.3)
    process = start("run", file, "--workers", 1)
    wait_until((run / "run.lock.yaml").exists, process)
    wait_until(lambda: recorded(run), process)
    process.kill()
    process.communicate()
    assert 0 < recorded(run) <= painted() < 48


@pytest.mark.slow
def test_a_component_that_hangs_does_not_hold_up_a_stop(start, here):
    process = start(*slow(here, seconds=3600))
    assert any("A brush" in line for line in process.stderr)  # it paints
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 130


def test_the_second_signal_ends_the_run_at_once(start, here):
    process = start(*slow(here, seconds=3600))
    assert any("A brush" in line for line in process.stderr)  # it paints
    process.send_signal(signal.SIGINT)
    assert any("Stopping" in line for line in process.stderr)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate()
    assert process.returncode == 130
    assert "Stopped in" not in out  # as it says after the first alone, which waits for what hangs


def test_without_a_terminal_there_is_a_quiet_line_a_second(here):
    file = write_pipeline(here, painter={"use": "flat", "naps": 0.3})
    done = subprocess.run(
        command("run", file), cwd=here, env=ENVIRONMENT, capture_output=True, text=True
    )
    lines = done.stderr.splitlines()
    assert lines
    assert all(re.match(r"\d+/2 films, ", line) for line in lines)
    assert all(one != other for one, other in pairwise(lines))
    assert "\x1b" not in done.stdout + done.stderr


def test_the_bars_fit_a_terminal_of_60_columns(here):
    file = write_pipeline(here, painter={"use": "flat", "naps": 0.1})
    code, printed = on_terminal(60, "run", file.name, cwd=here)
    assert code == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", printed)
    lines = [line for piece in plain.splitlines() for line in piece.split("\r")]
    bars = [line for line in lines if "━" in line]
    assert any(line.startswith("painter") and "frames/s" in line for line in bars)
    assert any(re.search(r"8/8", line) for line in bars)
    assert max(len(line) for line in bars) <= 60


def test_a_theme_is_data_wherever_it_is_printed(moviellm, here):
    themes = ["../../etc/passwd", "\u001b[31mred\u0007", "灯台守の地図", "🗺️" * 50]
    done = moviellm("run", write_pipeline(here, themes=themes))
    moviellm("show", "runs/films")
    assert "\u001b" not in done.stdout + done.stderr
    inside = {path.resolve() for path in here.rglob("*")}
    assert all(path.is_relative_to(here.resolve()) for path in inside)
    theme = data(moviellm("explain", "runs/films", next(iter(_films(here))), "--json"))
    assert theme["from"][-1]["from"][0]["from"][0]["facts"]["theme"] in themes


def _films(here: Path) -> list[str]:
    text = (here / "runs/films/export/list/films.txt").read_text()
    return [line.split(" ")[0] for line in text.splitlines()]


def test_the_report_is_written_when_the_run_fails_too(moviellm, here):
    write_pipeline(here, writer={"use": "tale", "fault": "film", "on": ""}, limits={
        "failed_films": 0,
    })  # fmt: skip
    moviellm("run", "films.yaml", code=4)
    assert "No story comes to mind." in (here / "runs/films/report.html").read_text()
    assert json.loads(moviellm("show", "runs/films", "--json").stdout)["state"] == "failed"
