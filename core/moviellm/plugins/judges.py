"""Which installed components judge, as they declare: for whoever named one that does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from moviellm.errors import PluginError
from moviellm.plugins.first_party import distribution_for
from moviellm.plugins.loading import load_record
from moviellm.plugins.records import discover
from moviellm.stages import HOOK_OF


def told_judges() -> str:
    """Return in a sentence who judges; declarations are loaded, and nothing else."""
    found = list(_judges())
    if found:
        return f"Those that are installed and judge: {', '.join(found)}."
    return f"None is installed: `pip install {distribution_for('critic', 'openai')}` brings some."


def _judges() -> Iterator[str]:
    """Yield ``stage:name`` of each; components that are broken are left out."""
    for record in discover(*HOOK_OF):
        if record.state == "ok":
            with suppress(PluginError):
                if load_record(record).component.capabilities.judges:
                    yield f"`{record.stage}:{record.name}`"
