"""Questions about time: what comes first, what comes next, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moviellm.film.ledger.ledger import Step
from moviellm.film.prose.narration import renamed
from moviellm.film.prose.wording import listing
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.programs import Answer, First, Last, Order, Pattern, When
from moviellm.film.questions.times import moment
from moviellm.film.verbs import VERBS, asked

_MOVES = asked("next")
_WAYS = {True: "out", False: "in"}
"""Who has left comes back next, and who comes back has left before: nobody need see that."""

_UNCLEAR = frozenset(verb.name for verb in VERBS.values() if verb.visible and not verb.deed)
"""What somebody is seen to do and might be called a deed, but is none."""


def orders(sources: Sources) -> Iterator[QuestionDraft]:
    """Which of several events comes first: of four as options, or of two in the question."""
    named = [step for step in sources.moments.anchors if sources.moments.alone(step)]
    for attempt in range(len(named) if len(named) > 1 else 0):
        size = 4 if attempt % 2 == 0 and len(named) > 3 else 2
        some = sources.drawn(named, size, f"orders {attempt}")
        if len({(s.event.verb, s.event.agent, s.event.prop) for s in some}) == size:
            yield _order(sources, tuple(step.event.id for step in some))


def orders_of_like(sources: Sources) -> Iterator[QuestionDraft]:
    """Which of several things somebody does the same with first: nothing but looking tells."""
    rotated = sources.screening.screenplay.rotated
    for cycle in rotated.cycles if rotated else ():
        groups: dict[tuple[str, ...], list[Step]] = {}
        for step in sources.moments.anchors:
            if step.event.prop in cycle and sources.moments.alone(step):
                event = step.event
                like = (event.verb, event.agent or "", event.person or "")
                groups.setdefault(like, []).append(step)
        for some in groups.values():
            if len(some) == len({step.event.prop for step in some}) == 4:
                some.sort(key=lambda step: sources.moments.plain(step.event.id))
                yield _order(sources, tuple(step.event.id for step in some))


def what_next(sources: Sources, among: Sequence[Step]) -> Iterator[QuestionDraft]:
    """What is done next with a thing, or what somebody does before or after something.

    Args:
        sources: The film.
        among: Events from which to ask.
    """
    for step in sources.shuffled(among, "next"):
        if sources.moments.clause(step.event.id) is None:
            continue
        ways = (_next_of_prop, _next_deed)
        first = sources.number(2, f"next {step.event.id}")
        draft = ways[first](sources, step) or ways[1 - first](sources, step)
        if draft is not None:
            yield draft


def times(sources: Sources, among: Sequence[Step]) -> Iterator[QuestionDraft]:
    """At what time something happens.

    Args:
        sources: The film.
        among: Events to ask for.
    """
    for step in sources.shuffled(among, "times"):
        if (agent := step.event.agent) and _has_time(sources, step):
            yield _time(sources, step, agent)


def _has_time(sources: Sources, step: Step) -> bool:
    """Whether it is asked at what time something happens."""
    event = step.event
    return bool(event.agent and event.line is None and sources.moments.clause(event.id))


def _order(sources: Sources, events: tuple[str, ...]) -> QuestionDraft:
    clauses = [sources.moments.plain(event) for event in events]
    several = len(events) > 2
    return QuestionDraft(
        "order",
        Order(events),
        f"Which of these comes first in the film: {listing(clauses, 'or')}?"
        if several
        else f"Which comes first in the film: {clauses[0]}, or {clauses[1]}?",
        lambda answer: full_stop(sources.moments.plain(str(answer))),
        lambda: events if several else (),
        asks="Which of these four events comes first in the film?" if several else "",
    )


def _time(sources: Sources, step: Step, agent: str) -> QuestionDraft:
    words = sources.words
    about = f"{words.phrase(step, 'base', full=True)}{sources.moments.ordinal(step)}"
    return QuestionDraft(
        "temporal",
        When(step.event.id),
        f"At what time of the film does {words.names[agent]} {about}?",
        lambda answer: moment(sources.timecodes[int(str(answer))]),
        lambda: _other_times(sources),
    )


def _other_times(sources: Sources) -> list[Answer]:
    """When there happens what might be asked for as well: other times are never right."""
    screening = sources.screening
    asked = [step for step in sources.moments.anchors if _has_time(sources, step)]
    return list(sources.shuffled(screening.clock[screening.moments[s.event.id]] for s in asked))


def _next_of_prop(sources: Sources, step: Step) -> QuestionDraft | None:
    prop = step.event.prop
    if prop is None or step.event.verb not in _MOVES:
        return None
    pattern = Pattern.of("handle", prop=prop)
    name = sources.words.props[prop]
    clause = renamed(sources.moments.clause(step.event.id) or "", name, "it")
    question = f"What is done with {name} next, after {clause}?"
    return _following(sources, First(pattern, "event", after=step.event.id), question, pattern)


def _next_deed(sources: Sources, step: Step) -> QuestionDraft | None:
    """What somebody does next, or did last; only if nothing else could be meant by it."""
    for person in sources.shuffled(sources.words.entities.persons, step.event.id):
        after = sources.number(2, f"after {step.event.id} {person}") == 1
        if not _has_clear_neighbour(sources, step, person, after):
            continue
        if person == step.event.agent and VERBS[step.event.verb].moves == _WAYS[after]:
            continue
        pattern = Pattern.of("deed", agent=person)
        clause = sources.clause(step, person)
        who = sources.words.names[person]
        program: First | Last
        if after:
            program = First(pattern, "event", after=step.event.id)
            question = f"What does {who} do next, after {clause}?"
        else:
            program = Last(pattern, "event", before=step.event.id)
            question = f"What is the last thing that {who} does before {clause}?"
        return _following(sources, program, question, pattern)
    return None


def _has_clear_neighbour(sources: Sources, step: Step, person: str, after: bool) -> bool:
    """Whether a person's next deed has nothing before it that could be taken for one."""
    steps, at = sources.screening.steps, sources.screening.moments[step.event.id]
    deeds = Pattern.of("deed", agent=person)
    for number in range(at + 1, len(steps)) if after else range(at - 1, -1, -1):
        event = steps[number].event
        if event.agent == person and event.verb in _UNCLEAR:
            return False
        if event.agent == person and deeds.matches(sources.screening, steps[number]):
            return True
    return False


def _following(
    sources: Sources, program: First | Last, question: str, pattern: Pattern
) -> QuestionDraft:
    anchor = program.after or program.before

    def wrong() -> list[Answer]:
        same = sources.shuffled(step.event.id for step in pattern.seen(sources.screening.camera))
        return [event for event in same if event != anchor]

    return QuestionDraft(
        "temporal",
        program,
        question,
        lambda answer: full_stop(sources.moments.plain(str(answer))),
        wrong,
    )
