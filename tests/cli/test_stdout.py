"""Standard output is the command's: JSON stays JSON, whatever plugins print and terminals lack."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from .conftest import CAST, command, write_pipeline

LOUD = """
import atexit, ctypes, logging, os, subprocess, sys, threading
logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, force=True)
KEPT = sys.stdout


def shout(where):
    print("NOISE printed", where)
    sys.stdout.write("NOISE written\\n")
    KEPT.write("NOISE kept\\n")
    KEPT.flush()
    sys.__stdout__.write("NOISE real\\n")
    sys.__stdout__.flush()
    os.write(1, b"NOISE descriptor\\n")
    ctypes.CDLL(None).puts(b"NOISE from C")
    ctypes.CDLL(None).fflush(None)
    subprocess.run(["echo", "NOISE of a child"], check=True)
    logging.getLogger("moviellm.loud").warning("NOISE logged")
    other = threading.Thread(target=print, args=("NOISE of a thread",))
    other.start()
    other.join()


shout("import")
atexit.register(print, "NOISE at the end")
"""

PLUGIN = """
from loud import shout
from moviellm.component import Capabilities, Component

shout("plugin.py")
capabilities = Capabilities(runs_in="process")
loud = Component(
    name="loud", stage="painter", summary="Shouts.", implementation="loud_impl:Painter",
    config="loud_config:Config", revision="loud_config:revision", remarks="loud_config:remarks",
    probe="loud_config:probe",
)
lively = Component(
    name="lively", stage="painter", summary="Shouts.", implementation="loud_impl:Painter",
    config="loud_config:Config", capabilities=capabilities,
)
crier = Component(
    name="crier", stage="exporter", summary="Shouts.", implementation="loud_impl:Exporter",
)
ear = Component(name="loud-ear", stage="hooks", summary="Shouts.", implementation="loud_impl:Ear")
"""

CONFIG = """
from loud import shout
from pydantic import BaseModel, ConfigDict, model_validator

shout("config.py")


