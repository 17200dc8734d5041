"""The command ``moviellm check-export``."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from moviellm import InputError

if TYPE_CHECKING:
    from moviellm_plugin_trainers.checks.check import Check
    from moviellm_plugin_trainers.checks.findings import ExportFinding

_SHOWN = 20
"""How many findings of one rule are printed; JSON has all of them."""


@click.command(epilog="\b\nExample:\n  moviellm check-export runs/quickstart/export/llava")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "format_name", metavar="NAME", help="The exporter whose format it is.")
@click.option(
    "--media",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder that paths of videos are relative to [default: DIR].",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def check_export(folder: Path, format_name: str | None, media: Path | None, as_json: bool) -> int:
    """Hold the rows of a folder against the rules of the trainer that is to read them.

    The format is recognised, whoever made the data. Each rule comes from the trainer's own loader.

    Exit code: 0 when all is well, 2 when a rule is broken.
    """
    from moviellm_plugin_trainers.checks.check import Check

    check = Check(folder, format_name, media)
    broken: Counter[str] = Counter()
    if as_json:
        _print_json(check, broken)
    else:
        _print(check, broken)
    return InputError.exit_code if broken else 0


def _print_json(check: Check, broken: Counter[str]) -> None:
    """Print one object, its findings one a line as they come."""
    click.echo(f'{{"format": {json.dumps(check.format.name)}, "findings": [', nl=False)
    for number, finding in enumerate(check.findings()):
        broken[finding.rule] += 1
        click.echo(f"{',' if number else ''}\n  {json.dumps(asdict(finding))}", nl=False)
    end = {"rows": dict(check.rows), "broken": dict(broken), "sound": not broken}
    end["notes"] = check.said()
    click.echo(f"\n], {json.dumps(end)[1:]}")


def _print(check: Check, broken: Counter[str]) -> None:
    for finding in check.findings():
        broken[finding.rule] += 1
        if broken[finding.rule] <= _SHOWN:
            _show(finding)
    for rule, count in broken.items():
        if count > _SHOWN:
            _wrapped(f"{rule}: {count - _SHOWN:,} more; --json lists them all.")
    for note in check.said():
        _wrapped(f"Note: {note}")
    rows, files = sum(check.rows.values()), len(check.rows)
    looked = (
        f"{rows:,} {'row' if rows == 1 else 'rows'} in {files} {'file' if files == 1 else 'files'}"
    )
    found = sum(broken.values())
    if found:
        faults = "fault" if found == 1 else "faults"
        _wrapped(f"{found:,} {faults} in {looked}, read as {check.format.name}.")
    else:
        _wrapped(f"All is well: {looked}, as {check.format.name} reads them.")


def _show(finding: ExportFinding) -> None:
    _wrapped(f"{finding.place}: {finding.what} [{finding.rule}]")
    _wrapped(finding.fix, indent="    ")


def _wrapped(text: str, indent: str = "") -> None:
    """Print a paragraph no wider than the terminal, without what steers one."""
    tame = "".join(c if c.isprintable() else "\ufffd" for c in text)
    width = max(30, min(100, shutil.get_terminal_size().columns))
    lines = textwrap.wrap(tame, width, initial_indent=indent, subsequent_indent=f"{indent}  ")
    click.echo("\n".join(lines))
