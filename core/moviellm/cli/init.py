"""``moviellm init``: a commented pipeline to start from."""

from __future__ import annotations

from pathlib import Path

import click

from moviellm.cli.options import example
from moviellm.cli.streams import echo
from moviellm.errors import InputError, StorageError


@click.command(epilog=example("moviellm init my-films.yaml"))
@click.argument("file", type=click.Path(path_type=Path), default="pipeline.yaml")
def init(file: Path) -> None:
    """Write a commented starter pipeline to FILE [default: pipeline.yaml].

    It runs as it stands and says what else there is. A file that is there is never overwritten.
    """
    from moviellm.cli.printing import shown
    from moviellm.cli.shell import command_line
    from moviellm.pipeline.starter import starter_pipeline

    text = starter_pipeline()
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise InputError(f"{file} is there already.", hint="Give another name.") from None
    except OSError as error:
        raise StorageError(
            f"{file} cannot be written: {error.strerror}.", hint="Choose another folder."
        ) from error
    echo(f"Wrote {shown(file)}. Run it: {command_line('moviellm', 'run', file)}")
