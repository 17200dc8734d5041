"""Questions about false beliefs: what somebody thinks who was not there."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film.ledger.ledger import Step
from moviellm.film.prose.wording import listing
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.drafts.places import elsewhere
from moviellm.film.questions.programs import Answer, Believes, Mistaken
from moviellm.film.viewers import NOT


def beliefs(sources: Sources) -> Iterator[QuestionDraft]:
    """Who is wrong about where a thing is, and what they think."""
    persons = sources.words.entities.persons
    for prop in sources.shuffled(sources.movable()):
        for person in sources.shuffled(persons, prop):
            for step in _mistaken_at(sources, person, prop):
                yield _belief(sources, person, prop, step)
                wrong = [p for p in persons if _is_wrong(sources, p, prop, step)]
                if wrong == [person] and len(persons) > 2 and sources.number(2, step.event.id):
                    yield _mistaken(sources, prop, step)


def _belief(sources: Sources, person: str, prop: str, step: Step) -> QuestionDraft:
    words, clause = sources.words, sources.moments.clause(step.event.id)
    who = sources.subject(person, step.event.agent)
    moment = sources.screening.moments[step.event.id]
    believed = sources.screening.minds[person].value(f"location({prop})", moment) or ""
    return QuestionDraft(
        "belief",
        Believes(person, f"location({prop})", step.event.id),
        f"When {clause}, where does {who} think {words.props[prop]} is?",
        lambda answer: full_stop(words.location(str(answer))),
        lambda: elsewhere(sources, prop, believed, step.after),
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


def _mistaken_at(sources: Sources, person: str, prop: str) -> list[Step]:
    """A few events that name a moment at which somebody is wrong about a thing."""
    found = [
        step
        for step in sources.moments.anchors
        if step.event.prop != prop and _is_wrong(sources, person, prop, step)
    ]
    own = (step for step in found if step.event.agent == person)
    about = f"{person} {prop}"
    return list(dict.fromkeys([*sources.drawn(own, 1, about), *sources.drawn(found, 2, about)]))


def _is_wrong(sources: Sources, person: str, prop: str, step: Step) -> bool:
    moment = sources.screening.moments[step.event.id]
    believed = sources.screening.minds[person].value(f"location({prop})", moment)
    if believed is None or believed.startswith(NOT):
        return False
    return believed != step.after.location_of(prop)
