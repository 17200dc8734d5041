"""The checks that a question passes before it is kept: one question, put to different viewers.

| check | rule |
|---|---|
| ``true`` | the ledger gives an answer, and it is the one that is written down |
| ``fair`` | the camera gives the same answer |
| ``evidence`` | the evidence gives it, and without any one of its observations does not |
| ``one_right`` | of the options exactly one is right |
| ``not_told`` | the question's own words do not give the answer |
| ``not_blind`` | who has seen nothing guesses no better than chance |
| ``not_one_frame`` | for more than one hop: no single frame or cue gives it |
| ``needs_order`` | for order, before and after: who has seen all without times cannot tell |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moviellm.film.questions.programs import Answer, First, Last, Program, find_evidence, is_minimal
from moviellm.film.viewers import Observation, Screening, View

CHECKS = (
    "true", "fair", "evidence", "one_right", "not_told", "not_blind", "not_one_frame",
    "needs_order",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """What the viewers of a film say to a program.

    Attributes:
        answer: The truth, from the ledger; None when there is none.
        evidence: The smallest set of observations that gives it; empty when a check before it
            failed.
        hops: How many separate facts and events it joins.
        verdicts: The verdicts of the checks that apply, up to the first that failed.
    """

    program: Program
    answer: Answer | None
    evidence: tuple[Observation, ...]
    hops: int
    verdicts: Mapping[str, bool]

    @property
    def failed(self) -> str | None:
        """The check that refuses the question, or None: it may be asked."""
        return next((check for check, passed in self.verdicts.items() if not passed), None)


def prove(program: Program, screening: Screening, wrong: Sequence[Answer] = ()) -> Proof:
    """Put a program to every viewer of a film (all checks but ``not_told`` and ``not_blind``).

    Args:
        program: The question.
        screening: The film.
        wrong: The options that are meant to be wrong, in the ledger's terms; empty for an open
            question.
    """
    truth = program.answer(screening.omniscient)
    verdicts = {"true": truth is not None}
    if truth is None:
        return Proof(program, None, (), 1, verdicts)
    verdicts["fair"] = program.answer(screening.camera) == truth
    hops = 1
    evidence: tuple[Observation, ...] = ()
    if verdicts["fair"]:
        evidence = find_evidence(program, screening)
        verdicts["evidence"] = bool(evidence) and is_minimal(program, screening, evidence)
    if evidence and verdicts["evidence"]:
        hops = max(1, program.hops(View(screening, evidence)))
        if wrong:
            verdicts["one_right"] = truth not in wrong and len(set(wrong)) == len(wrong)
        if hops > 1:
            verdicts["not_one_frame"] = not _one_piece_tells(program, screening, truth)
        if asks_for_order(program):
            verdicts["needs_order"] = program.answer(screening.shuffled) != truth
    return Proof(program, truth, evidence, hops, verdicts)


def asks_for_order(program: Program) -> bool:
    """Whether a program asks what is before or after what."""
    return program.order or (isinstance(program, First | Last) and program.anchored)


def _one_piece_tells(program: Program, screening: Screening, truth: Answer) -> bool:
    relevant = dict.fromkeys(program.alone(screening.camera))
    return any(program.answer(View(screening, (observation,))) == truth for observation in relevant)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as somebody reads it who has not seen the film.

    Attributes:
        kind: What kind of question it is; answers are expected to repeat within a kind.
        options: Four texts, or empty for an open question.
    """

    kind: str
    question: str
    answer: str
    options: tuple[str, ...] = ()


def blind_guesses(asked: Sequence[Asked]) -> list[tuple[str | None, int]]:
    """The blind viewer's best guess at each question of a film, and how sure it is.

    They know how often each answer is right elsewhere in the film among questions of the same
    kind, and prefer, at equal frequency, the option that shares most words with the question.
    None is a question at which nothing speaks for one answer.
    """
    tallies: dict[str, Counter[str]] = {}
    for one in asked:
        tallies.setdefault(one.kind, Counter())[one.answer] += 1
    return [_guess(one, tallies[one.kind]) for one in asked]


def _guess(one: Asked, tally: Counter[str]) -> tuple[str | None, int]:
    words = set(_words(one.question))

    def appeal(text: str) -> tuple[int, int]:
        others = tally[text] - (text == one.answer)
        return others, len(words.intersection(_words(text))) if one.options else 0

    ranked = sorted(((appeal(text), text) for text in one.options or tally), reverse=True)
    (best, text), rest = ranked[0], ranked[1:]
    if (rest and rest[0][0] == best) or (not one.options and best[0] == 0):
        return None, 0
    second = rest[0][0] if rest else (0, 0)
    return text, 100 * (best[0] - second[0]) + best[1] - second[1]


def seen_blind(asked: Sequence[Asked]) -> set[int]:
    """The questions to drop so that the blind viewer guesses no better than chance.

    Chance is one in four where there are options, else one in as many as there are different
    answers of the kind. The surest right guesses go first.

    Returns:
        Positions in ``asked``.
    """
    refused: set[int] = set()
    groups: dict[str, list[int]] = {}
    for position, one in enumerate(asked):
        groups.setdefault("options" if one.options else one.kind, []).append(position)
    guesses = blind_guesses(asked)
    for group in groups.values():
        right = [i for i in group if guesses[i][0] == asked[i].answer]
        right.sort(key=lambda i: guesses[i][1])
        different = len({asked[i].answer for i in group})
        chance = 0.25 if asked[group[0]].options else 1 / different
        while right and len(right) > max(1.0, chance * (len(group) - len(refused & {*group}))):
            refused.add(right.pop())
    return refused


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9:]+", text.lower()) if len(word) > 3]
