"""How a command ends: what a person reads on standard error, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from moviellm.cli.streams import echo
from moviellm.errors import Cancelled, MovieLLMError, StorageError

INTERRUPTED = 130
BROKEN_PIPE = 141


class HungUp(Exception):  # noqa: N818 - not an error
    """Whoever read the output closed the pipe."""


class CommandOutcome:
    """The object of the root context.

    Attributes:
        debug: Whether errors are shown with their traceback.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self.debug = debug


def is_debugging() -> bool:
    """Whether the command at work was called with ``--debug``."""
    context = click.get_current_context(silent=True)
    outcome = context.find_root().obj if context else None
    return isinstance(outcome, CommandOutcome) and outcome.debug


def exit_code_of(command: Callable[[], object], outcome: CommandOutcome) -> int:
    """Run a command, show what went wrong, and return the exit code.

    Args:
        command: Runs it; an integer that it returns is its exit code.
        outcome: Its ``debug`` is filled in while the command line is parsed.
    """
    try:
        code = command()
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except (HungUp, BrokenPipeError):
        return _hang_up()
    except (KeyboardInterrupt, click.Abort):
        _say("Stopped.")
        return INTERRUPTED
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last place that can tell a person
        if outcome.debug:
            import traceback

            traceback.print_exception(error)
        return _explain(error, debug=outcome.debug)


def _explain(error: Exception, *, debug: bool) -> int:
    from moviellm.disk import refused_by_disk

    notes = [note for note in getattr(error, "__notes__", ()) if debug or "\n" not in note]
    if isinstance(error, Cancelled):
        _say(error.message, error.hint)
        return error.exit_code
    if isinstance(error, MovieLLMError):
        _say(f"Error: {error.message}", *notes, error.hint)
        return error.exit_code
    if isinstance(error, OSError) and refused_by_disk(error):
        where = f" {error.filename}" if error.filename else ""
        _say(f"Error: Cannot use{where}: {error.strerror}.", "Free space or choose another folder.")
        return StorageError.exit_code
    text = str(error).strip() or "no message"
    hint = "" if debug else "Run again as `moviellm --debug ...` to see where."
    _say(f"Error: Unexpected {type(error).__name__}: {text}", *notes, hint)
    return MovieLLMError.exit_code


def _say(message: str, *more: str) -> None:
    lines = [*message.splitlines(), *(f"  {line}" for text in more for line in text.splitlines())]
    echo("\n".join(map(_fit, map(_tame, lines))), err=True)


def _fit(line: str) -> str:
    """Lines that a terminal shows without cutting words, later ones further in."""
    if not sys.stderr.isatty():
        return line
    from moviellm.cli.printing import wrapped

    indent = line[: len(line) - len(line.lstrip())]
    return wrapped(line.lstrip(), indent=indent)


def _tame(line: str) -> str:
    """Without the characters that steer a terminal: a message may quote what a model wrote."""
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


def _hang_up() -> int:
    """Whoever read our output is gone: nothing to say, and nothing to flush at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE
