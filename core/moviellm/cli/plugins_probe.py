"""A plugin's server, asked what it can do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from moviellm.cli.plugins_check import options_of
from moviellm.errors import InputError
from moviellm.plugins import load_component
from moviellm.plugins.answers import first_fault


def findings(stage: str, name: str, settings: Sequence[str]) -> Iterator[str]:
    """Yield what the server of a plugin can do; the first line tells what asking costs.

    Raises:
        InputError: An option is wrong, or the plugin asks no server.
        MovieLLMError: What would end a run too.
    """
    plugin = load_component(stage, name)
    try:
        config = plugin.configure(json.dumps(options_of(settings)))
    except ValidationError as error:
        raise InputError(
            f"The options of the {plugin.record.title} are wrong: {first_fault(error)}",
            hint=f"`moviellm plugins show {name} --stage {stage}` tells its options.",
        ) from None
    yield from plugin.probe(config)
