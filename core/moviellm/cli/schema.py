"""``moviellm schema``: the JSON schema of a pipeline, with the options of installed plugins."""

from __future__ import annotations

import click


@click.command()
def schema() -> None:
    r"""Print the JSON schema of a pipeline, with the options of every installed plugin.

    An editor that is given it completes and checks pipeline files. Plugins that cannot be loaded
    are left out; $comment names them.

    \b
    Example:
      moviellm schema > pipeline.schema.json
    """
    from moviellm.cli.printing import print_json
    from moviellm.pipeline.schema import pipeline_schema

    print_json(pipeline_schema())
