"""A curator that may break its contract."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

from moviellm import Context, FilmError, hookimpl
from moviellm.film import Decision, QuestionFacts, Quota

from moviellm_engine_cast.config import Thrift


class Thrifty:
    """Walks the questions twice: it counts them, and decides."""

    def __init__(self, config: Thrift) -> None:
        self._config = config

    @hookimpl
    def moviellm_curate(
        self, questions: Iterable[QuestionFacts], context: Context
    ) -> Iterator[object]:
        total = sum(1 for _ in questions)
        with Path(self._config.log).open("a") as file:
            file.write(f"{total}\n")
        if self._config.fault == "raise":
            raise RuntimeError("the scales are broken")
        if self._config.fault == "film":
            raise FilmError("There is nothing to choose from.", hint="Make more films.")
        yield Quota(dial="every", value="all", asked=1.0, got=1.0, questions=total)
        for number, facts in enumerate(questions):
            if self._config.fault == "late" and number:
                raise RuntimeError("the scales are broken")
            if self._config.fault == "silent" and number:
                return
            if self._config.fault == "text":
                yield facts.question
            if self._config.fault == "kill" and number == 2 and self._is_first():
                os.kill(os.getpid(), signal.SIGKILL)
            left_out = "" if number % self._config.every == 0 else "out of turn"
            question = "q9999" if self._config.fault == "unknown" else facts.question
            decision = Decision(film=facts.film, question=question, left_out=left_out)
            if self._config.fault == "odd":
                decision = decision.model_copy(update={"left_out": 7})
            yield decision
            if self._config.fault == "twice":
                yield decision
        if self._config.fault == "more":
            yield Decision(film="film-more", question="q0001")

    def _is_first(self) -> bool:
        """Whether it has never worked before: the log has a line a call."""
        return len(Path(self._config.log).read_text().split()) == 1
