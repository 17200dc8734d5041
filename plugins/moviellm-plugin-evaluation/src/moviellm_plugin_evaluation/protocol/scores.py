"""Win ratios with confidence intervals, and whether the judge prefers a place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from moviellm_plugin_evaluation.protocol.movies import KINDS
from moviellm_plugin_evaluation.protocol.verdicts import PairVerdict

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share with its Wilson score interval; nothing of nothing is None.

    Attributes:
        value: The share, 0 to 1.
        low: Lower end of the interval.
        high: Upper end of the interval.
    """

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How A does against B.

    Attributes:
        name: A kind of question, or `OVERALL`.
        questions: How many were asked.
        a: How many A wins.
        b: How many B wins.
        ties: How many neither wins.
        unjudged: How many have no verdict; they do not enter the ratio.
        ratio: A's win ratio: wins and half of the ties, by questions that were judged.
    """

    name: str
    questions: int
    a: int
    b: int
    ties: int
    unjudged: int
    ratio: Ratio


@dataclass(frozen=True, slots=True)
class Position:
    """Whether the judge prefers what it reads first or second.

    Attributes:
        first: Of the readings in which it preferred an answer, the share that preferred the first.
            As every pair is read in both orders, it is one half for a judge that only reads.
        consistent: Of the judged questions, the share with the same verdict in both orders.
        biased: Whether the interval of ``first`` leaves one half out.
    """

    first: Ratio
    consistent: float | None
    biased: bool


def wilson(successes: float, trials: int) -> Ratio:
    """The share of successes with its Wilson score interval (Wilson 1927) at `CONFIDENCE`.

    A tie counts as half a success, which makes the interval a little wider than it need be.
    """
    if not trials:
        return Ratio(None, None, None)
    share, square = successes / trials, _Z**2
    centre = (share + square / (2 * trials)) / (1 + square / trials)
    spread = math.sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    half = _Z * spread / (1 + square / trials)
    return Ratio(share, max(0.0, centre - half), min(1.0, centre + half))


def scores(found: Sequence[PairVerdict]) -> list[Score]:
    """The score of each kind that was asked, and overall."""
    kinds = [
        _score(kind, [v for v in found if v.asked.kind == kind])
        for kind in KINDS
        if any(v.asked.kind == kind for v in found)
    ]
    return [*kinds, _score(OVERALL, found)]


def position(found: Iterable[PairVerdict]) -> Position:
    """How much the places of the answers count for the judge."""
    verdicts = list(found)
    readings = Counter(p.better for v in verdicts for p in (v.forward, v.backward))
    first = wilson(readings["first"], readings["first"] + readings["second"])
    judged = [v for v in verdicts if v.winner is not None]
    same = sum(_same(v) for v in judged)
    biased = first.low is not None and first.high is not None and not first.low <= 0.5 <= first.high
    return Position(first, same / len(judged) if judged else None, biased)


def _score(name: str, found: Sequence[PairVerdict]) -> Score:
    wins = Counter(verdict.winner for verdict in found)
    judged = len(found) - wins[None]
    return Score(
        name=name,
        questions=len(found),
        a=wins["a"],
        b=wins["b"],
        ties=wins["tie"],
        unjudged=wins[None],
        ratio=wilson(wins["a"] + wins["tie"] / 2, judged),
    )


def _same(verdict: PairVerdict) -> bool:
    pair = {verdict.forward.better, verdict.backward.better}
    return pair in ({"tie"}, {"first", "second"})
