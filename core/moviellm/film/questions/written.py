"""A chosen question as it is written down."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.film.models.annotations import Distractor, Question
from moviellm.film.questions.controls import (
    NONE_OF_THESE,
    control_of,
    control_option,
    replaceable,
)
from moviellm.film.questions.distractors import distractor
from moviellm.film.questions.draft import Sources
from moviellm.film.questions.programs import as_evidence, certificate_ms
from moviellm.film.questions.proved import Proved


def written(sources: Sources, name: str, one: Proved, none_of_these: float = 0.0) -> Question:
    """Return a question with its options in the order that their words and the film's seed give.

    Args:
        sources: The film.
        name: The question's id.
        one: The question, proved and chosen.
        none_of_these: The share of sets of options in which "None of these" stands for one.
    """
    proof = one.proof
    options, index, wrong, answer = None, None, None, one.answer
    control = control_of(one.draft.program, one.truth)
    checks = {**proof.verdicts, "not_told": True, "not_blind": True}
    if one.choice:
        said = sources.shuffled((one.answer, *one.wrong), one.text)
        index = said.index(one.answer)
        missing = _missing(sources, one, said, none_of_these)
        wrong = tuple(_distractor(one, option, missing) for option in said)
        options = [NONE_OF_THESE if option == missing else option for option in said]
        if one.answer == missing:
            answer, control = NONE_OF_THESE, "none of these"
        checks["one_right"] = True
    return Question(
        id=name, kind=one.draft.kind, question=one.text, answer=answer,
        options=tuple(options) if options else None, answer_index=index, distractors=wrong,
        evidence=as_evidence(proof.evidence), hops=proof.hops,
        certificate_ms=certificate_ms(proof.evidence), program=str(one.draft.program),
        checks=checks, control=control,
    )  # fmt: skip


def _missing(sources: Sources, one: Proved, options: Sequence[str], share: float) -> str:
    """The option for which ``none of these`` stands; empty where it does not.

    It is the same in all questions that share their options: it is right as often as another.
    """
    about = f"none of these {sorted(options)}"
    if one.draft.program.order or not replaceable(options):
        return ""
    if sources.number(100, about) >= round(100 * share):
        return ""
    return sources.drawn(options, 1, about)[0]


def _distractor(one: Proved, option: str, missing: str) -> Distractor:
    if option == one.answer:
        return ""
    if option in one.siblings:
        return "other film"
    if option == missing:
        return "none of these"
    if control := control_option(option):
        return control
    return distractor(one.draft.program, str(one.truth))
