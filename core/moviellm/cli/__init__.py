"""The command line: one file a command, imported when it is called.

``moviellm --help`` imports click and nothing else: the core's commands are a table of names, those
that plugins add are read from metadata. Exit codes are those of `moviellm.errors`.
"""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line on ``sys.argv`` and exit (the console script ``moviellm``)."""
    from moviellm.cli.app import cli

    cli(prog_name="moviellm")
