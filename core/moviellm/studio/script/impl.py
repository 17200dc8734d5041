"""The captioner `script`."""

from __future__ import annotations

from moviellm import Context, hookimpl
from moviellm.film import Annotations, Film
from moviellm.film.captioning import annotate
from moviellm.studio.script.config import ScriptConfig


class Script:
    """Captions and questions from the story's ledger: true, seen or heard, and proved.

    Args:
        config: How much to ask.
    """

    def __init__(self, config: ScriptConfig) -> None:
        self.config = config

    @hookimpl
    def moviellm_caption(self, film: Film, context: Context) -> Annotations:
        """Caption one film and ask about it.

        Returns:
            Captions on every level and questions that pass all of their checks.
        """
        return annotate(film, self.config, context.random(), context.check)
