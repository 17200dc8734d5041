"""What to do with a new plugin."""

from __future__ import annotations

import shlex

from moviellm.cli.streams import echo
from moviellm.testing.new_plugin import NewPlugin


def print_next_steps(made: NewPlugin) -> None:
    """Print where the plugin is and the commands that come next."""
    folder = shlex.quote(str(made.folder))
    echo(f"Made {made.folder}: the {made.worker} `{made.name}`, which works as it stands.")
    echo(f"  pip install -e {folder}")
    echo(f"  python -m pytest {folder}")
    if made.stage != "command":
        echo(f"  moviellm plugins check {made.name} --stage {made.stage}")
    if made.example:
        echo(f"  moviellm run {shlex.quote(str(made.example))}")
    else:
        echo(f"  moviellm {made.name} --help")
    echo(f"Then write it: {made.code}")
