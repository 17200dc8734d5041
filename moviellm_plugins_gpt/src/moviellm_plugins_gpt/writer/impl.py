"""The writers `openai` and `anthropic`: story expanding in three levels.

Level 1 is one question (the bible), level 2 one a chapter, all at once. Level 3 is one a scene, in
order: each needs the world as the scene before left it, so a film is one chain of scenes and
films run beside each other.
"""

from __future__ import annotations

from typing import cast

from moviellm import Context, hookimpl
from moviellm.film import Brief, Screenplay

from moviellm_plugins_gpt.config import AnthropicWriter, OpenAIWriter
from moviellm_plugins_gpt.model_component import ModelComponent
from moviellm_plugins_gpt.writer.expanding import Expanding
from moviellm_plugins_gpt.writer.measure import FIXED, Measures


class ModelWriter(ModelComponent[OpenAIWriter | AnthropicWriter]):
    """Writes films by asking a model, and believes the ledger."""

    @hookimpl
    def moviellm_write(self, brief: Brief, context: Context) -> Screenplay:
        """Write one film.

        Raises:
            FilmError: The model would not write it, or wrote what cannot be mended honestly.
        """
        return Expanding(self.config, self._client, self._prompts, brief, context).write()

    @hookimpl
    def moviellm_estimate(self, brief: Brief) -> float | None:
        """What one film costs at most: every level with all of its rounds."""
        shape, sizes = brief.shape, Measures.of(brief.shape, self.config)
        rounds = 1 + self.config.rounds
        bible = sizes.bible_text_tokens(shape)
        theme = len(brief.theme) // 2 + 1_200
        fixed = FIXED
        parts = [
            (1, fixed + theme, sizes.bible_tokens(shape)),
            (shape.chapters, fixed + bible + 300, sizes.chapter_tokens(shape)),
            (shape.total_scenes, fixed + bible + sizes.story_tokens(shape), sizes.scene_tokens()),
        ]
        prices = [
            self._client.worst(calls=calls, input_tokens=given + again * (told + 600),
                               output_tokens=self.config.cap(told))
            for calls, given, told in parts
            for again in range(rounds)
        ]  # fmt: skip
        if self.config.check_names:
            prices += [
                self._client.worst(
                    calls=rounds, input_tokens=800, output_tokens=self.config.cap(200)
                )
            ]
        return None if None in prices else sum(cast(list[float], prices))
