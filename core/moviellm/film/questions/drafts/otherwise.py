"""Questions about what would be otherwise, if somebody had not done something."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.facts import location_parts
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.drafts.places import all_locations, anchors_between
from moviellm.film.questions.programs import Pattern, Would
from moviellm.film.verbs import VERBS

_RETOLD = 4
"""From so many events of a film at most it is told anew: that costs as much as telling it."""


def otherwise(sources: Sources) -> Iterator[QuestionDraft]:
    """Where a thing would be at a moment, if somebody had not moved it before."""
    for prop, step in sources.drawn(_moves(sources), _RETOLD, "otherwise"):
        draft = _otherwise(sources, prop, sources.screening.ledger.by_event[step])
        if draft is not None:
            yield draft


def _moves(sources: Sources) -> Iterator[tuple[str, str]]:
    """Things, and the events by which they are brought elsewhere, but not from the own hands.

    Where a thing would be that somebody did not put down, the question would say.
    """
    for prop in sources.movable(2):
        for (_, was), (moment, _) in pairwise(sources.track(f"location({prop})")):
            step = sources.screening.steps[moment]
            agent = step.event.agent
            own = location_parts(was)[1] in (agent, step.event.person)
            if agent and not own and _is_named(sources, step, prop):
                yield prop, step.event.id


def _is_named(sources: Sources, step: Step, prop: str) -> bool:
    """Whether who, what and which thing name an event that is a deed."""
    event = step.event
    alike = Pattern.of(event.verb, agent=event.agent, prop=prop)
    return event.prop == prop and VERBS[event.verb].deed and len(sources.fitting(alike)) == 1


def _otherwise(sources: Sources, prop: str, step: Step) -> QuestionDraft | None:
    """A question for a moment at which the thing would not be where it is."""
    words, screening, fluent = sources.words, sources.screening, f"location({prop})"
    start = screening.moments[step.event.id]
    name, deed = words.names[step.event.agent or ""], words.phrase(step, "base", plain=True)
    for anchor in anchors_between(sources, start, len(screening.steps), prop, 3):
        program = Would(fluent, step.event.id, anchor.event.id)
        truth = program.answer(screening.omniscient)
        if truth is None or truth == anchor.after.value(fluent):
            continue
        return QuestionDraft(
            "counterfactual",
            program,
            f"If {name} did not {deed}, where would {words.props[prop]} be when "
            f"{sources.moments.clause(anchor.event.id)}?",
            lambda answer: full_stop(words.location(str(answer))),
            lambda: all_locations(sources, prop),
        )
    return None
