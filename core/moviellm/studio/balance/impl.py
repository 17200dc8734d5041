"""The curator `balance`: two looks at the questions, and counters between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from moviellm import Context, hookimpl
from moviellm.film import Decision, QuestionFacts, Quota
from moviellm.studio.balance.config import BalanceConfig
from moviellm.studio.balance.guesser import BlindGuesser
from moviellm.studio.balance.mix import Mix

_NOT_ASKED_FOR = "more of it than was asked for"


class Balance:
    """Leaves out what a reader of the kept questions would guess, and then what dials cut.

    What the films of a family are asked alike is kept or left out in all of them: the same words
    tell something as soon as one of the answers that stand for each other is missing.
    """

    def __init__(self, config: BalanceConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_curate(
        self, questions: Iterable[QuestionFacts], context: Context
    ) -> Iterator[Decision | Quota]:
        """Yield a decision on each question, and what came of each dial."""
        mix = Mix(self._config.dials, self._config.least)
        if mix.asks():
            for _, pairs in self._guessed(questions):
                for pair, guessed_by in pairs:
                    mix.count(pair, free=not guessed_by)
            mix.fit()
        for family, pairs in self._guessed(questions):
            left_out: dict[QuestionFacts, str] = {}
            for pair, guessed_by in pairs:
                why = f"guessed by its {guessed_by}" if guessed_by else ""
                if not why and mix.asks() and not mix.keeps(pair):
                    why = _NOT_ASKED_FOR
                left_out.update(dict.fromkeys(pair, why))
            for facts in family:
                yield Decision(film=facts.film, question=facts.question, left_out=left_out[facts])
        yield from mix.quotas()

    def _guessed(
        self, questions: Iterable[QuestionFacts]
    ) -> Iterator[tuple[list[QuestionFacts], Iterator[tuple[Sequence[QuestionFacts], str]]]]:
        """Yield families, each with its pairs and what gives these away, the same at every look."""
        guesser = BlindGuesser()
        for _, films in groupby(questions, lambda facts: facts.family):
            family = list(films)
            yield family, ((pair, guesser.read(pair, self._config.lean)) for pair in _pairs(family))


def _pairs(family: Iterable[QuestionFacts]) -> Iterable[Sequence[QuestionFacts]]:
    """What is asked alike in several films, together; everything else by itself."""
    pairs: defaultdict[str, list[QuestionFacts]] = defaultdict(list)
    for facts in family:
        pairs[facts.pair or f"{facts.film} {facts.question}"].append(facts)
    return pairs.values()
