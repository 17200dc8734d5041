"""The command ``moviellm shots``."""

import csv
from pathlib import Path

import click
from moviellm import InputError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def shots(folder: Path) -> None:
    """Print the shot lists of an export folder."""
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise InputError(f"There is no shot list in {folder}.", hint="Export with `shotlist`.")
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                click.echo(f"{file.stem} {row['shot']} {row['start']} {row['size']}")
