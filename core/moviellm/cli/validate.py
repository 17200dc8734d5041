"""``moviellm validate``: check a pipeline and say what would run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moviellm.cli.options import (
    SET_IN_PIPELINE,
    example,
    json_option,
    pipeline_argument,
    set_option,
)
from moviellm.cli.streams import echo

if TYPE_CHECKING:
    from moviellm.pipeline.read import LoadedPipeline


@click.command(
    epilog=example("moviellm validate examples/quickstart.yaml --set 'painter.size=[512,512]'")
)
@pipeline_argument
@set_option(SET_IN_PIPELINE)
@json_option
def validate(pipeline: Path, settings: tuple[str, ...], as_json: bool) -> None:
    """Check a pipeline without making anything, and say what would run.

    Keys, types, themes, plugins and their options are checked; no plugin's heavy part (a model, a
    GPU library) is imported.

    Exit code: 0 when all is well, 2 when the file is wrong, 3 when a plugin is missing or broken.
    """
    from moviellm.pipeline.read import read_pipeline

    loaded = read_pipeline(pipeline, settings)
    if as_json:
        from moviellm.cli.printing import print_json

        print_json(_as_data(loaded))
    else:
        _print(loaded)


def _as_data(loaded: LoadedPipeline) -> dict[str, Any]:
    from moviellm.cli.themes import theme_remarks
    from moviellm.plugins.components import Components

    components = Components(loaded.selected)
    shape = loaded.pipeline.films.shape
    return {
        "pipeline": str(loaded.file),
        "films": loaded.total_films,
        "twins": loaded.total_twins,
        "rotations": loaded.total_rotations,
        "shape": shape.model_dump(),
        "frames": loaded.total_films * shape.total_frames,
        "components": [
            {
                "stage": choice.stage,
                "name": choice.name,
                "plugin": components.versions()[f"{choice.stage}:{choice.name}"],
                "paid": components.component(choice.stage, choice.name).capabilities.paid,
                "options": components.settings(choice.stage, choice.name),
            }
            for choice in loaded.selected
        ],
        "remarks": components.remarks(),
        "themes": theme_remarks(loaded, components),
    }


def _print(loaded: LoadedPipeline) -> None:
    from moviellm.cli.printing import how_many, paragraph, shown, table
    from moviellm.cli.themes import print_theme_remarks, told_again

    found = _as_data(loaded)
    shape = loaded.pipeline.films.shape
    parts = f"{shape.chapters} chapters x {shape.scenes} scenes x {shape.frames} frames"
    films, frames = how_many(found["films"], "film"), how_many(found["frames"], "key frame")
    if again := told_again(loaded):
        films += f", {again} among them,"
    echo(f"{shown(loaded.file)} is a pipeline for {films} with {frames} ({parts}).")
    table(
        [
            (part["stage"], part["name"], part["plugin"], "paid" if part["paid"] else "")
            for part in found["components"]
        ]
    )
    for remark in found["remarks"]:
        paragraph(remark)
    print_theme_remarks(found["themes"], len(loaded.themes))
