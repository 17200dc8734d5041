"""The help of every command, as ``docs/reference/cli.md`` holds it.

``python docs/reference_cli.py`` writes it anew, each between ``<!-- help: NAME -->`` and
``<!-- end -->``; a test holds the page against the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
from moviellm.cli.app import CORE, cli

PAGE = Path(__file__).parent / "reference" / "cli.md"
_WIDTH = 90
_MARKED = re.compile(r"(<!-- help: ([a-z -]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command of the core by its full name, groups before what is in them."""
    context = click.Context(cli)
    for name in CORE:
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            for inner in sorted(command.commands):
                yield f"{name} {inner}", command.commands[inner]


def help_of(name: str, command: click.Command) -> str:
    """Return a command's help, as wide as the page has it."""
    context = click.Context(command, info_name=f"moviellm {name}", terminal_width=_WIDTH)
    return f"```text\n{command.get_help(context).rstrip()}\n```\n"


def filled(page: str) -> str:
    """Return the page with the help of every command that it names."""
    known = dict(commands())
    return _MARKED.sub(lambda m: f"{m[1]}{help_of(m[2], known[m[2]])}{m[3]}", page)


def named(page: str) -> list[str]:
    """Return the commands that the page holds the help of, in order."""
    return [match[2] for match in _MARKED.finditer(page)]


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
