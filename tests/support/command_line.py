"""The command ``moviellm`` in this process: an interpreter takes longer to start than it works."""

from __future__ import annotations

import subprocess

from click.testing import CliRunner
from moviellm.cli.app import cli


def moviellm(*words: object) -> subprocess.CompletedProcess[str]:
    """Call the command, and return how it ended and what it printed."""
    arguments = [str(word) for word in words]
    ended = CliRunner().invoke(cli, arguments, prog_name="moviellm")
    return subprocess.CompletedProcess(arguments, ended.exit_code, ended.stdout, ended.stderr)
