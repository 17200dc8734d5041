"""Every command that a page shows is one that there is, with options that there are."""

from __future__ import annotations

import re
import shlex

import click
from moviellm.cli.app import CORE, cli

ADDED_BY_A_HOW_TO = {"film-length"}


def commands_of(page):
    """The command lines of a page: continued lines joined, prompts and comments taken off."""
    for block in page.blocks("console", "bash"):
        text = block.text.replace("\\\n", " ")
        for line in text.splitlines():
            if block.language == "console" and not line.startswith("$ "):
                continue
            for part in re.split(r"\s(?:&&|\||;|>)\s", line.removeprefix("$ ")):
                if (words := shlex.split(part, comments=True)) and words[0] == "moviellm":
                    yield words[1:]


def parse(command: click.Command, words: list[str], parent: click.Context | None = None) -> None:
    """Parse a command line without running it.

    Raises:
        click.UsageError: It is not one.
    """
    context = command.make_context(command.name, list(words), parent=parent)
    if isinstance(command, click.Group):
        rest = [*context._protected_args, *context.args]
        if rest:
            inner = command.get_command(context, rest[0])
            assert inner is not None, f"no command {rest[0]}"
            parse(inner, rest[1:], context)


def test_command_lines_are_right(pages):
    wrong = []
    shown = set()
    for page in pages:
        for words in commands_of(page):
            shown |= set(words[:1])
            if words[0] in ADDED_BY_A_HOW_TO:
                continue
            try:
                parse(cli, words)
            except click.exceptions.Exit:
                continue
            except (click.ClickException, AssertionError) as error:
                wrong.append(f"{page.path}: moviellm {shlex.join(words)}: {error}")
    assert wrong == []
    assert shown >= CORE.keys(), "some commands are shown nowhere"
