"""The command ``moviellm measure``; torch is imported when it measures."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from moviellm import InputError, StorageError
from moviellm.runs import open_run

from moviellm_plugins_sd.requirements import require

if TYPE_CHECKING:
    from moviellm_plugins_sd.measure.clip_model import ClipModel
    from moviellm_plugins_sd.measure.similarities import Similarities

_EXAMPLE = "\b\nExample:\n  moviellm measure runs/quickstart --model clip-vit-base-patch32"


@click.command(epilog=_EXAMPLE)
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--model",
    required=True,
    metavar="MODEL",
    help="A CLIP-family model: a folder, or a hub id with --revision.",
)
@click.option("--revision", metavar="COMMIT", help="The commit of a hub id, 40 characters.")
@click.option(
    "--lpips",
    "weights",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also measure LPIPS, by these weights (.safetensors).",
)
@click.option(
    "--device", default="auto", show_default=True, help="auto (the best), cpu, cuda, cuda:1 or mps."
)
@click.option(
    "--batch-size",
    type=click.IntRange(1, 1024),
    default=32,
    show_default=True,
    help="How many pictures are looked at together.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write the report there, as JSON.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def measure(
    run: Path,
    model: str,
    revision: str | None,
    weights: Path | None,
    device: str,
    batch_size: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Measure how alike the pictures of a run's films are.

    Each key frame is held against the next, and each appearance of a person against the one
    before, by a CLIP-family model. Nothing in the run's folder is written.
    """
    require("moviellm-plugins-sd", "`moviellm measure`")
    from moviellm_plugins_sd.engine.silence import silence_libraries

    silence_libraries()
    from moviellm_plugins_sd.measure.clip_model import ClipModel, checkpoint_of
    from moviellm_plugins_sd.measure.report import data_of, lines

    checkpoint = checkpoint_of(model, revision)
    if out is not None:
        _write(out, "").unlink()
    clip_model = ClipModel(checkpoint, device)
    by_film = _measured(run, clip_model, weights, batch_size)
    told = {
        "model": clip_model.name,
        "revision": clip_model.revision,
        "lpips_weights": weights is not None,
    }
    data = data_of(by_film, told)
    if out is not None:
        _write(out, json.dumps(data, indent=2) + "\n").replace(out)
    if as_json:
        click.echo(json.dumps(data, indent=2))
    else:
        click.echo("\n".join(lines(by_film, clip_model.name)))


def _measured(
    run: Path, clip_model: ClipModel, weights: Path | None, batch_size: int
) -> dict[str, Similarities]:
    """The measures of each finished film, by its id."""
    from moviellm_plugins_sd.measure.film import measure_film
    from moviellm_plugins_sd.measure.lpips import Lpips

    lpips = Lpips(weights, clip_model.device) if weights is not None else None
    by_film = {}
    with open_run(run) as opened:
        for film in opened.films():
            if not film.footage.pictures:
                continue
            with _bar(film.id, len(film.footage.pictures)) as bar:
                by_film[film.id] = measure_film(
                    film,
                    opened.blobs,
                    clip_model,
                    lpips,
                    batch_size=batch_size,
                    progress=bar.update,
                )
    if not by_film:
        raise InputError(
            f"The films of {run} have no pictures.", hint="Paint them: run their pipeline."
        )
    return by_film


def _bar(film: str, frames: int) -> Any:
    """Progress on a terminal; elsewhere nothing."""
    return click.progressbar(
        length=frames, label=film, file=sys.stderr, hidden=not sys.stderr.isatty()
    )


def _write(file: Path, text: str) -> Path:
    """Write a draft beside a file, which is to take its place, and return it."""
    draft = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"The report cannot be written to {file.parent}: {error.strerror}.",
            hint="Name another file with --out.",
        ) from error
    return draft
