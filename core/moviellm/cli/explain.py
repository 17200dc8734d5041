"""``moviellm explain``: from a question or frame back to the theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moviellm.cli.options import example, json_option, run_argument

if TYPE_CHECKING:
    from moviellm.engine.inspect.nodes import Node


@click.command(epilog=example("moviellm explain runs/quickstart film-5d1b0c9a7e21/q0007"))
@run_argument
@click.argument("id")
@json_option
def explain(run: Path, id: str, as_json: bool) -> None:
    """Walk from a part of a film back to the theme and the pipeline.

    ID is the id of a question, caption, frame, shot, scene, chapter, event, cue or film. Ids are
    unique inside a film; write FILM/ID where several films have it.
    """
    from moviellm.engine.inspect.explain import trace

    node = trace(run, id)
    if as_json:
        from moviellm.cli.printing import print_json

        print_json(_as_data(node))
    else:
        from moviellm.cli.tree import print_tree

        print_tree(node)


def _as_data(node: Node) -> dict[str, Any]:
    return {
        "what": node.what,
        "id": node.id,
        "facts": dict(node.facts),
        "from": [_as_data(parent) for parent in node.parents],
    }
