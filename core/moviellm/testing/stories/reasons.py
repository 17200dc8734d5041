"""Reasons: a cause is what somebody else did or said, and what the one who acts can know of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from moviellm.film import Annotations, Ledger, Screenplay, Step, fluent_parts, parse_fact
from moviellm.testing.stories.fault import StoryFault


def causes_that_are_none(ledger: Ledger) -> Iterator[StoryFault]:
    """Causes that are the own words of whoever acts on them, or that they cannot know of.

    Somebody knows of what happened where they were, of what was the cause of a line that they
    heard, and of all that befell a thing or person of which they were told a fact.
    """
    places = {e.id: scene.place for scene in ledger.screenplay.scenes() for e in scene.events}
    known: dict[str, set[str]] = defaultdict(set)
    befell: dict[str, set[str]] = defaultdict(set)
    for step in ledger.steps:
        event, place = step.event, places[step.event.id]
        agent = event.agent or ""
        for name in event.because if agent else ():
            cause = ledger.by_event.get(name)
            if cause is None:
                continue
            spoken = cause.event.line is not None and event.line is None
            if cause.event.agent == agent and spoken:
                yield StoryFault("no reason", event.id, f"{name} is {agent}'s own word")
            elif cause.event.agent != agent and name not in known[agent]:
                said = f"{agent} cannot know of {name}, {cause.event.verb}"
                yield StoryFault("no reason", event.id, said)
        for subject in (event.prop, event.agent, event.person):
            befell[subject or ""].add(event.id)
        for person in {*step.before.present(place), *step.after.present(place), agent}:
            known[person] |= {event.id, *(event.because if event.line is not None else ())}
        known[_told(step)] |= _of_fact(step, befell)


def _told(step: Step) -> str:
    return (step.event.person if step.event.verb == "tell" else step.event.agent) or ""


def _of_fact(step: Step, befell: dict[str, set[str]]) -> set[str]:
    if step.event.fact is None:
        return set()
    return befell[fluent_parts(parse_fact(step.event.fact).fluent)[1]]


def two_reasons(screenplay: Screenplay, annotations: Annotations) -> Iterator[StoryFault]:
    """Questions why with two right answers: the prose gives a reason, or an option says another's.

    An option that says a part of the answer, all of it and more, or the question, is no wrong one.
    """
    events = {event.id: event for event in screenplay.events()}
    for question in annotations.questions:
        if question.kind != "why" or "unaware" in question.program:
            continue
        event = events.get(question.program.partition("(")[2].rstrip(")"))
        if event is None:
            continue
        told = event.prose.partition("“")[0].partition(", because ")[2]
        if told:
            said = f"{question.answer} And the screenplay: because {told}"
            yield StoryFault("two reasons", question.id, said)
        right = _reason(question.answer)
        for option in question.options or ():
            other = _reason(option)
            line = event.line is not None and event.line in option
            if other != right and (line or other in right or right in other):
                yield StoryFault("two reasons", question.id, f"{question.question} {option}")


def _reason(answer: str) -> str:
    return answer.removeprefix("Because ").rstrip(".")
