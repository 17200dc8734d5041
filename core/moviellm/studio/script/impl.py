"""The captioner `script`."""

from __future__ import annotations

from moviellm import Context, hookimpl
from moviellm.film import Annotations, Film, Reel
from moviellm.studio.script.captions import CaptionWriter
from moviellm.studio.script.config import ScriptConfig
from moviellm.studio.script.questions.draft import Sources
from moviellm.studio.script.questions.moments import Moments
from moviellm.studio.script.questions.selection import Selection
from moviellm.studio.script.wording import Wording


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
        reel = Reel(film.screenplay, film.storyboard, film.footage)
        words = Wording(reel)
        rng = context.random()
        captions = CaptionWriter(reel, words, rng).write()
        context.check()
        selection = Selection(Sources(reel, words, Moments(reel, words), rng), self.config)
        questions = selection.questions()
        return Annotations(
            film=film.id, captions=captions, questions=questions, dropped=dict(selection.dropped)
        )
