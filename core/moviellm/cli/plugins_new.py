"""What to do with a new plugin."""

from __future__ import annotations

import shlex

import click

from moviellm.testing.new_plugin import NewPlugin


def print_next_steps(made: NewPlugin) -> None:
    """Print where the plugin is and the commands that come next."""
    folder = shlex.quote(str(made.folder))
    click.echo(f"Made {made.folder}: the {made.worker} `{made.name}`, which works as it stands.")
    click.echo(f"  pip install -e {folder}")
    click.echo(f"  python -m pytest {folder}")
    if made.stage != "command":
        click.echo(f"  moviellm plugins check {made.name} --stage {made.stage}")
    if made.example:
        click.echo(f"  moviellm run {shlex.quote(str(made.example))}")
    else:
        click.echo(f"  moviellm {made.name} --help")
    click.echo(f"Then write it: {made.code}")
