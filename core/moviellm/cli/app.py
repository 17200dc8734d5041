"""The command ``moviellm`` itself: its commands by name, imported when called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from moviellm.cli.outcome import CommandOutcome, HungUp, exit_code_of
from moviellm.cli.streams import echo, guard, others_on_stderr

CORE = {
    "init": "Write a commented starter pipeline.",
    "validate": "Check a pipeline without making anything.",
    "plan": "List what a run would make, reuse and cost.",
    "run": "Make the films of a pipeline, or go on where a run stopped.",
    "work": "Make one shard of a pipeline's films, on one of several machines.",
    "merge": "Make one run of its shards, and write its exports.",
    "show": "Show the state, rates, failures and spend of a run.",
    "export": "Export a run in another format without making it again.",
    "audit": "Measure how many questions are answered without the films.",
    "explain": "Walk from a question or frame back to the theme.",
    "verify": "Hash everything in a run folder again.",
    "recover": "Make the journal of a run folder again when its file is damaged.",
    "clean": "Remove from a run folder what nothing refers to.",
    "schema": "Print the JSON schema of a pipeline.",
    "doctor": "Look at this machine: what is there, what is missing, what to do.",
    "plugins": "List, show, check and make plugins.",
}
"""The core's commands in the order of a first film; each is ``moviellm.cli.<name>:<name>``."""


class Commands(click.Group):
    """Knows every command by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the core's names, then those that plugins add."""
        from moviellm.cli.added import added_commands

        return [*CORE, *(name for name in added_commands() if name not in CORE)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; the core's names come first.

        Raises:
            PluginError: A plugin adds it, and is broken or not the only one.
        """
        if cmd_name in CORE:
            found = getattr(import_module(f"moviellm.cli.{cmd_name}"), cmd_name)
            assert isinstance(found, click.Command)
            return guard(found)
        from moviellm.cli.added import added_commands, import_added

        if cmd_name not in added_commands():
            return None
        with others_on_stderr():
            added = import_added(cmd_name)
        return guard(added, prints=True)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the called command, or say which names are near."""
        name = args[0]
        if name not in CORE and not name.startswith("-"):
            known = self.list_commands(ctx)
            if name not in known:
                from difflib import get_close_matches

                near = " or ".join(f"`{word}`" for word in get_close_matches(name, known))
                ctx.fail(f"There is no command `{name}`.{f' Did you mean {near}?' if near else ''}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write all commands with their summaries; none is imported."""
        from moviellm.cli.added import added_commands

        with formatter.section("Commands"):
            formatter.write_dl(list(CORE.items()))
        added = [(n, found.summary()) for n, found in added_commands().items() if n not in CORE]
        if added:
            with formatter.section("Commands of plugins"):
                formatter.write_dl(added)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the called command; note on its exception which plugin it came from."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            raise HungUp from None  # click would exit with 1
        except Exception as error:
            if ctx.invoked_subcommand and ctx.invoked_subcommand not in CORE:
                error.add_note(f"in the command `{ctx.invoked_subcommand}`, which a plugin adds")
            raise

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; in standalone mode, show errors to people and exit."""
        run: Any = super().main
        if not extra.pop("standalone_mode", True):
            return run(*args, standalone_mode=False, **extra)
        outcome = CommandOutcome()
        sys.exit(
            exit_code_of(lambda: run(*args, standalone_mode=False, obj=outcome, **extra), outcome)
        )


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        echo(f"moviellm {version('moviellm')}")
        ctx.exit()


@click.group(cls=Commands)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """From one theme to a film dataset that is exact by construction."""
    ctx.ensure_object(CommandOutcome).debug = debug
