"""The fake critic: every picture is as good as its options say, the longer answer is better."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm import Context, hookimpl
from moviellm.film import Comparison, Painting, Preference, Slate, Verdict
from moviellm.testing.fakes.critic.config import FakeCriticConfig


class FakeCritic:
    """Gives every picture the score of its options, and prefers the longer of two answers."""

    def __init__(self, config: FakeCriticConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_critique(
        self, slates: Sequence[Slate], paintings: Sequence[Painting], context: Context
    ) -> list[Verdict]:
        """Return one verdict a picture."""
        return [Verdict(score=self._config.score, comment="As asked.") for _ in paintings]

    @hookimpl
    def moviellm_judge(
        self, comparisons: Sequence[Comparison], context: Context
    ) -> list[Preference]:
        """Return one preference a comparison."""
        return [_longer(len(one.first) - len(one.second)) for one in comparisons]


def _longer(difference: int) -> Preference:
    if difference == 0:
        return Preference(better="tie", reason="As long as each other.")
    return Preference(better="first" if difference > 0 else "second", reason="It is longer.")
