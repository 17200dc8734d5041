"""``moviellm merge``: make one run of its shards, and write its exports."""

from __future__ import annotations

from pathlib import Path

import click

from moviellm.cli.options import example, json_option, run_argument, store_option


@click.command(epilog=example("moviellm merge /data/corpus"))
@run_argument
@store_option
@json_option
def merge(run: Path, store: str | None, as_json: bool) -> int:
    """Make one run of its shards, and write its exports.

    Every shard is looked at first: that it is there and done, and was made by the same pipeline
    and versions as the others. What they stored is hashed on the way. Then the curator chooses and
    exports are written, byte for byte as if one machine had made all films. Run the same command
    again after a stop or a crash. The shards stay as they are.

    Exit code: 0 when everything was made, 4 when films could not be made, or shards are not done.
    """
    from moviellm.cli.progress import watching
    from moviellm.cli.reporting import write_report
    from moviellm.cli.run import tell
    from moviellm.cli.shell import command_line
    from moviellm.cli.stopping import stop_on_signals
    from moviellm.engine.run_lock import RUN_LOCK_FILE
    from moviellm.engine.shards.merge import merge as make_one

    with stop_on_signals(bars=not as_json) as stop, watching(stop, quiet=as_json) as watch:
        report = make_one(run, store=store, stop=stop, watch=watch)
    go_on = command_line("moviellm", "run", run / RUN_LOCK_FILE, "--out", run)
    return tell(report, write_report(run), as_json=as_json, again=f"call `{go_on}`")
