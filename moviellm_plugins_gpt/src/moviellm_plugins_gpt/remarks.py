"""What is to be said of a component's options before a run: models that are dead or die soon."""

from __future__ import annotations

import datetime

from moviellm_plugins_gpt.calls.settings import ModelOptions, is_own_server
from moviellm_plugins_gpt.models import remark_on


def remarks(config: ModelOptions) -> list[str]:
    """Return the remarks on a component's options.

    A server of one's own serves what it likes under any name, for as long as it likes.

    Args:
        config: The options.
    """
    today = datetime.datetime.now(datetime.UTC).date()
    said = "" if is_own_server(config) else remark_on(config.model, today)
    return [said] if said else []
