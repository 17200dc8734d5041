"""Causes: what something follows from is told before it, and for the same reason everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moviellm.film import Annotations, Event, Ledger
from moviellm.testing.stories.fault import StoryFault

_REASON = re.compile(r", because ([^“”.!?]+)")
_QUOTED = re.compile(r"“[^”]*”")
_AT_ITS_TIME = ("shot", "frame")
"""Captions that tell when something is seen or heard; those of scenes and films look back."""


def untold_causes(ledger: Ledger, annotations: Annotations) -> Iterator[StoryFault]:
    """Causes of which no caption of a frame or shot tells before, or with, what follows from them.

    What somebody understands (`learn`) is not seen; the prose alone tells it.
    """
    told = _told_at(annotations)
    for step in ledger.steps:
        for name in step.event.because:
            cause = ledger.by_event.get(name)
            if cause is not None and not _is_told(cause.event, step.event, told):
                said = f"{name} ({cause.event.verb}) is not told before {step.event.verb}"
                yield StoryFault("cause untold", step.event.id, said)


def _told_at(annotations: Annotations) -> dict[str, int]:
    """When each event is told first."""
    found: dict[str, int] = {}
    for caption in annotations.captions:
        for event in caption.events if caption.level in _AT_ITS_TIME else ():
            found[event] = min(found.get(event, caption.start_ms), caption.start_ms)
    return found


def _is_told(cause: Event, effect: Event, told: dict[str, int]) -> bool:
    if effect.id not in told or cause.verb == "learn":
        return True
    return cause.id in told and told[cause.id] <= told[effect.id]


def other_reasons(ledger: Ledger, annotations: Annotations) -> Iterator[StoryFault]:
    """Captions and answers that give another reason than the screenplay does.

    A caption repeats the reason that the prose of its event gives in words; the answer to a
    question why says the line, or names the thing, of each cause; of what is told, the fact.
    """
    prose = {step.event.id: step.event.prose for step in ledger.steps}
    for caption in annotations.captions:
        told = " ".join(prose[event] for event in caption.events if event in prose)
        for reason in _REASON.findall(_QUOTED.sub("", caption.text)):
            if f", because {reason}" not in told:
                yield StoryFault("another reason", caption.id, f"{reason}: not in “{told}”")
    for question in annotations.questions:
        asked = re.fullmatch(r"cause\((\w+)\)", question.program)
        step = ledger.by_event.get(asked.group(1)) if asked else None
        for name in step.event.because if step and not question.control else ():
            event = ledger.by_event[name].event
            if not _says(question.answer, event, ledger):
                said = f"{question.answer} And the screenplay: {event.prose}"
                yield StoryFault("another reason", question.id, said)


def _says(answer: str, cause: Event, ledger: Ledger) -> bool:
    if cause.line is not None and cause.fact is None:
        return cause.line.rstrip(".") in answer
    prop = ledger.entities.props.get(cause.prop or "")
    return prop is None or prop.name.split()[-1] in answer
