"""``moviellm --help``: every command, nothing imported, plugins' commands from metadata."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import click
import pytest
from click.testing import CliRunner
from moviellm.cli.app import CORE, cli

HELLO = """
    import click
    print("imported hello")
    @click.command()
    def hello():
        click.echo("Hello from a plugin.")
"""


def help_of(*arguments):
    done = CliRunner().invoke(cli, [*arguments, "--help"], prog_name="moviellm")
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("name", CORE)
def test_the_table_of_commands_begins_as_each_command_does(name):
    command = getattr(import_module(f"moviellm.cli.{name}"), name)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert (command.help or "").split()[:2] == CORE[name].split()[:2]


@pytest.mark.parametrize("name", CORE)
def test_every_command_has_help(name):
    assert f"moviellm {name}" in help_of(name)


def test_help_lists_the_commands_with_their_summaries():
    text = help_of()
    assert all(summary in text for summary in CORE.values())


def test_help_imports_click_and_the_table_alone():
    code = (
        "import sys\nsys.argv = ['moviellm', '--help']\n"
        "from moviellm.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print('modules:', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    modules = set(done.stderr.partition("modules:")[2].split())
    packages = {name.partition(".")[0] for name in modules}
    assert not packages & {"numpy", "pluggy", "pydantic", "rich", "skia", "stevedore", "yaml"}
    assert {name for name in modules if name.startswith("moviellm")} == {
        "moviellm", "moviellm.cli", "moviellm.cli.added", "moviellm.cli.app",
        "moviellm.cli.docstrings", "moviellm.cli.outcome", "moviellm.cli.streams",
        "moviellm.cli.substitutes", "moviellm.errors",
    } - ({"moviellm.cli.docstrings"} - modules)  # fmt: skip


def test_a_plugin_command_is_listed_from_metadata_and_imported_when_called(site):
    site.install(
        "hello-tools", entries=["commands: hello = hello:hello"], files=[("hello.py", HELLO)]
    )
    info = site.folder / "hello_tools-1.2.0.dist-info" / "METADATA"
    info.write_text(info.read_text() + "Summary: Says hello.\n")
    code = "from moviellm.cli import main\nimport os, sys\nsys.argv = ['moviellm', {!r}]\n"
    code += "mine = os.fdopen(os.dup(1), 'w')\n"  # the command keeps standard output to itself
    code += "try:\n    main()\nexcept SystemExit:\n    print('hello' in sys.modules, file=mine)"
    listed = site.python(code.format("--help"))
    assert "hello Says hello." in " ".join(listed.split("Commands of plugins:")[1].split())
    assert "imported hello" not in listed
    assert listed.endswith("False\n")
    called = site.python(code.format("hello"))
    assert called == "Hello from a plugin.\nTrue\n"


def test_a_command_is_listed_with_the_first_line_of_its_own_help(site):
    told = HELLO.replace("def hello():", 'def hello():\n        """Greet.\n\n        Much more."""')
    site.install(
        "hello-tools",
        entries=["commands: hello = tools.polite.hello:hello", "commands: lost = tools.gone:lost"],
        files=[("tools/__init__.py", "raise RuntimeError"), ("tools/polite/hello.py", told)],
    )
    info = site.folder / "hello_tools-1.2.0.dist-info" / "METADATA"
    info.write_text(info.read_text() + "Summary: Polite tools.\n")
    lines = [" ".join(line.split()) for line in help_of().splitlines()]
    assert "hello Greet." in lines
    assert "lost Polite tools." in lines


def test_a_plugin_cannot_shadow_a_core_command(site):
    site.install("evil", entries=["commands: plan = hello:hello"], files=[("hello.py", HELLO)])
    assert [line.split()[0] for line in help_of().splitlines() if line.split()].count("plan") == 1
    assert "imported hello" not in help_of("plan")


def test_a_command_of_two_plugins_is_an_error_that_names_both(site):
    for name in ("one-tools", "two-tools"):
        site.install(name, entries=["commands: hello = hello:hello"], files=[("hello.py", HELLO)])
    assert "hello Two plugins claim it." in " ".join(help_of().split())
    done = CliRunner().invoke(cli, ["hello"])
    assert done.exit_code == 3
    assert "one-tools 1.2.0" in done.stderr
    assert "two-tools 1.2.0" in done.stderr


def test_a_disabled_plugin_adds_no_command(site, monkeypatch):
    site.install(
        "hello-tools", entries=["commands: hello = hello:hello"], files=[("hello.py", HELLO)]
    )
    for value in ("hello", "commands:hello", "Hello_Tools"):
        monkeypatch.setenv("MOVIELLM_DISABLED_PLUGINS", value)
        assert not [line for line in help_of().splitlines() if line.split()[:1] == ["hello"]]
        assert CliRunner().invoke(cli, ["hello"]).exit_code == 2


def test_a_broken_plugin_command_stops_nothing_but_itself(site):
    site.install(
        "hello-tools",
        entries=["commands: hello = hello:hello", "commands: there = hello:missing"],
        files=[("hello.py", "hello = 42\nraise_on_import = True\n")],
    )
    assert "hello" in help_of()
    done = CliRunner().invoke(cli, ["hello"])
    assert done.exit_code == 3
    assert "names a int" in done.stderr
    assert CliRunner().invoke(cli, ["there"]).exit_code == 3


def test_an_unknown_command_is_told_with_the_nearest():
    done = CliRunner().invoke(cli, ["valdate"])
    assert done.exit_code == 2
    assert "There is no command `valdate`. Did you mean `validate`" in done.stderr


def test_the_version_is_that_of_the_distribution():
    from importlib.metadata import version

    done = CliRunner().invoke(cli, ["--version"])
    assert done.output == f"moviellm {version('moviellm')}\n"
