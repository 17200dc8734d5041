"""``moviellm clean``: remove from a run folder what nothing refers to."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from moviellm.cli.options import example, json_option, run_argument


@click.command(epilog=example("moviellm clean runs/quickstart"))
@run_argument
@json_option
def clean(run: Path, as_json: bool) -> None:
    """Remove from a run folder what nothing current refers to.

    That is what was made with other options or for films that the pipeline no longer asks for,
    what components kept for the whole run that it no longer names, and what interrupted runs left
    half-written. What finished films are made of stays, and so do all paid answers and the exports.
    """
    from moviellm.cli.printing import how_many, paragraph, print_json, size
    from moviellm.engine.inspect.clean import clean as give_back

    done = give_back(run)
    if as_json:
        print_json({**asdict(done), "folder": str(done.folder)})
        return
    parts = [how_many(done.steps, "step"), how_many(len(done.films), "film")]
    parts.append(how_many(done.drafts, "half-written export"))
    if done.kept:
        parts.append(f"{how_many(done.kept, 'thing')} kept by components no longer named")
    paragraph(f"Freed {size(done.bytes)} in {done.folder}: {', '.join(parts)} removed.")
