"""The fake painter and the fake critic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moviellm.component import Context
from moviellm.film import Painting, Slate, Verdict
from moviellm.markers import hookimpl
from moviellm.testing.fakes.config import Picture, Score
from moviellm.testing.pictures import tiny_picture


class FakePainter:
    """Paints coloured bars."""

    def __init__(self, config: Picture) -> None:
        self._size = config.size

    @hookimpl
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        """Yield one picture a slate."""
        for slate in slates:
            context.check()
            yield tiny_picture(slate, self._size)


class FakeCritic:
    """Gives every picture the score of its options."""

    def __init__(self, config: Score) -> None:
        self._score = config.score

    @hookimpl
    def moviellm_critique(
        self, slates: Sequence[Slate], paintings: Sequence[Painting], context: Context
    ) -> list[Verdict]:
        """Return one verdict a picture."""
        return [Verdict(score=self._score, comment="As asked.") for _ in paintings]
