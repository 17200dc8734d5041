"""``moviellm plugins list``: metadata alone, broken ones with their cause, any width."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner
from moviellm.cli.app import cli

GOOD = """
    from moviellm import Component
    print("imported dots")
    dots = Component(name="dots", stage="painter", implementation="dots_impl:Dots",
                     summary="Paints dots.")
"""


@pytest.fixture
def plugins(site):
    site.install(
        "dots", entries=["painter: dots = dots_plugin:dots"], files=[("dots_plugin.py", GOOD)]
    )
    site.install("ghost", entries=["exporter: ghost = ghost_plugin:ghost"])
    site.install(
        "evil",
        entries=["commands: run = dots_plugin:dots"],
    )
    return site


def listed(*arguments):
    done = CliRunner().invoke(cli, ["plugins", "list", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.usefixtures("plugins")
def test_json_has_every_fact_of_each_plugin():
    rows = {(row["stage"], row["name"]): row for row in json.loads(listed("--json"))}
    assert rows["painter", "dots"] == {
        "stage": "painter", "name": "dots", "distribution": "dots", "version": "1.2.0",
        "state": "ok", "cause": "", "summary": "Paints dots.", "value": "dots_plugin:dots",
    }  # fmt: skip
    assert rows["exporter", "ghost"]["state"] == "broken"
    assert "`ghost_plugin` is not installed" in rows["exporter", "ghost"]["cause"]
    assert rows["commands", "run"]["state"] == "shadowed"
    assert "`run` is a command of moviellm itself" in rows["commands", "run"]["cause"]
    assert rows["writer", "fable"]["distribution"] == "moviellm"


@pytest.mark.usefixtures("plugins")
def test_a_pipe_gets_plain_columns_and_the_causes():
    lines = listed().splitlines()
    assert lines[0].split() == ["stage", "name", "version", "state", "from"]
    assert ["painter", "dots", "1.2.0", "ok", "dots"] in [line.split() for line in lines]
    assert any(line.startswith("exporter ghost: its module") for line in lines)
    assert "\x1b" not in "".join(lines)


def test_a_terminal_of_60_columns_gets_a_table_that_fits(plugins):
    master, slave = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "moviellm", "plugins", "list"],
        env={**os.environ, "PYTHONPATH": str(plugins.folder), "COLUMNS": "60", "NO_COLOR": "1"},
        stdout=slave,
        stdin=subprocess.DEVNULL,
    )
    os.close(slave)
    text = b""
    while True:
        try:
            part = os.read(master, 65_536)
        except OSError:
            break
        if not part:
            break
        text += part
    assert done.wait(60) == 0
    os.close(master)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text.decode()).splitlines()
    assert max(len(line) for line in lines) <= 60
    whole = " ".join(" ".join(lines).split())
    assert "dots" in whole
    assert "broken:" in whole


def test_listing_imports_no_plugin(plugins):
    code = (
        "import sys\nsys.argv = ['moviellm', 'plugins', 'list', '--json']\n"
        "from moviellm.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print('modules:', *sys.modules)"
    )
    text = plugins.python(code)
    assert "imported dots" not in text
    modules = set(text.partition("modules:")[2].split())
    assert not {name for name in modules if name.startswith("moviellm.studio.")}
    assert not {name.partition(".")[0] for name in modules} & {
        "numpy", "pydantic", "skia", "stevedore",
    }  # fmt: skip
