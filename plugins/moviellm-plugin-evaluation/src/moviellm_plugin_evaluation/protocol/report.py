"""What came of a comparison, for people and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from moviellm.runs import Judged

from moviellm_plugin_evaluation.protocol.scores import (
    CONFIDENCE,
    Ratio,
    position,
    scores,
)
from moviellm_plugin_evaluation.protocol.verdicts import PairVerdict


@dataclass(frozen=True, slots=True)
class Report:
    """A finished comparison of two models.

    Attributes:
        a: What A is called.
        b: What B is called.
    """

    a: str
    b: str
    judged: Judged
    verdicts: Sequence[PairVerdict]

    def data(self) -> dict[str, Any]:
        """The report as JSON values."""
        spend = self.judged.spend
        return {
            "a": self.a,
            "b": self.b,
            "judge": self.judged.judge,
            "settings": dict(self.judged.settings),
            "confidence": CONFIDENCE,
            "interval": "wilson",
            "scores": {score.name: _without_name(asdict(score)) for score in scores(self.verdicts)},
            "position": asdict(position(self.verdicts)),
            "spend": {
                "usd": spend.usd,
                "possible_usd": spend.possible_usd,
                "unknown_calls": spend.unknown_calls,
            },
            "synthetic": True,
        }

    def lines(self) -> Iterator[str]:
        """The report in words and columns."""
        yield f"A is {self.a}, B is {self.b}; judge: {self.judged.judge}."
        yield ""
        yield f"  {'':8}{'questions':>10}{'A wins':>7}{'B wins':>7}{'ties':>5}  A's win ratio"
        for score in scores(self.verdicts):
            counts = f"{score.questions:>10}{score.a:>7}{score.b:>7}{score.ties:>5}"
            yield f"  {score.name:8}{counts}  {_shown(score.ratio)}"
        yield ""
        yield "  A win holds in both orders; ties count half."
        yield f"  Intervals are Wilson's, at {CONFIDENCE:.0%}."
        yield from self._remarks()

    def _remarks(self) -> Iterator[str]:
        place = position(self.verdicts)
        unjudged = sum(verdict.winner is None for verdict in self.verdicts)
        if unjudged:
            yield f"  {unjudged} without a verdict: verdicts.jsonl tells why."
        if place.consistent is not None:
            yield f"  Both orders agree on {place.consistent:.0%} of the questions."
            yield f"  Read first and preferred: {_shown(place.first)} of decided."
        if place.biased:
            yield "  This judge is biased by position: its ties say little."
            yield "  Ask another judge."
        yield f"  Spent: {self._spent()}."

    def _spent(self) -> str:
        """What the folder's calls cost, in words; one without a price is never nothing."""
        spend = self.judged.spend
        parts = []
        if spend.usd or spend.possible_usd or not spend.unknown_calls:
            parts.append(_money(spend.usd))
        if spend.possible_usd:
            parts.append(f"possibly {_money(spend.possible_usd)} more for calls without an answer")
        if spend.unknown_calls:
            joined = "and " if parts else ""
            parts.append(f"{joined}{spend.unknown_calls} calls of unknown price")
        return ", ".join(parts)


def _without_name(score: dict[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in score.items() if key != "name"}


def _shown(ratio: Ratio) -> str:
    if ratio.value is None:
        return "no verdicts"
    return f"{ratio.value:.2f} [{ratio.low:.2f}, {ratio.high:.2f}]"


def _money(usd: float) -> str:
    return f"${usd:,.4f}" if usd else "nothing"
