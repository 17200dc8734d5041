"""What all components that ask a model for texts share: options, model, prompts, and judging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from moviellm import Context, hookimpl
from moviellm.film import Comparison, Preference

from moviellm_plugins_gpt.calls import ModelClient
from moviellm_plugins_gpt.config import TextOptions
from moviellm_plugins_gpt.judging import TOKENS_OF_PREFERENCE, preference_of, question_of
from moviellm_plugins_gpt.prompting import JUDGE, Prompts

Options = TypeVar("Options", bound=TextOptions)


class ModelComponent(Generic[Options]):
    """Asks a model; whatever its stage, it also judges answers of two models.

    Args:
        config: The options.
    """

    def __init__(self, config: Options) -> None:
        self.config = config
        self._client = ModelClient(config)
        self._prompts = Prompts(config.part, config.prompts)

    @hookimpl
    def moviellm_judge(
        self, comparisons: Sequence[Comparison], context: Context
    ) -> list[Preference]:
        """Judge answers of two models, all comparisons at once.

        Raises:
            FilmError: The request is wrong in itself, or got no answer in all its attempts.
        """
        prompts = Prompts(JUDGE, self.config.prompts)
        tokens = self.config.cap(TOKENS_OF_PREFERENCE)
        questions = [
            question_of(one, prompts, tokens, number)
            for number, one in enumerate(comparisons, start=1)
        ]
        return [preference_of(answer) for answer in self._client.ask(context, questions)]
