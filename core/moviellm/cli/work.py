"""``moviellm work``: make one shard of a pipeline's films, on one of several machines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

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
from moviellm.cli.streams import echo


@click.command(epilog=example("moviellm work examples/corpus.yaml --shard 2/16 --out /data/corpus"))
@pipeline_argument
@click.option(
    "--shard",
    "part",
    metavar="I/N",
    required=True,
    help="Which part of the films: 1/16, 2/16, ... or 16/16.",
)
@out_option
@workers_option
@store_option
@set_option(SET_IN_PIPELINE)
@json_option
def work(
    pipeline: Path,
    part: str,
    out: Path | None,
    workers: int | None,
    store: str | None,
    settings: tuple[str, ...],
    as_json: bool,
) -> int:
    """Make one shard of a pipeline's films, on one of several machines.

    Each shard has families of films of its own, and a folder with a journal of its own in the
    run's folder: shards/I-of-N. Run the same command again after a stop or a crash. PIPELINE may be
    the run's folder where one of its shards has begun. Nothing is exported: `moviellm merge` does
    that when all shards are done.

    A shard may spend an equal part of the pipeline's budget, `limits.usd`.
    """
    from moviellm.cli.run import make
    from moviellm.cli.shell import command_line
    from moviellm.engine.shards.folders import pipeline_of_shards, require_own_part
    from moviellm.pipeline.read import read_pipeline
    from moviellm.pipeline.shards import shard_of

    shard = shard_of(part)
    if pipeline.is_dir():
        out, pipeline = out or pipeline, pipeline_of_shards(pipeline, shard)
    run = run_folder(pipeline, out)
    folder = require_own_part(run, shard)
    loaded = replace(read_pipeline(pipeline, settings), shard=shard)
    place = f"{store.rstrip('/')}/{folder.name}" if store else None
    code = make(loaded, folder, workers, place, as_json=as_json)
    if not (code or as_json):
        merging = command_line("moviellm", "merge", run)
        echo(f"Shard {shard} is done. When all {shard.of} are: {merging}")
    return code
