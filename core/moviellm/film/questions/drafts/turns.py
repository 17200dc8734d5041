"""Questions about the order in which the same is done with things that can stand for each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.facts import fluent_parts
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.drafts.order import order
from moviellm.film.questions.programs import First, Last, Pattern
from moviellm.film.verbs import VERBS

_FEWEST = 4
"""With so many things the same must be done, so that there are as many options."""
_EACH = 3
"""So many moments are asked about at most after which, or before which, comes the same thing."""


def orders_of_like(sources: Sources) -> Iterator[QuestionDraft]:
    """Which of several things somebody does the same with first: nothing but looking tells."""
    for some in _likes(sources):
        named = [step for step in some if _has_clause(sources, step)]
        if len(named) == len(some) == len({step.event.prop for step in some}) == _FEWEST:
            named.sort(key=lambda step: sources.moments.plain(step.event.id))
            yield order(sources, tuple(step.event.id for step in named))


def things_in_turn(sources: Sources) -> Iterator[QuestionDraft]:
    """With which thing somebody does it next, and with which they did it last before a moment."""
    for some in _likes(sources):
        if len({step.event.prop for step in some}) >= _FEWEST:
            for after in (True, False):
                yield from _beside(sources, some, after=after)


def _likes(sources: Sources) -> Iterator[Sequence[Step]]:
    """What somebody does with the things of a cycle, to the same person if to anybody."""
    rotated = sources.screening.screenplay.rotated
    for cycle in rotated.cycles if rotated else ():
        groups: dict[tuple[str, ...], list[Step]] = {}
        for step in sources.screening.steps:
            event = step.event
            if event.prop in cycle and VERBS[event.verb].counted:
                like = (event.verb, event.agent or "", event.person or "")
                groups.setdefault(like, []).append(step)
        yield from groups.values()


def _has_clause(sources: Sources, step: Step) -> bool:
    return sources.moments.clause(step.event.id) is not None and sources.moments.alone(step)


def _beside(sources: Sources, some: Sequence[Step], *, after: bool) -> Iterator[QuestionDraft]:
    """The same about a few moments of each stretch between two of the deeds."""
    at, things = sources.screening.moments, {step.event.prop or "" for step in some}
    stretches: dict[int, list[Step]] = {}
    for step in sources.moments.anchors:
        if not {step.event.prop, *_seen_with(sources, step)} & things:
            passed = sum(at[deed.event.id] < at[step.event.id] for deed in some)
            stretches.setdefault(passed, []).append(step)
    for passed, steps in stretches.items():
        if passed < len(some) if after else passed > 0:
            for step in sources.drawn(steps, _EACH, f"{some[0].event.verb} {after}"):
                yield _thing(sources, some[0], step, after=after)


def _seen_with(sources: Sources, step: Step) -> set[str]:
    """What is seen beside an event; who sees it there need not know what was done before."""
    shown = sources.screening.camera.shown(step.event.id)
    return {fluent_parts(sight.fluent)[1] for frame in shown for sight in frame.sights}


def _thing(sources: Sources, deed: Step, step: Step, *, after: bool) -> QuestionDraft:
    words, event = sources.words, deed.event
    agent, does = event.agent or "", VERBS[event.verb].counted.replace(" {prop}", "")
    pattern, clause = Pattern.of(event.verb, agent=agent), sources.clause(step, agent)
    program: First | Last
    if after:
        program = First(pattern, "prop", after=step.event.id)
        question = f"What does {words.names[agent]} {does} next, after {clause}?"
    else:
        program = Last(pattern, "prop", before=step.event.id)
        question = f"What does {words.names[agent]} {does} last before {clause}?"
    return QuestionDraft(
        "temporal",
        program,
        question,
        lambda answer: full_stop(words.props[str(answer)]),
        lambda: sources.shuffled(words.props),
    )
