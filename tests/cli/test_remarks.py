"""What components log stands beside the progress, on a terminal and without one."""

from __future__ import annotations

import json
import logging
import re

import pytest
from moviellm.cli.remarks import remarks

from .conftest import on_terminal, write_pipeline

ODD = "[red]paint[/red]\x1b[31m"


@pytest.fixture
def remarking(here):
    """A pipeline whose painter (in a process) and exporter (in a thread) say something."""
    return write_pipeline(
        here,
        painter={"use": "flat", "remark": ODD},
        exporters=[{"use": "list", "remark": "the list"}],
    )


def test_without_a_terminal_every_remark_is_a_plain_line(moviellm, remarking):
    lines = moviellm("run", remarking).stderr.splitlines()
    assert "painter flat: [red]paint[/red]\ufffd[31m goes on" in lines
    assert "Warning: painter flat: [red]paint[/red]\ufffd[31m is odd" in lines
    assert "exporter list: the list goes on" in lines
    assert "Warning: exporter list: the list is odd" in lines
    assert not any("for the maker" in line for line in lines)


def test_on_a_terminal_remarks_stand_above_the_bars(here, remarking):
    code, printed = on_terminal(60, "run", remarking.name, cwd=here)
    assert code == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", printed)
    lines = [line.rstrip() for piece in plain.splitlines() for line in piece.split("\r")]
    assert "painter flat: [red]paint[/red]\ufffd[31m goes on" in lines
    assert "Warning: exporter list: the list is odd" in lines
    assert lines.index("exporter list: the list goes on") < max(
        number for number, line in enumerate(lines) if line.startswith("films")
    )


def test_with_json_only_warnings_are_said(moviellm, remarking):
    done = moviellm("run", remarking, "--json")
    assert json.loads(done.stdout)["state"] == "finished"
    lines = done.stderr.splitlines()
    assert set(lines) == {
        "Warning: painter flat: [red]paint[/red]\ufffd[31m is odd",
        "Warning: exporter list: the list is odd",
    }


def test_another_export_says_its_remarks_too(moviellm, finished):
    done = moviellm("export", finished, "--to", "list", "--set", "remark=it", "--out", "new")
    assert "exporter list: it goes on" in done.stderr.splitlines()


def test_information_of_one_kind_does_not_flood_the_screen_but_warnings_are_all_said():
    said = []
    log = logging.getLogger("moviellm.writer.tale")
    with remarks(said.append):
        for number in range(1000):
            log.info("call %d; trying again", number)
            log.warning("no answer for %d", number)
    log.info("nobody listens any more")
    assert said[0] == "writer tale: call 0; trying again"
    assert sum(line.startswith("Warning: ") for line in said) == 1000
    assert len(said) < 1500
