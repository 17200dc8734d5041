"""How commands end: exit codes, one sentence and a hint, tracebacks only when asked for."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from moviellm import errors
from moviellm.cli.app import cli

COMMANDS = """
    import click
    from moviellm import errors

    @click.command()
    @click.argument("kind")
    def fail(kind):
        if kind == "interrupt":
            raise KeyboardInterrupt
        if kind == "unexpected":
            raise ZeroDivisionError("nothing to divide")
        if kind == "full":
            raise OSError({enospc}, "No space left on device", "/data/frames")
        raise getattr(errors, kind)("It went wrong.", hint="Mend it.")

    @click.command()
    def talk():
        for number in range(100_000):
            print("line", number)
"""


@pytest.fixture
def failing(site):
    site.install(
        "failing-tools",
        entries=["commands: fail = failing:fail", "commands: talk = failing:talk"],
        files=[("failing.py", COMMANDS.format(enospc=errno.ENOSPC))],
    )
    return lambda *arguments: CliRunner().invoke(cli, [*arguments])


CODES = {
    "MovieLLMError": 1, "InputError": 2, "PluginError": 3, "RunError": 4, "FilmError": 4,
    "StorageError": 5, "LockedError": 6, "BudgetError": 7, "DamageError": 8, "Cancelled": 130,
}  # fmt: skip


def test_every_error_has_a_documented_code():
    tree = [errors.MovieLLMError, *errors.MovieLLMError.__subclasses__(), errors.FilmError]
    assert {
        kind.__name__: kind.exit_code for kind in tree if kind.__module__ == errors.__name__
    } == (CODES)
    assert all(name in (errors.__doc__ or "") for name in CODES)


@pytest.mark.parametrize("kind", sorted(CODES))
def test_an_error_is_one_sentence_and_a_hint(failing, kind):
    done = failing("fail", kind)
    assert done.exit_code == CODES[kind]
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[0].endswith("It went wrong.")
    assert lines[-1] == "  Mend it."
    assert "Traceback" not in done.stderr


def test_an_unexpected_error_names_the_plugin_and_the_way_to_see_more(failing):
    done = failing("fail", "unexpected")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "Error: Unexpected ZeroDivisionError: nothing to divide",
        "  in the command `fail`, which a plugin adds",
        "  Run again as `moviellm --debug ...` to see where.",
    ]


def test_debug_shows_the_traceback(failing):
    done = failing("--debug", "fail", "unexpected")
    assert done.exit_code == 1
    assert "Traceback (most recent call last)" in done.stderr
    assert "failing.py" in done.stderr


def test_an_interrupt_ends_with_130(failing):
    done = failing("fail", "interrupt")
    assert done.exit_code == 130
    assert done.stderr.strip() == "Stopped."


def test_a_full_disk_is_a_storage_error(failing):
    done = failing("fail", "full")
    assert done.exit_code == 5
    assert "/data/frames: No space left on device" in done.stderr


def test_a_closed_pipe_is_quiet(failing, site):
    process = subprocess.Popen(
        [sys.executable, "-m", "moviellm", "talk"],
        env={**os.environ, "PYTHONPATH": str(site.folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"line 0\n"
    process.stdout.close()
    _, stderr = process.communicate(timeout=60)
    assert stderr == b""
    assert process.returncode == 141


@pytest.mark.slow
def test_a_thread_that_a_plugin_left_holds_nobody_up(site):
    code = """
        import threading, time
        import click

        @click.command()
        def dawdle():
            threading.Thread(target=time.sleep, args=[3600], name="dawdler").start()
    """
    site.install("lazy-tools", entries=["commands: dawdle = lazy:dawdle"], files={"lazy.py": code})
    done = subprocess.run(
        [sys.executable, "-m", "moviellm", "dawdle"],
        env={**os.environ, "PYTHONPATH": str(site.folder)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0
    assert "Left behind: threads of plugins (dawdler)." in done.stderr
