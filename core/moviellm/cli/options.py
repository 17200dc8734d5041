"""Options that several commands share, so that they read alike everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

MOST_WORKERS = 1024

F = TypeVar("F", bound=Callable[..., Any])


def example(line: str) -> str:
    """The epilog that shows a command at work, unwrapped."""
    return f"\b\nExample:\n  {line}"


def pipeline_argument(command: F) -> F:
    """Add the argument PIPELINE; reading it, not click, says what is wrong with it."""
    return click.argument("pipeline", type=click.Path(path_type=Path))(command)


def run_argument(command: F) -> F:
    """Add the argument RUN, a folder that ``moviellm run`` wrote."""
    return click.argument("run", type=click.Path(path_type=Path))(command)


def set_option(what: str) -> Callable[[F], F]:
    """Add ``--set KEY=VALUE``, which may be given several times."""
    return click.option("--set", "settings", metavar="KEY=VALUE", multiple=True, help=what)


def json_option(command: F) -> F:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")(command)


def out_option(command: F) -> F:
    """Add ``--out DIR``, the run's folder."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The run's folder [default: runs/<name of the file>].",
    )(command)


def workers_option(command: F) -> F:
    """Add ``--workers N``."""
    return click.option(
        "--workers",
        type=click.IntRange(1, MOST_WORKERS),
        metavar="N",
        help="Worker processes [default: one a processor]; each GPU in use has one beside these.",
    )(command)


def store_option(command: F) -> F:
    """Add ``--store URL``."""
    return click.option(
        "--store",
        metavar="URL",
        help="Where pictures are kept: a folder, or a URL that fsspec reaches [default: in the "
        "run].",
    )(command)


SET_IN_PIPELINE = "Replace one value of the pipeline, such as 'painter.size=[512,512]'."


def run_folder(pipeline: Path, out: Path | None) -> Path:
    """The folder of a run: the one that was asked for, or ``runs/<name of the file>``.

    The lock of a run is named by the folder in which it lies.
    """
    from moviellm.engine.run_lock import RUN_LOCK_FILE

    is_lock = pipeline.name == RUN_LOCK_FILE
    name = pipeline.resolve().parent.name if is_lock else pipeline.stem
    return out or Path("runs") / (name.strip(".") or "pipeline")
