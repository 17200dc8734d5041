"""The curator `balance`: two looks at the questions, and counters between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moviellm import Context, hookimpl
from moviellm.film import Decision, QuestionFacts, Quota
from moviellm.studio.balance.config import BalanceConfig
from moviellm.studio.balance.guesser import BlindGuesser
from moviellm.studio.balance.mix import Mix

_NOT_ASKED_FOR = "more of it than was asked for"


class Balance:
    """Leaves out what a reader of the kept questions would guess, and then what dials cut."""

    def __init__(self, config: BalanceConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_curate(
        self, questions: Iterable[QuestionFacts], context: Context
    ) -> Iterator[Decision | Quota]:
        """Yield a decision on each question, and what came of each dial."""
        mix = Mix(self._config.dials, self._config.least)
        if mix.asks():
            for facts, guessed_by in self._guessed(questions):
                mix.count(facts, free=not guessed_by)
            mix.fit()
        for facts, guessed_by in self._guessed(questions):
            left_out = f"guessed by its {guessed_by}" if guessed_by else ""
            if not left_out and mix.asks() and not mix.keeps(facts):
                left_out = _NOT_ASKED_FOR
            yield Decision(film=facts.film, question=facts.question, left_out=left_out)
        yield from mix.quotas()

    def _guessed(self, questions: Iterable[QuestionFacts]) -> Iterator[tuple[QuestionFacts, str]]:
        """Yield questions with what gives their answers away, the same at every look."""
        guesser = BlindGuesser()
        for facts in questions:
            yield facts, guesser.read(facts, self._config.lean) if facts.options else ""
