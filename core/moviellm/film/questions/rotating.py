"""What is asked with options in a family of films: the same questions, and other answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice, zip_longest

from moviellm.film.models.annotations import QuestionKind
from moviellm.film.questions.apart import far_apart
from moviellm.film.questions.draft import Sources
from moviellm.film.questions.family import Family, RotatingQuestion, Way
from moviellm.film.questions.proved import Proved, told
from moviellm.film.questions.rounds import OPTIONS


def rotating(
    family: Family,
    sources: Sources,
    ways: Iterable[Way],
    kinds: Collection[QuestionKind],
    most: int,
) -> list[Proved]:
    """Return questions that are asked in all films of a family, kind by kind in turn.

    Args:
        family: The films.
        sources: The film of which is asked.
        ways: What drafts questions.
        kinds: The kinds to ask.
        most: How many are wanted.
    """
    by_kind: dict[QuestionKind, list[Proved]] = {}
    for way in ways:
        for one in islice(family.questions(way, kinds), most):
            wrong = _wrong(one)
            if len(wrong) == OPTIONS - 1 and not _gives_away(one):
                asked = Proved(one.draft, one.proof, one.truth, one.answer, wrong, True, one.others)
                by_kind.setdefault(one.draft.kind, []).append(asked)
    runs = [sources.shuffled(some, "rotating", _question) for some in by_kind.values()]
    turns = (one for turn in zip_longest(*runs) for one in turn if one is not None)
    return list(islice(turns, most))


def _gives_away(one: RotatingQuestion) -> bool:
    """Whether the question gives its answer in one of the films."""
    return any(told(one.draft, text) for text in (one.answer, *one.others))


def _wrong(one: RotatingQuestion) -> tuple[str, ...]:
    """The other options; a family of fewer films than there are options leaves room for more."""
    said = {text.lower() for text in (one.answer, *one.others)}
    found = list(one.others)
    for wrong in one.draft.wrong() if len(found) < OPTIONS - 1 else ():
        text = one.draft.say(wrong)
        if text.lower() not in said and far_apart(one.draft.kind, wrong, one.truth):
            said.add(text.lower())
            found.append(text)
    return tuple(found[: OPTIONS - 1])


def _question(one: Proved) -> str:
    return one.draft.question
