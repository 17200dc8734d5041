"""``moviellm schema``: the JSON schema of a pipeline, with the options of installed plugins."""

from __future__ import annotations

import click

from moviellm.cli.options import example


@click.command(epilog=example("moviellm schema > pipeline.schema.json"))
def schema() -> None:
    """Print the JSON schema of a pipeline, with the options of every installed plugin.

    An editor that is given it completes and checks pipeline files. Plugins that cannot be loaded
    are left out; $comment names them.
    """
    from moviellm.cli.printing import print_json
    from moviellm.pipeline.schema import pipeline_schema

    print_json(pipeline_schema())
