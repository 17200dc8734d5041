"""The writer."""

from __future__ import annotations

import hashlib

from moviellm import Context, hookimpl
from moviellm.film import Brief, Screenplay
from moviellm_engine_cast.impl import play
from moviellm_plugins_gpt.calls import ModelAnswer, ModelClient, ModelQuestion, Refused, user

from moviellm_gpt_cast.config import Asking


class AskingWriter:
    def __init__(self, config: Asking) -> None:
        self._config = config
        self._client = ModelClient(config)

    @hookimpl
    def moviellm_write(self, brief: Brief, context: Context) -> Screenplay:
        lines = []
        for answer in self._client.ask(context, self._questions(brief)):
            if isinstance(answer, Refused):
                raise answer.error()
            assert isinstance(answer, ModelAnswer)
            lines.append(answer.text)
        told = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        return play(brief, f"{len(lines)} lines that come to {told}.")

    @hookimpl
    def moviellm_estimate(self, brief: Brief) -> float | None:
        return self._client.worst_of(self._questions(brief))

    def _questions(self, brief: Brief) -> list[ModelQuestion]:
        asked, lines = self._config.asked, self._config.lines
        return [
            ModelQuestion(
                system="Write.",
                messages=(user(f"{brief.theme}: {asked} {n}"),),
                label=f"line {n}",
            )
            for n in range(lines)
        ]
