"""Questions about beliefs: what somebody thinks who was not there, or who stayed and saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

from moviellm.film.ledger.ledger import Step
from moviellm.film.prose.wording import listing
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.drafts.places import elsewhere
from moviellm.film.questions.programs import Answer, Believes, Knows, Mistaken
from moviellm.film.viewers import NOT


def beliefs(sources: Sources) -> Iterator[QuestionDraft]:
    """What people think of where a thing is who are wrong, and by turns who are right."""
    sides = [_erring(sources), _knowing(sources)]
    if sources.number(2, "who knows"):
        sides.reverse()
    for turn in zip_longest(*sides):
        yield from (draft for draft in turn if draft is not None)


def _erring(sources: Sources) -> Iterator[QuestionDraft]:
    """Who is wrong about where a thing is, and what they think."""
    persons = sources.words.entities.persons
    for prop in sources.shuffled(sources.movable(2)):
        for person in sources.shuffled(persons, prop):
            for step in _moments_at(sources, person, prop, _is_wrong):
                yield _belief(sources, person, prop, step, Believes)
                wrong = [p for p in persons if _is_wrong(sources, p, prop, step)]
                if wrong == [person] and len(persons) > 2 and sources.number(2, step.event.id):
                    yield _mistaken(sources, prop, step)


def _knowing(sources: Sources) -> Iterator[QuestionDraft]:
    """What people think who know where a thing is that somebody else moved last."""
    persons = sources.words.entities.persons
    pairs = [(person, prop) for prop in sources.movable(2) for person in persons]
    for person, prop in sources.shuffled(pairs, "knows", " ".join):
        for step in _moments_at(sources, person, prop, _is_right):
            yield _belief(sources, person, prop, step, Knows)


def _belief(
    sources: Sources, person: str, prop: str, step: Step, program: type[Believes | Knows]
) -> QuestionDraft:
    words, clause = sources.words, sources.moments.clause(step.event.id)
    who = sources.subject(person, step.event.agent)
    moment = sources.screening.moments[step.event.id]
    believed = sources.screening.minds[person].value(f"location({prop})", moment) or ""
    return QuestionDraft(
        "belief",
        program(person, f"location({prop})", step.event.id),
        f"When {clause}, where does {who} think {words.props[prop]} is?",
        lambda answer: full_stop(words.location(str(answer))),
        lambda: elsewhere(sources, prop, believed, step.after),
        like=program.__name__,
    )


def _mistaken(sources: Sources, prop: str, step: Step) -> QuestionDraft:
    words, clause = sources.words, sources.moments.clause(step.event.id)
    people: list[Answer] = [(person,) for person in words.entities.persons]
    return QuestionDraft(
        "belief",
        Mistaken(f"location({prop})", step.event.id),
        f"Who is wrong about where {words.props[prop]} is when {clause}?",
        lambda answer: full_stop(listing(words.names[person] for person in answer)),  # type: ignore[union-attr]
        lambda: people,
    )


def _moments_at(
    sources: Sources, person: str, prop: str, holds: Callable[[Sources, str, str, Step], bool]
) -> list[Step]:
    """A few events that name a moment at which somebody is right or wrong about a thing."""
    found = [
        step
        for step in sources.moments.anchors
        if step.event.prop != prop and holds(sources, person, prop, step)
    ]
    own = (step for step in found if step.event.agent == person)
    about = f"{person} {prop}"
    return list(dict.fromkeys([*sources.drawn(own, 1, about), *sources.drawn(found, 2, about)]))


def _is_wrong(sources: Sources, person: str, prop: str, step: Step) -> bool:
    believed = _believed(sources, person, prop, step)
    return believed not in (None, step.after.location_of(prop))


def _is_right(sources: Sources, person: str, prop: str, step: Step) -> bool:
    """Whether somebody knows where a thing is that was moved before, and that they do not have."""
    believed = _believed(sources, person, prop, step)
    moved = sources.track(f"location({prop})")[1:2]
    return (
        bool(moved)
        and moved[0][0] < sources.screening.moments[step.event.id]
        and believed == step.after.location_of(prop)
        and believed not in (f"held:{person}", f"worn:{person}")
    )


def _believed(sources: Sources, person: str, prop: str, step: Step) -> str | None:
    """Where somebody thinks that a thing is; None if they know no more than where it is not."""
    moment = sources.screening.moments[step.event.id]
    believed = sources.screening.minds[person].value(f"location({prop})", moment)
    return None if believed is None or believed.startswith(NOT) else believed
