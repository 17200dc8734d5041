"""A studio run whose films are held out, and servers that judge."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from fault_server import FaultServer
from good_model import GoodModel
from made_once import own_copy
from moviellm.cli.app import cli
from moviellm.engine.run import run
from moviellm.pipeline.read import read_pipeline

THEMES = (
    "A lighthouse keeper finds a map", "Two rivals share one kitchen", "A baker hides a ring",
    "A lost kite",
)  # fmt: skip


@pytest.fixture(scope="session")
def studio_run(tmp_path_factory):
    """The folder of a finished run of four short films."""
    pipeline = {
        "moviellm": 1,
        "films": {"themes": THEMES, "seed": 279, "shape": "short"},
        "writer": "fable",
        "director": "storyboard",
        "painter": {"use": "papercut", "size": [128, 72]},
        "captioner": "script",
        "exporters": ["frames"],
    }

    def make(folder):
        file = folder / "pipeline.json"
        file.write_text(json.dumps(pipeline))
        report = run(read_pipeline(file), folder / "run", workers=1)
        assert report.state == "finished"

    return own_copy(tmp_path_factory, "evaluated-run", make) / "run"


@pytest.fixture(scope="session")
def films(studio_run):
    """The films of the run."""
    from moviellm.runs import open_run

    with open_run(studio_run) as finished:
        return list(finished.films())


@pytest.fixture(scope="session")
def exported(studio_run, tmp_path_factory):
    """Export the run by an exporter, once each; returns the folder."""
    made = {}

    def export(name):
        if name not in made:
            folder = tmp_path_factory.mktemp("exports") / name
            moviellm("export", studio_run, "--to", name, "--out", folder)
            made[name] = folder
        return made[name]

    return export


def moviellm(*words, code=0):
    """Run the command line; a failure shows what it printed."""
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(name="moviellm")
def _moviellm():
    return moviellm


def rows_of(folder):
    return [json.loads(line) for line in (folder / "test.jsonl").read_text().splitlines()]


@pytest.fixture(name="rows_of")
def _rows_of():
    return rows_of


@pytest.fixture
def model():
    """A judge on loopback that prefers the longer answer, by both providers' protocols."""
    server = GoodModel()
    yield server
    server.close()


class Judge(FaultServer):
    """A provider that prefers the first answer and bills what it answers."""

    def options(self, provider="openai"):
        """``--set`` options of a critic that asks it."""
        base = f"{self.root}/v1" if provider == "openai" else self.root
        price = "{input: 2.0, output: 10.0}"
        given = {"model": "m", "base_url": base, "price": price, "reasoning_tokens": 0}
        return [word for key, value in given.items() for word in ("--set", f"{key}={value}")]


@pytest.fixture(scope="session")
def _server(tmp_path_factory):
    started = Judge(tmp_path_factory.mktemp("server") / "bill")
    yield started
    started.close()


@pytest.fixture
def server(_server):
    _server.script()
    _server.bill.write_text("")
    return _server