class Config(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def check(self):
        shout("validator")
        return self


def revision(config):
    shout("revision")
    return "1"


def remarks(config):
    shout("remarks")
    return ["It is loud"]


def probe(config):
    yield "Costs nothing."
    shout("probe")
    yield "It shouts."
"""

IMPL = """
from loud import shout
from moviellm import hookimpl
from moviellm_engine_cast.config import Paint
from moviellm_engine_cast.impl import Flat

shout("impl.py")


class Painter(Flat):
    def __init__(self, config):
        shout("init")
        super().__init__(Paint())

    @hookimpl
    def moviellm_paint(self, slates, context):
        for slate in slates:
            shout("paint")
            yield self._one(slate)


class Exporter:
    @hookimpl
    def moviellm_export(self, films, target, context):
        shout("export")
        target.joinpath("films.txt").write_text("\\n".join(film.brief.id for film in films))
        return True


class Ear:
    @hookimpl
    def moviellm_run_started(self, start):
        shout("run started")

    @hookimpl
    def moviellm_run_finished(self, run):
        shout("run finished")
"""

COMMAND = '''
import json
import click
from loud import shout

shout("command.py")


@click.command()
@click.argument("run")
def tell(run):
    """Tell something as JSON."""
    from moviellm.pipeline.read import read_pipeline
    from moviellm.plugins.components import Components
    from moviellm.runs import open_run

    with open_run(run) as opened:
        films = len(list(opened.films()))
    print(json.dumps({"by": "print", "films": films}))
    components = Components(read_pipeline("films.yaml").selected)
    components.remarks()
    components.run_started(None)
    click.echo(json.dumps({"by": "echo"}))
'''


@pytest.fixture
def loud(site, here):
    """Installs plugins that print in every way, and returns how to call the command."""
    site.install(
        "loud-tools",
        entries=[
            "painter: loud = loud_plugin:loud",
            "painter: lively = loud_plugin:lively",
            "exporter: crier = loud_plugin:crier",
            "hooks: loud-ear = loud_plugin:ear",
            "commands: tell = loud_command:tell",
        ],
        files={
            "loud.py": LOUD, "loud_plugin.py": PLUGIN, "loud_config.py": CONFIG,
            "loud_impl.py": IMPL, "loud_command.py": COMMAND,
        },
    )  # fmt: skip

    def call(*words: object, code: int = 0) -> str:
        done = subprocess.run(
            command(*words), cwd=here, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": f"{CAST}{os.pathsep}{site.folder}"},
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        assert "NOISE" not in done.stdout
        return done.stdout

    write_pipeline(
        here, painter="loud", exporters=["crier"], hooks=["loud-ear"], themes=["one"],
        shape={"chapters": 1, "scenes": 1, "frames": 2},
    )  # fmt: skip
    return call


@pytest.mark.slow
def test_what_plugins_print_is_not_on_standard_output(loud, here):
    made = json.loads(loud("run", "films.yaml", "--json", "--workers", 1))
    assert made["state"] == "finished"
    lines = list(map(json.loads, loud("tell", "runs/films").splitlines()))
    assert lines == [{"by": "print", "films": 1}, {"by": "echo"}]
    assert "It is loud" in loud("plan", "films.yaml")


@pytest.mark.slow
def test_what_plugins_print_spoils_no_command(loud, here):
    loud("run", "films.yaml", "--set", "painter=lively", "--workers", 1)
    for words in (
        ("run", "films.yaml", "--json", "--workers", 1),
        ("plan", "films.yaml", "--json"),
        ("validate", "films.yaml", "--json"),
        ("show", "runs/films", "--json"),
        ("export", "runs/films", "--to", "crier", "--out", "again", "--json"),
        ("plugins", "list", "--json"),
        ("plugins", "show", "loud", "--json"),
        ("plugins", "probe", "loud", "--json"),
    ):
        assert json.loads(loud(*words)), words


@pytest.mark.slow
def test_the_kit_prints_json_whatever_a_plugin_prints(loud):
    found = json.loads(loud("plugins", "check", "crier", "--json", code=3))
    assert found["name"] == "crier"


ASCII = {"PYTHONIOENCODING": "ascii"}
PLAIN = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    "terminal",
    [
        ASCII,
        pytest.param({"PYTHONIOENCODING": "ascii:strict"}, marks=pytest.mark.slow),
        pytest.param(PLAIN, marks=pytest.mark.slow),
    ],
)
def test_a_terminal_without_unicode_gets_something_alike(finished, here, terminal):
    def call(*words: object, code: int = 0) -> str:
        done = subprocess.run(
            command(*words), cwd=here, capture_output=True,
            env={**os.environ, "PYTHONPATH": str(CAST), **terminal},
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        said = (done.stdout + done.stderr).decode("ascii")
        assert "Traceback" not in said
        return said

    film = (finished / "export/list/films.txt").read_text().split(" ")[0]
    tree = call("explain", "runs/films", film)
    assert "`- " in tree
    assert "\\u2514" not in tree
    write_pipeline(here, "weiß", themes=["灯台守 – “ß”"], writer={"use": "tale", "fault": "film"})
    out = () if "PYTHONIOENCODING" in terminal else ("--out", "runs/white")
    assert "weiß.yaml" not in call("run", "weiß.yaml", "--workers", 1, *out, code=4)
    assert "failed" in call("show", *out[1:] or ["runs/weiß"])


def test_a_folder_whose_name_is_no_text_is_refused(finished, here):
    done = subprocess.run(
        command("run", "films.yaml", "--out", os.fsdecode(b"r\xff")), cwd=here,
        env={**os.environ, "PYTHONPATH": str(CAST)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "is not text in this locale" in done.stderr


@pytest.mark.parametrize("columns", ["", "0", "-3", "wide", "100000000000"])
def test_any_width_of_a_terminal_will_do(moviellm, pipeline, columns):
    assert "2 films" in moviellm("plan", pipeline, COLUMNS=columns).stdout
