"""Questions about where things and people are, who has them, and how people look."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.facts import MOODS, fluent_parts, location_parts
from moviellm.film.models.screenplay import Event
from moviellm.film.models.state import State
from moviellm.film.questions.controls import NOT_SHOWN
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.giveaways import gives_away
from moviellm.film.questions.programs import UNKNOWN, Answer, Value, Whereabouts
from moviellm.film.verbs import VERBS
from moviellm.film.viewers import END, NOT


def whereabouts(sources: Sources) -> Iterator[QuestionDraft]:
    """Where a prop is, or who has it, while something else happens."""
    for prop in sources.shuffled(sources.movable()):
        track = sources.track(f"location({prop})")
        for number, (moment, value) in sources.stays(track, prop):
            until = (
                track[number + 1][0] if number + 1 < len(track) else len(sources.screening.steps)
            )
            said = sources.words.location(value)
            anchor = anchor_between(sources, moment, until, prop, said)
            if anchor is not None:
                yield _whereabouts(sources, prop, value, anchor)
        yield _at_end(sources, prop)


def people(sources: Sources) -> Iterator[QuestionDraft]:
    """Where somebody is while something happens elsewhere, and by turns where nobody has seen."""
    sides = [_elsewhere(sources, shown=True), _elsewhere(sources, shown=False)]
    if sources.number(2, "who is seen"):
        sides.reverse()
    for turn in zip(*sides, strict=False):
        yield from turn


def _elsewhere(sources: Sources, *, shown: bool) -> Iterator[QuestionDraft]:
    screening, entities = sources.screening, sources.words.entities
    for step in sources.shuffled(sources.moments.anchors, "people"):
        for person in sources.shuffled(entities.persons, step.event.id):
            seen = screening.camera.value(f"place({person})", screening.moments[step.event.id])
            known = seen in entities.places and seen != screening.place(step)
            left = seen is not None and seen.startswith(NOT)
            busy = person in (step.event.agent, step.event.person)
            if not busy and (known if shown else left):
                yield _person(sources, person, step)


def moods(sources: Sources) -> Iterator[QuestionDraft]:
    """How somebody looks at a moment, but not who does what one must be in a mood for."""
    felt: dict[str, Event] = {}
    drafts: dict[tuple[str, str], list[QuestionDraft]] = {}
    anchors = {step.event.id for step in sources.moments.anchors}
    for step in sources.screening.steps:
        event, verb = step.event, VERBS[step.event.verb]
        for fact in (*step.changes, *step.moods):
            name, person, _ = fluent_parts(fact.fluent)
            if name == "mood":
                felt[person] = event
        agent = event.agent
        if agent is None or event.id not in anchors or verb.moves == "out" or verb.mood:
            continue
        if agent in felt:
            draft = _mood(sources, agent, step, felt[agent])
            drafts.setdefault((agent, felt[agent].id), []).append(draft)
    for about in sources.shuffled(drafts, "moods", " ".join):
        yield sources.shuffled(drafts[about], "mood", lambda draft: draft.question)[0]


def anchor_between(
    sources: Sources, start: int, end: int, prop: str, unsaid: str = ""
) -> Step | None:
    """An event that names a moment after ``start`` and before ``end`` and leaves a prop alone.

    Args:
        sources: The film.
        start: The number of an event.
        end: The number of an event.
        prop: The prop.
        unsaid: An answer that the event's clause must not give.
    """
    return next(iter(anchors_between(sources, start, end, prop, 1, unsaid)), None)


def anchors_between(
    sources: Sources, start: int, end: int, prop: str, count: int, unsaid: str = ""
) -> list[Step]:
    """So many events, or fewer, as `anchor_between` finds one."""
    moments = sources.screening.moments
    found = [
        step
        for step in sources.moments.anchors
        if start < moments[step.event.id] < end
        and prop not in (step.event.prop, step.event.spot)
        and not gives_away(sources.moments.clause(step.event.id) or "", unsaid, "name")
    ]
    return sources.drawn(found, count, prop)


def all_locations(sources: Sources, prop: str) -> list[Answer]:
    """Where a prop is in the course of the film, then where others are, then every spot."""
    mine: list[Answer] = [value for _, value in sources.track(f"location({prop})")]
    theirs = [
        value
        for other in sources.movable()
        if other != prop
        for _, value in sources.track(f"location({other})")
        if value != f"in:{prop}"
    ]
    spots = [f"on:{spot}" for spot in sources.words.entities.spots]
    return [v for v in dict.fromkeys((*mine, *theirs, *spots)) if v != "gone"]


def _whereabouts(sources: Sources, prop: str, value: str, anchor: Step) -> QuestionDraft:
    words, clause = sources.words, sources.moments.clause(anchor.event.id)
    program = Value(f"location({prop})", anchor.event.id)
    how, _ = location_parts(value)
    if how == "held":
        return QuestionDraft(
            "who",
            program,
            f"Who has {words.props[prop]} when {clause}?",
            lambda answer: full_stop(words.names[location_parts(str(answer))[1]]),
            lambda: [f"held:{person}" for person in words.entities.persons],
        )
    return QuestionDraft(
        "where",
        program,
        f"Where is {words.props[prop]} when {clause}?",
        lambda answer: full_stop(words.location(str(answer))),
        lambda: elsewhere(sources, prop, value, anchor.after),
        like="meanwhile",
    )


def _at_end(sources: Sources, prop: str) -> QuestionDraft:
    words = sources.words
    last = sources.track(f"location({prop})")[-1][1]
    return QuestionDraft(
        "where",
        Value(f"location({prop})", END),
        f"Where is {words.props[prop]} at the end of the film?",
        lambda answer: full_stop(words.location(str(answer))),
        lambda: elsewhere(sources, prop, last, sources.screening.ledger.closing),
        like="at the end",
    )


def _person(sources: Sources, person: str, step: Step) -> QuestionDraft:
    words = sources.words
    return QuestionDraft(
        "where",
        Whereabouts(person, step.event.id),
        f"Where is {words.names[person]} when {sources.moments.clause(step.event.id)}?",
        lambda answer: NOT_SHOWN if answer == UNKNOWN else full_stop(words.at(str(answer))),
        lambda: [*words.places, UNKNOWN],
    )


def _mood(sources: Sources, person: str, step: Step, felt: Event) -> QuestionDraft:
    clause, whose = sources.clause(step, person), sources.words.possessive_name(person)
    drawn = felt.instead.get("value", ()) if felt.agent == person and felt.value else ()
    return QuestionDraft(
        "what",
        Value(f"mood({person})", step.event.id),
        f"What mood can be read in {whose} face when {clause}?",
        lambda answer: full_stop(str(answer)),
        lambda: MOODS,
        drawn=drawn,
    )


def elsewhere(sources: Sources, prop: str, value: str, state: State) -> list[Answer]:
    """Locations that are not also true: not the hands that hold the bag that it is in."""
    around = {value}
    for _ in range(4):
        how, where = location_parts(value)
        if how != "in":
            break
        value = state.location_of(where)
        around.add(value)
    return [one for one in all_locations(sources, prop) if one not in around]
