"""Standard output is the command's own: what plugins print goes to standard error.

A plugin, and every library that it uses, may print, write to file descriptor 1 from C, start
children that do, or log to ``sys.stdout``. So descriptor 1 leads to standard error, and what a
command says goes to a copy of the real one, by `echo`. A command that a plugin adds may print as it
is used to; what its components print, and other threads, goes to standard error too.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import sys
import threading
from collections.abc import Iterator
from typing import Any, TextIO

import click

from moviellm.cli.substitutes import SUBSTITUTES

_WIDTH = 80
_ours: TextIO | None = None


def take_stdout() -> None:
    """Keep the process's standard output for `echo` until its end; lead all others to stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=SUBSTITUTES)
    try:
        mine = os.dup(1)
        os.dup2(2, 1)
    except OSError:  # one of them is closed
        return
    real = sys.stdout
    encoding = getattr(real, "encoding", None)
    by_line = 1 if os.isatty(mine) else -1
    sys.stdout = os.fdopen(mine, "w", by_line, encoding=encoding, errors=SUBSTITUTES)


def stdout() -> TextIO:
    """The command's standard output."""
    return _ours or sys.stdout


def echo(text: object = "", *, nl: bool = True, err: bool = False) -> None:
    """Print on the command's standard output, whatever `sys.stdout` is meanwhile, or on stderr.

    Without a file, click would write UTF-8 to a terminal that shows ASCII alone.
    """
    click.echo(text, file=sys.stderr if err else stdout(), nl=nl)


def columns() -> int:
    """How wide the terminal is that standard output goes to; 80 where there is none."""
    with contextlib.suppress(KeyError, ValueError):
        if (asked := int(os.environ["COLUMNS"])) > 0:
            return asked
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return os.get_terminal_size(stdout().fileno()).columns or _WIDTH
    return _WIDTH


@contextlib.contextmanager
def others_on_stderr(instead: TextIO | None = None) -> Iterator[None]:
    """Let `echo` alone print on standard output, or what ``instead`` lets through."""
    global _ours
    before, real = _ours, sys.stdout
    _ours = before or real
    sys.stdout = instead or sys.stderr
    try:
        yield
    finally:
        sys.stdout, _ours = real, before


class _Printing:
    """Standard output for the main thread while no plugin's component is at work in it."""

    def __init__(self, real: TextIO) -> None:
        from moviellm.plugins.at_work import is_plugin_at_work

        self._real, self._others = real, is_plugin_at_work

    def __getattr__(self, name: str) -> Any:
        ours = threading.current_thread() is threading.main_thread() and not self._others()
        return getattr(self._real if ours else sys.stderr, name)


def guard(command: click.Command, *, prints: bool = False) -> click.Command:
    """Let a command, and those in its group, keep standard output for itself.

    Args:
        command: It is changed, once.
        prints: It may print without `echo`: a plugin adds it.
    """
    for inner in getattr(command, "commands", {}).values():
        guard(inner, prints=prints)
    work = command.callback
    if work is None or hasattr(work, "on_its_own_stdout"):
        return command

    @functools.wraps(work)
    def guarded(*arguments: Any, **options: Any) -> Any:
        instead = _Printing(sys.stdout) if prints else None
        with others_on_stderr(instead):  # type: ignore[arg-type]
            return work(*arguments, **options)

    guarded.on_its_own_stdout = True  # type: ignore[attr-defined]
    command.callback = guarded
    return command
