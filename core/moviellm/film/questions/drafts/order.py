"""Questions about time: what comes first, what comes next, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from moviellm.film.ledger.ledger import Step
from moviellm.film.prose.narration import renamed
from moviellm.film.prose.wording import is_sky, listing
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
    """Which of several events comes first: of four as options, or of two in the question.

    Only of sorts of events any of which comes first somewhere in the film; the sort that does is
    drawn, so that nobody can tell it by what such events are. And only of events that leave each
    other free: whoever is given a thing has it before they give it away.
    """
    sorts: dict[str, list[Step]] = {}
    for step in sources.moments.anchors:
        if sources.moments.alone(step):
            sorts.setdefault(_sort_of(sources, step), []).append(step)
    named = [step for steps in sorts.values() for step in steps]
    for attempt in range(len(named) if len(named) > 1 else 0):
        size = 4 if attempt % 2 == 0 and len(named) > 3 else 2
        about = f"orders {attempt}"
        asked = [_sort_of(sources, step) for step in sources.drawn(named, size, about)]
        ways = {sort: _led_by(sources, sorts, sort, asked, about) for sort in sorted({*asked})}
        if all(ways.values()):
            yield order(sources, ways[asked[sources.number(size, f"{about} first")]])


def _sort_of(sources: Sources, step: Step) -> str:
    """What an event is like to who reads of it: what is done, for the first time or again.

    And whether a thing lay openly: what is put away is taken out of there later.
    """
    back = " back" if " back " in f" {sources.moments.plain(step.event.id)} " else ""
    spot = sources.words.entities.spots.get(step.event.spot or "")
    away = spot.hidden if spot is not None else step.event.spot is not None
    sky = f" {step.event.value}" if is_sky(step.event.verb) else ""
    return f"{step.event.verb}{back}{' away' if away else ''}{sky}"


def _led_by(
    sources: Sources,
    sorts: Mapping[str, Sequence[Step]],
    first: str,
    asked: Sequence[str],
    about: str,
) -> tuple[str, ...]:
    """Events of some sorts of which one of a given sort comes first; none if there are not."""
    rest = list(asked)
    rest.remove(first)
    for lead in sources.shuffled(sorts[first], f"{about} {first}"):
        some = [lead]
        for sort in rest:
            later = (step for step in sorts[sort] if _free_after(sources, step, some))
            some += sources.drawn(later, 1, f"{about} {first} {lead.event.id}")
        if len(some) == len(asked):
            return tuple(sources.shuffled((step.event.id for step in some), about))
    return ()


def _free_after(sources: Sources, step: Step, some: Sequence[Step]) -> bool:
    """Whether an event comes after the first of some, and not by way of any of them."""
    at = sources.screening.moments
    return at[step.event.id] > at[some[0].event.id] and all(
        _touched(step).isdisjoint(_touched(one)) and step.event.id != one.event.id for one in some
    )


def _touched(step: Step) -> set[str]:
    """The things that an event is about, who comes or goes, and what the sky is like.

    What becomes of one of these is told in an order that can be known.
    """
    event, verb = step.event, VERBS[step.event.verb]
    who = event.agent if verb.moves else None
    sky = "sky" if is_sky(event.verb) else None
    return {one for one in (event.prop, event.spot, who, sky) if one is not None}


def what_next(sources: Sources) -> Iterator[QuestionDraft]:
    """What is done next with a thing, or what somebody does next after something."""
    for step in sources.shuffled(sources.moments.anchors, "next"):
        if (draft := _next_of_prop(sources, step)) is not None:
            yield draft
        yield from _deeds_beside(sources, step, after=True)


def what_before(sources: Sources) -> Iterator[QuestionDraft]:
    """What somebody does last before something."""
    for step in sources.shuffled(sources.moments.anchors, "before"):
        yield from _deeds_beside(sources, step, after=False)


def times(sources: Sources) -> Iterator[QuestionDraft]:
    """At what time something happens."""
    for step in sources.shuffled(sources.moments.anchors, "times"):
        if (agent := step.event.agent) and _has_time(sources, step):
            yield _time(sources, step, agent)


def _has_time(sources: Sources, step: Step) -> bool:
    """Whether it is asked at what time something happens."""
    event = step.event
    return bool(event.agent and event.line is None and sources.moments.clause(event.id))


def order(sources: Sources, events: tuple[str, ...]) -> QuestionDraft:
    """Which of some events comes first."""
    clauses = [sources.moments.plain(event) for event in events]
    several = len(events) > 2
    return QuestionDraft(
        "order",
        Order(events),
        f"Which of these comes first in the film: {listing(clauses, 'or')}?"
        if several
        else f"Which comes first in the film: {clauses[0]}, or {clauses[1]}?",
        lambda answer: full_stop(sources.moments.plain(str(answer))),
        lambda: (),
        drawn=events if several else (),
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


def _deeds_beside(sources: Sources, step: Step, *, after: bool) -> Iterator[QuestionDraft]:
    """What people do next, or did last; only if nothing else could be meant by it."""
    for person in sources.shuffled(sources.words.entities.persons, step.event.id):
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
        yield _following(sources, program, question, pattern)


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
