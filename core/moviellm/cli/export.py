"""``moviellm export``: another export from a finished run."""

from __future__ import annotations

from pathlib import Path

import click

from moviellm.cli.options import example, json_option, run_argument, set_option
from moviellm.cli.streams import echo


@click.command(
    epilog=example(
        "moviellm export runs/quickstart --to frames --set title=Small --out /data/small"
    )
)
@run_argument
@click.option("--to", "exporter", metavar="NAME", required=True, help="The exporter.")
@set_option("Set one option of the exporter, such as title=Small.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to [default: export/NAME in the run's folder].",
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="Replace another export that stands there; never anything else.",
)
@json_option
def export(
    run: Path,
    exporter: str,
    settings: tuple[str, ...],
    out: Path | None,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Export a finished run in another format without making anything again.

    The pipeline need not name the exporter. An export that is there already, of the same films
    with the same options, is left alone. Films that could not be made are left out.
    """
    from moviellm.cli.printing import how_many, paragraph, print_json, shown
    from moviellm.cli.progress import watching
    from moviellm.cli.shell import command_line
    from moviellm.cli.stopping import stop_on_signals
    from moviellm.engine.exports.again import export_again, left_out

    with stop_on_signals(bars=not as_json) as stop, watching(stop, quiet=as_json) as watch:
        folder, made = export_again(
            run, exporter, settings, target=out, overwrite=overwrite, stop=stop, watch=watch
        )
    missing = left_out(run)
    if as_json:
        said = {"run": str(run), "exporter": exporter, "folder": str(folder), "made": made}
        print_json({**said, "left_out": missing})
        return
    if made:
        echo(f"Exported to {shown(folder)}.")
    else:
        echo(f"{shown(folder)} has the same films with the same options: left as it is.")
    if missing:
        unfinished = f"{how_many(missing, 'unfinished film')} {'is' if missing == 1 else 'are'}"
        paragraph(f"{unfinished} left out; `{command_line('moviellm', 'show', run)}` tells why.")
