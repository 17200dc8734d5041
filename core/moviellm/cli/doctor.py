"""``moviellm doctor``: what of this machine a run would meet, each with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from moviellm.cli.options import example, json_option

if TYPE_CHECKING:
    from moviellm.cli.machine import Examined

_MARKS = {"ok": "ok   ", "note": "note ", "fault": "FAULT"}


@click.command(epilog=example("moviellm doctor --at runs"))
@click.option(
    "--at",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="Where runs will lie; its disk is tried [default: here].",
)
@json_option
def doctor(at: Path, as_json: bool) -> int:
    """Look at this machine: what is there, what is missing, and what to do about it.

    That is Python, libraries, processors and memory, GPUs, the disk and how fast it makes a file
    durable, encoders, fonts, keys and plugins. No plugin is imported and nothing is sent. Of a key
    it is told whether it is set, never what it is.

    Exit code: 0 when nothing is at fault (a note is no fault), 3 when Python, a library or a plugin
    is, 5 when the disk is.
    """
    from moviellm.cli.machine import examine_machine
    from moviellm.cli.printing import how_many, paragraph, print_json
    from moviellm.errors import PluginError, StorageError

    found = examine_machine(at)
    faults = [finding for finding in found if finding.state == "fault"]
    if as_json:
        print_json({"sound": not faults, "findings": [_as_data(finding) for finding in found]})
    else:
        for finding in found:
            paragraph(f"{_MARKS[finding.state]} {finding.topic}: {finding.found}")
            if finding.hint:
                paragraph(finding.hint, indent="      ")
        paragraph(f"{how_many(len(faults), 'fault')}." if faults else "Nothing is at fault.")
    if any(finding.topic != "disk" for finding in faults):
        return PluginError.exit_code
    return StorageError.exit_code if faults else 0


def _as_data(finding: Examined) -> dict[str, object]:
    return {
        "topic": finding.topic,
        "state": finding.state,
        "found": finding.found,
        "hint": finding.hint,
    }
