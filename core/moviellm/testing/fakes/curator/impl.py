"""The fake curator: so many questions of each kind, the first ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from moviellm import Context, hookimpl
from moviellm.film import Decision, QuestionFacts, Quota
from moviellm.testing.fakes.curator.config import FakeCuratorConfig


class FakeCurator:
    """Counts kinds; walks the questions once and keeps none of them in memory."""

    def __init__(self, config: FakeCuratorConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_curate(
        self, questions: Iterable[QuestionFacts], context: Context
    ) -> Iterator[Decision | Quota]:
        """Leave out what comes after enough of its kind."""
        kept: Counter[str] = Counter()
        for facts in questions:
            enough = kept[facts.kind] >= self._config.most
            kept[facts.kind] += not enough
            reason = f"enough of {facts.kind}" if enough else ""
            yield Decision(film=facts.film, question=facts.question, left_out=reason)
