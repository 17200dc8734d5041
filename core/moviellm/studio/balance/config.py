"""The options of the curator `balance`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from moviellm.film import QuestionKind

_RANGE = re.compile(r"(\d{1,6})(?:(-)(\d{1,6})?)?")

Share = Annotated[float, Field(ge=0, le=1)]


class Range(NamedTuple):
    """Whole numbers from ``low`` up to and with ``high``."""

    low: int
    high: float


def range_of(text: str) -> Range:
    """Read ``2``, ``2-5`` or ``6-``.

    Raises:
        ValueError: It is none of these.
    """
    found = _RANGE.fullmatch(text)
    if found is None:
        raise ValueError(f"takes ranges such as 2, 2-5 or 6-, and {text!r} is none")
    low = int(found[1])
    high = low if not found[2] else int(found[3]) if found[3] else math.inf
    if high < low:
        raise ValueError(f"has a range that ends before it begins: {text!r}")
    return Range(low, high)


def _whole(shares: Mapping[str, float]) -> Mapping[str, float]:
    if (total := math.fsum(shares.values())) > 1 + 1e-9:
        raise ValueError(f"has shares that sum to {total:g}, and they are parts of 1")
    return shares


def _apart(shares: Mapping[str, float]) -> Mapping[str, float]:
    ranges = sorted((range_of(text), text) for text in shares)
    for (before, one), (after, other) in pairwise(ranges):
        if after.low <= before.high:
            raise ValueError(f"has ranges that overlap: {one!r} and {other!r}")
    return shares


Ranges = Annotated[dict[str, Share], AfterValidator(_apart), AfterValidator(_whole)]


class Dials(BaseModel):
    """The mix that is asked for: shares of the kept questions. What is not named gets the rest.

    Attributes:
        kinds: By kind of question.
        hops: By number of joined facts, such as ``{1: 0.3, 2-3: 0.5}``.
        evidence_distance: By seconds from the first piece of evidence to the last, such as
            ``{0-9: 0.2, 60-: 0.5}``.
        certificate: By seconds from the beginning of the evidence to its end.
        options: The share of questions with options.
        false_beliefs: The share of questions about somebody who is wrong.
        controls: The share of questions whose premise does not hold: nobody is wrong, nothing has
            changed, it never happened, none of the options is right.
        unanswerable: The share of questions that the film does not answer, and that say so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: Annotated[dict[QuestionKind, Share], AfterValidator(_whole)] = {}
    hops: Ranges = {}
    evidence_distance: Ranges = {}
    certificate: Ranges = {}
    options: Share | None = None
    false_beliefs: Share | None = None
    controls: Share | None = None
    unanswerable: Share | None = None


class BalanceConfig(BaseModel):
    """What is kept.

    Attributes:
        lean: By how much the right option may look likelier than the others to who has read the
            words of the corpus alone. 0 is strict: the right option then looks a little less likely
            than the others; 1000 keeps all. The default came out nearest to chance on 400 films.
        dials: The mix of what is kept.
        least: The least part of what cannot be guessed that is kept for the sake of a mix. Where
            that is too much for a quota, the report says so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lean: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.1
    dials: Dials = Dials()
    least: Annotated[float, Field(ge=0, le=1)] = 0.5
