"""The tutorial and the page on checking do what they say, with the studio's own films."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys

import pytest
from moviellm.film.questions import parse_program

TUTORIAL = "docs/tutorial/first-film.md"
CHECKING = "docs/how-to/check-what-was-made.md"
INTERRUPTED = "films.shape=medium"
TIMED = ("Finished in 0:0", "By what was measured")
"""How lines begin that tell how long something takes here."""


def commands(page):
    """The tutorial's commands, each with the lines of output that stand below it."""
    for block in page.blocks("console"):
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            yield shlex.split(line), output


@pytest.mark.slow
def test_the_tutorial_does_what_it_says(page, moviellm, films):
    tutorial = page(TUTORIAL)
    (mine,) = [block.text for block in tutorial.blocks("yaml")]
    (films / "mine.yaml").write_text(mine, encoding="utf-8")
    for words, output in commands(tutorial):
        if words[0] == "ls":
            assert sorted(p.name for p in (films / words[1]).iterdir()) == output.split()
        if words[0] != "moviellm" or words[1] == "init" or INTERRUPTED in words:
            continue
        if "my-format" in words and words[1] == "export":
            continue  # it wants pip; tests of the scaffold install it
        done = moviellm(words[1:], films)
        assert done.returncode == 0, f"{words}: {done.stderr}"
        for line in output.splitlines():
            if not line.startswith(TIMED):
                assert line in done.stdout, f"{words}: {line}\n{done.stdout}"


@pytest.mark.slow
def test_rows_look_like_the_one_that_the_tutorial_shows(page, films):
    (block,) = page(TUTORIAL).blocks("json")
    shown = json.loads(block.text)
    rows = films / "runs/films/export/frames/film-acf14f4f16ac/qa.jsonl"
    found = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    assert any(row["kind"] == shown["kind"] for row in found)
    for row in found:
        assert shown.keys() <= row.keys()
        assert shown["evidence"].keys() <= row["evidence"].keys()
        assert str(parse_program(row["program"])) == row["program"]
    assert str(parse_program(shown["program"])) == shown["program"]


@pytest.mark.slow
def test_a_run_stops_when_it_is_interrupted(page, films):
    (words,) = [words for words, _ in commands(page(TUTORIAL)) if INTERRUPTED in words]
    (films / "mine.yaml").write_text(page(TUTORIAL).blocks("yaml")[0].text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "moviellm", *words[1:]],
        cwd=films,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert any(re.match(r"\d+/\d+ films, ", line) for line in process.stderr)  # it is at work
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130, told


@pytest.mark.slow
def test_the_snippets_on_checking_hold(page, films, tmp_path, monkeypatch):
    shutil.copytree(films / "runs/films/export/frames", tmp_path / "frames")
    monkeypatch.chdir(tmp_path)
    for block in page(CHECKING).blocks("python"):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(block.text, {})
        for line in printed.getvalue().splitlines():
            _, on_the_ledger, for_the_camera = line.rsplit(" | ", 2)
            assert on_the_ledger == for_the_camera != "None"
    monkeypatch.chdir(tmp_path / "frames")
    for block in page(CHECKING).blocks("bash"):
        script = block.text.replace("python", shlex.quote(sys.executable), 1)
        subprocess.run(["bash", "-euo", "pipefail", "-c", script], check=True, timeout=60)


@pytest.mark.slow
def test_verify_says_what_the_page_says(page, moviellm, films):
    done = moviellm(["verify", "runs/films"], films)
    said = re.sub(r"\d[\d.]*", "N", " ".join(done.stdout.split()))
    assert said in re.sub(r"\d[\d.]*", "N", page(CHECKING).text)
