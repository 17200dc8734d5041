"""What is asked with options in a family of films: the same questions, and other answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, zip_longest

from moviellm.film.models.annotations import QuestionKind
from moviellm.film.questions.apart import far_apart
from moviellm.film.questions.draft import Sources
from moviellm.film.questions.family import Family, RotatingQuestion, Way
from moviellm.film.questions.programs import First, Last
from moviellm.film.questions.proved import Proved, told
from moviellm.film.questions.rounds import OPTIONS

_Asked = tuple[Proved, object]

_AT_ONCE = 60
"""So many questions of a sort are proved before rounds are made of them."""


def rotating(
    family: Family,
    sources: Sources,
    ways: Iterable[Way],
    kinds: Collection[QuestionKind],
    most: int,
) -> list[Proved]:
    """Return questions that are asked in all films of a family, kind by kind in turn.

    Those that join several facts are asked in rounds: as many with the same options as there are
    options, each right for one. Who has seen a part of the film, or all of it without its order,
    knows what is seen most or longest; that is right for one of them.

    Args:
        family: The films.
        sources: The film of which is asked.
        ways: What drafts questions.
        kinds: The kinds to ask.
        most: How many are wanted.
    """
    by_kind: dict[QuestionKind, list[_Asked]] = {}
    for way in ways:
        for one in islice(family.questions(way, kinds), _AT_ONCE):
            wrong = _wrong(one)
            if len(wrong) == OPTIONS - 1 and not _gives_away(one):
                asked = Proved(one.draft, one.proof, one.truth, one.answer, wrong, True, one.others)
                by_kind.setdefault(one.draft.kind, []).append((asked, _form(one, wrong)))
    runs = [list(_units(sources, some)) for some in by_kind.values()]
    chosen: list[Proved] = []
    for unit in (unit for turn in zip_longest(*runs, fillvalue=()) for unit in turn):
        if len(chosen) + len(unit) <= most:
            chosen += unit
    return chosen


def _units(sources: Sources, found: Sequence[_Asked]) -> Iterator[Sequence[Proved]]:
    """What is asked together: one question, or a round."""
    alike: dict[object, dict[str, list[Proved]]] = {}
    for one, form in sources.shuffled(found, "rotating", _question):
        if form is None:
            yield [one]
        else:
            alike.setdefault(form, {}).setdefault(one.answer, []).append(one)
    for by_answer in alike.values():
        if len(by_answer) == OPTIONS:
            yield from zip(*by_answer.values(), strict=False)


def _form(one: RotatingQuestion, wrong: Sequence[str]) -> object:
    """What the questions of a round share: what is asked, and the options.

    None: it is asked alone.
    """
    program = one.draft.program
    if program.order or not one.joins:
        return None
    asked = program.pattern.verbs if isinstance(program, First | Last) else one.draft.kind
    at = getattr(program, "at", "")
    return type(program) if asked != "belief" else at, asked, frozenset((one.answer, *wrong))


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


def _question(one: _Asked) -> str:
    return one[0].draft.question
