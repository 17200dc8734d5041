"""Questions about who does what with what, where, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.facts import location_parts
from moviellm.film.questions.controls import NOT_ONCE
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.programs import Answer, Count, First, Last, Pattern
from moviellm.film.verbs import VERBS, asked

_SPOTTED, _MEETING, _COUNTED = asked("spot"), asked("place"), asked("count")

_WITNESSES = 3
"""What others do more often is not asked of those who never do it: its evidence would be long."""

_MOST_COUNTED, _OFFERED = 8, 4
"""What happens more often is not asked for; small numbers are offered together, always the same."""

_WHO_ORDER = (
    "break close consume douse find give hide light lock mend open put show take unlock wear"
)
_WHAT_ORDER = "break find give hide mend put show"
_WHERE_ORDER = "befriend break give hide put quarrel reconcile"
"""By what the orders of these questions are drawn: the verbs that there were at first. They stand
still, so that a new verb leaves the questions of films without it as they are."""


def doers(sources: Sources) -> Iterator[QuestionDraft]:
    """Who does something."""
    return (_doer(sources, step) for step in sources.steps(asked("who"), _WHO_ORDER))


def objects(sources: Sources) -> Iterator[QuestionDraft]:
    """What somebody gives, hides, puts or breaks."""
    for step in sources.steps(asked("what"), _WHAT_ORDER):
        event = step.event
        pattern = Pattern.of(event.verb, agent=event.agent, person=event.person, spot=event.spot)
        if len({other.event.prop for other in sources.fitting(pattern)}) == 1:
            yield _object(sources, step, pattern)


def settings(sources: Sources) -> Iterator[QuestionDraft]:
    """Where somebody puts or hides a thing; in which place something happens."""
    for step in sources.steps(_SPOTTED | _MEETING, _WHERE_ORDER):
        event = step.event
        pattern = Pattern.of(event.verb, agent=event.agent, prop=event.prop, person=event.person)
        found = sources.fitting(pattern)
        if event.verb in _SPOTTED and len({other.event.spot for other in found}) == 1:
            yield _spot(sources, step, pattern)
        elif (
            event.verb in _MEETING and len({sources.screening.place(other) for other in found}) == 1
        ):
            yield _place(sources, step, pattern)


def counts(sources: Sources) -> Iterator[QuestionDraft]:
    """How often something happens."""
    tallies: dict[Pattern, list[Step]] = {}
    for step in sources.screening.steps:
        if step.event.verb in _COUNTED:
            tallies.setdefault(_kind_of(sources, step), []).append(step)
    by_number: dict[int, list[Pattern]] = {}
    for pattern in sources.shuffled(tallies):
        by_number.setdefault(len(tallies[pattern]), []).append(pattern)
    most = max(map(len, by_number.values()), default=0)
    never = _done_by_others(sources, tallies)
    by_number[0] = sources.drawn(never, most, "never")
    by_number = {n: found for n, found in by_number.items() if n <= _MOST_COUNTED}
    for turn in zip_longest(*(by_number[n] for n in sources.shuffled(by_number, "counts"))):
        for pattern in filter(None, turn):
            yield _count(sources, tallies.get(pattern) or never[pattern], pattern)


def _done_by_others(
    sources: Sources, tallies: Mapping[Pattern, list[Step]]
) -> dict[Pattern, list[Step]]:
    """What people never do who do such things, with an event that is told of them in its stead.

    That they never come or go only of places where they never are: one may come there unseen.
    """
    found: dict[Pattern, list[Step]] = {}
    doers: dict[str, set[str]] = {}
    visited = _visited(sources)
    for pattern in tallies:
        doers.setdefault(pattern.verbs, set()).add(dict(pattern.roles)["agent"])
    for pattern, steps in tallies.items():
        roles = dict(pattern.roles)
        place = roles.get("place") or roles.get("at")
        for person in sorted(doers[pattern.verbs] - {roles["agent"], roles.get("person")}):
            other = Pattern.of(pattern.verbs, **{**roles, "agent": person})
            known = len(steps) <= _WITNESSES and (person, place) not in visited
            if known and other not in tallies:
                event = steps[0].event.model_copy(update={"agent": person})
                found.setdefault(other, [replace(steps[0], event=event)])
    return found


def _visited(sources: Sources) -> set[tuple[str, str | None]]:
    """Who is in which places in the course of the film."""
    persons = sources.words.entities.persons
    return {(who, place) for who in persons for _, place in sources.track(f"place({who})")}


def _doer(sources: Sources, step: Step) -> QuestionDraft:
    event, words = step.event, sources.words
    pattern = Pattern.of(
        event.verb, prop=event.prop, person=event.person, place=event.place, spot=event.spot
    )
    agents = {other.event.agent for other in sources.fitting(pattern)}
    program: First | Last
    if len(agents) == 1:
        program = First(pattern, "agent")
        question = f"Who {words.phrase(step, 's', full=True, plain=True)}?"
    else:
        last = sources.number(2, f"last {event.id}") == 1
        program = Last(pattern, "agent") if last else First(pattern, "agent")
        base = words.phrase(step, "base", full=True, plain=True)
        question = f"Who is the {'last' if last else 'first'} to {base}?"
    return QuestionDraft(
        "who",
        program,
        question,
        lambda answer: full_stop(words.names[str(answer)]),
        lambda: [person for person in words.names if person != event.person],
        drawn=event.instead.get("agent", ()) if len(agents) == 1 else (),
    )


def _object(sources: Sources, step: Step, pattern: Pattern) -> QuestionDraft:
    event, words = step.event, sources.words
    phrase = words.phrase(step, "base", full=True, plain=True)
    phrase = phrase.replace(words.props[event.prop or ""], "", 1).replace("  ", " ").strip()
    return QuestionDraft(
        "what",
        First(pattern, "prop"),
        f"What does {words.names[event.agent or '']} {phrase}?",
        lambda answer: full_stop(words.props[str(answer)]),
        lambda: sources.shuffled(p for p in words.props if p != event.spot),
        like=event.verb,
        drawn=event.instead.get("prop", ()),
    )


def _spot(sources: Sources, step: Step, pattern: Pattern) -> QuestionDraft:
    event, words = step.event, sources.words
    phrase = VERBS[event.verb].phrase
    base = phrase.head.base if phrase else event.verb
    return QuestionDraft(
        "where",
        First(pattern, "spot"),
        f"Where does {words.names[event.agent or '']} {base} {words.props[event.prop or '']}?",
        lambda answer: full_stop(words.spot(str(answer), full=True)),
        lambda: _spots(sources, step),
        like=event.verb,
        drawn=event.instead.get("spot", ()),
    )


def _place(sources: Sources, step: Step, pattern: Pattern) -> QuestionDraft:
    words = sources.words
    name = words.names[step.event.agent or ""]
    return QuestionDraft(
        "where",
        First(pattern, "at"),
        f"In which place does {name} {words.phrase(step, 'base', plain=True)}?",
        lambda answer: full_stop(words.at(str(answer))),
        lambda: sources.shuffled(words.places),
    )


def _kind_of(sources: Sources, step: Step) -> Pattern:
    event, moves = step.event, VERBS[step.event.verb].moves
    return Pattern.of(
        event.verb,
        agent=event.agent,
        prop=event.prop,
        person=event.person if event.prop is None else None,
        place=event.place if moves == "in" else None,
        at=sources.screening.place(step) if moves == "out" else None,
    )


def _count(sources: Sources, steps: list[Step], pattern: Pattern) -> QuestionDraft:
    step, number = steps[0], len(steps)
    name = sources.words.names[step.event.agent or ""]
    least = max(1, number - sources.number(_OFFERED, f"least {number}")) if number > _OFFERED else 1
    return QuestionDraft(
        "count",
        Count(pattern),
        f"How often does {name} {_counted(sources, step)} in the film?",
        lambda answer: _times(int(str(answer))),
        lambda: [0, *range(least, least + _OFFERED)],
        like=pattern.verbs,
    )


def _counted(sources: Sources, step: Step) -> str:
    words, event = sources.words, step.event
    prop = words.props.get(event.prop or "", "")
    verb = VERBS[event.verb]
    if verb.moves == "in":
        inside = words.entities.places[event.place or ""].indoors
        return f"come {'into' if inside else 'to'} {words.places[event.place or '']}"
    if verb.counted:
        return verb.counted.format(prop=prop)
    return words.phrase(step, "base", plain=True)


def _times(number: int) -> str:
    if not number:
        return NOT_ONCE
    words = ("Once", "Twice", "Three times", "Four times", "Five times", "Six times")
    return f"{words[number - 1] if number <= len(words) else f'{number} times'}."


def _spots(sources: Sources, step: Step) -> list[Answer]:
    """The spots and containers that hold something in the film, then all others.

    Those are left out on which the container stands into which a thing is put.
    """
    prop, around, where = step.event.prop, set(), step.event.spot
    while where in sources.words.props:
        where = location_parts(step.after.location_of(where))[1]
        around.add(where)
    used = [
        location_parts(value)[1]
        for one in sources.words.props
        for _, value in sources.track(f"location({one})")
        if location_parts(value)[0] in ("on", "in")
    ]
    ranked = Counter([*used, *sources.words.entities.spots]).most_common()
    return [spot for spot, _ in ranked if spot != prop and spot not in around]
