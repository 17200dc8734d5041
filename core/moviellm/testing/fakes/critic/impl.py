"""The fake critic: every picture is as good as its options say."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm import Context, hookimpl
from moviellm.film import Painting, Slate, Verdict
from moviellm.testing.fakes.critic.config import FakeCriticConfig


class FakeCritic:
    """Gives every picture the score of its options."""

    def __init__(self, config: FakeCriticConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_critique(
        self, slates: Sequence[Slate], paintings: Sequence[Painting], context: Context
    ) -> list[Verdict]:
        """Return one verdict a picture."""
        return [Verdict(score=self._config.score, comment="As asked.") for _ in paintings]
