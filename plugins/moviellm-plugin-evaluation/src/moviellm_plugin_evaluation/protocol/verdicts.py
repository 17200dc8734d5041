"""Both readings of each pair of answers, and who wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from moviellm.film import Comparison, Preference

from moviellm_plugin_evaluation.protocol.movies import BenchmarkQuestion

Winner = Literal["a", "b", "tie"]


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """What the judge says to one question.

    Attributes:
        forward: Its preference when A's answer was read first.
        backward: Its preference when B's answer was read first.
    """

    asked: BenchmarkQuestion
    forward: Preference
    backward: Preference

    @property
    def winner(self) -> Winner | None:
        """Who wins in both orders; a tie where the orders disagree, None where one has no verdict.

        The conservative rule of Zheng et al. (arXiv 2306.05685, section 3.4).
        """
        votes = (_vote(self.forward, "a", "b"), _vote(self.backward, "b", "a"))
        if None in votes:
            return None
        return votes[0] if votes[0] == votes[1] else "tie"

    def row(self) -> dict[str, Any]:
        """The verdict as a row."""
        return {
            "id": self.asked.id,
            "kind": self.asked.kind,
            "winner": self.winner,
            "a_first": self.forward.model_dump(),
            "b_first": self.backward.model_dump(),
            "synthetic": True,
        }


def comparisons(
    questions: Sequence[BenchmarkQuestion], a: Mapping[str, str], b: Mapping[str, str]
) -> list[Comparison]:
    """Return two comparisons a question: A's answer first, then B's first."""
    found = []
    for one in questions:
        forward = Comparison(
            question=one.pair.question,
            reference=one.pair.answer,
            first=a[one.id],
            second=b[one.id],
        )
        found += [forward, forward.swapped()]
    return found


def verdicts(
    questions: Sequence[BenchmarkQuestion], preferences: Sequence[Preference]
) -> list[PairVerdict]:
    """Return the verdict on each question from the preferences of `comparisons`."""
    readings = zip(questions, preferences[::2], preferences[1::2], strict=True)
    return [PairVerdict(*reading) for reading in readings]


def _vote(preference: Preference, first: Winner, second: Winner) -> Winner | None:
    if preference.better is None:
        return None
    votes: dict[str, Winner] = {"first": first, "second": second, "tie": "tie"}
    return votes[preference.better]
