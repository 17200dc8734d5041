"""``moviellm run``: make the films of a pipeline, or go on where a run stopped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moviellm.cli.options import (
    SET_IN_PIPELINE,
    example,
    json_option,
    out_option,
    pipeline_argument,
    run_folder,
    set_option,
    store_option,
    workers_option,
)
from moviellm.cli.outcome import is_debugging
from moviellm.cli.streams import echo
from moviellm.errors import Cancelled, LockedError, MovieLLMError, RunError, StorageError

if TYPE_CHECKING:
    from moviellm.pipeline.read import LoadedPipeline
    from moviellm.run_reports import RunReport


@click.command(epilog=example("moviellm run examples/quickstart.yaml --set films.seed=11"))
@pipeline_argument
@out_option
@workers_option
@store_option
@set_option(SET_IN_PIPELINE)
@json_option
def run(
    pipeline: Path,
    out: Path | None,
    workers: int | None,
    store: str | None,
    settings: tuple[str, ...],
    as_json: bool,
) -> int:
    """Make the films of a pipeline, or go on where a run stopped.

    Films go into the run's folder, exports into export/<exporter>/ below it. Run the same command
    again after a stop, a crash or a change of the pipeline: what is made is not made again.
    Ctrl-C stops it within 10 seconds and keeps what is finished; a second one ends it at once.

    Exit code: 0 when everything was made, 4 when films could not be made, 130 when stopped.
    """
    from moviellm.pipeline.read import read_pipeline

    loaded = read_pipeline(pipeline, settings)
    folder = run_folder(pipeline, out)
    return make(loaded, folder, workers, store, as_json=as_json)


def make(
    loaded: LoadedPipeline, folder: Path, workers: int | None, store: str | None, *, as_json: bool
) -> int:
    """Make the films of a pipeline, or of a shard of it, and tell; return the exit code."""
    if not as_json:
        _print_header(loaded, folder)
    report, page = _watched(loaded, folder, workers, store, as_json=as_json)
    return tell(report, page, as_json=as_json)


def tell(report: RunReport, page: Path | None, *, as_json: bool, again: str = "") -> int:
    """Print how a run ended; return the exit code that says so.

    Args:
        report: How it ended.
        page: The run's report page, if it was written.
        as_json: Whether a machine reads it.
        again: What makes the films that could not be made; by default the same command.
    """
    if as_json:
        from moviellm.cli.printing import print_json

        print_json(_as_data(report, page))
    else:
        from moviellm.cli.summary import SAME_COMMAND, print_summary

        print_summary(report, page, again=again or SAME_COMMAND, debug=is_debugging())
    return {"finished": 0, "stopped": Cancelled.exit_code}.get(report.state, RunError.exit_code)


def _watched(
    loaded: LoadedPipeline, folder: Path, workers: int | None, store: str | None, *, as_json: bool
) -> tuple[RunReport, Path | None]:
    from moviellm.cli.printing import shown
    from moviellm.cli.progress import watching
    from moviellm.cli.reporting import write_report
    from moviellm.cli.stopping import stop_on_signals
    from moviellm.cli.summary import print_failures_in
    from moviellm.engine.run import run as make_films

    with stop_on_signals(bars=not as_json) as stop:
        try:
            with watching(stop, quiet=as_json) as watch:
                report = make_films(
                    loaded, folder, workers=workers, store=store, stop=stop, on_progress=watch
                )
        except MovieLLMError as error:
            if not isinstance(error, LockedError | StorageError):
                page = write_report(folder)
                if is_debugging() and page and not as_json:
                    print_failures_in(folder, traces=True)
                if page and not as_json:
                    echo(f"What is finished is kept in {shown(folder)}; see {shown(page)}.")
            raise
        return report, write_report(folder)


def _print_header(loaded: LoadedPipeline, folder: Path) -> None:
    from importlib.metadata import version

    from moviellm.cli.printing import how_many, shown, table
    from moviellm.cli.themes import told_again
    from moviellm.plugins.components import Components

    shape = loaded.pipeline.films.shape
    frames = f"{shape.chapters} x {shape.scenes} x {shape.frames} key frames"
    echo(f"MovieLLM {version('moviellm')}: {shown(loaded.file or '')} -> {shown(folder)}")
    films = how_many(loaded.total_films, "film")
    if again := told_again(loaded):
        films += f" ({again} among them)"
    if loaded.shard:
        films += f" of shard {loaded.shard}"
    echo(f"{films} of {frames}, made by")
    table(
        [
            (*key.split(":", 1), origin)
            for key, origin in Components(loaded.selected).versions().items()
        ]
    )
    if loaded.shard and loaded.usd is not None:
        whole = loaded.pipeline.limits.usd
        echo(f"Its part of the budget of ${whole:,.4f} is ${loaded.usd:,.4f}.")


def _as_data(report: RunReport, page: Path | None) -> dict[str, Any]:
    return {
        "folder": str(report.folder),
        "state": report.state,
        "films": report.films,
        "quarantined": dict(report.quarantined),
        "made": dict(report.made),
        "reused": dict(report.reused),
        "usd": report.usd,
        "possible_usd": report.possible_usd,
        "wall_ms": report.wall_ms,
        "exports": {name: str(path) for name, path in report.exports.items()},
        "report": None if page is None else str(page),
    }
