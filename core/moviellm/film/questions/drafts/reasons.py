"""Questions about why something is done, and who says what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.screenplay import Event
from moviellm.film.prose.wording import clean, is_sky, listing
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.programs import Answer, Cause, WhoSaid
from moviellm.film.verbs import VERBS, asked

_WILLED, _IN_VAIN = asked("why"), asked("vain")
_REASON = re.compile(r",? because (?!of )[^“”]*$")
"""Prose that gives a reason in words: beside it, that of the ledger would be a second right one."""


def reasons(sources: Sources) -> Iterator[QuestionDraft]:
    """Why somebody does something: the causes that the ledger names."""
    for step in sources.shuffled(sources.screening.steps, "reasons"):
        event = step.event
        willed = event.verb in _WILLED and event.because
        if willed and event.agent and sources.moments.clause(event.id):
            unaware = _unaware(sources, step, event.agent)
            if unaware or not _REASON.search(event.prose):
                yield _reason(sources, step, event.agent, unaware)


def speakers(sources: Sources) -> Iterator[QuestionDraft]:
    """Who says a line."""
    for step in sources.shuffled(sources.moments.spoken, "speakers"):
        agent, line = step.event.agent, clean(step.event.line or "")
        if agent is not None and sources.words.names[agent] not in line:
            yield _speaker(sources, step, line)


def _reason(sources: Sources, step: Step, agent: str, unaware: str | None) -> QuestionDraft:
    words, event = sources.words, step.event
    about = words.phrase(step, "base", full=True)
    if event.line is not None:
        to = f" to {words.names[event.person]}" if event.person and event.verb == "say" else ""
        about = f"{about}{to}, “{clean(event.line).removesuffix('.')}”"
    asked = f"Why does {words.names[agent]} {about}{sources.moments.ordinal(step)}"
    return QuestionDraft(
        "why",
        Cause(event.id, unaware),
        asked if asked.endswith(("?”", "!”")) else f"{asked}?",
        lambda answer: _because(sources, agent, answer),
        lambda: list(_others(sources, event)),
    )


def _others(sources: Sources, event: Event) -> Iterator[tuple[str, ...]]:
    """The causes of other events that are not also a part of this one's, nor follow from it."""
    for step in sources.screening.steps:
        because = step.event.because
        if because and {event.id, *event.because}.isdisjoint(because):
            yield because


def _speaker(sources: Sources, step: Step, line: str) -> QuestionDraft:
    words = sources.words
    return QuestionDraft(
        "who_said",
        WhoSaid(step.event.id),
        f"“{line}” Who says this?",
        lambda answer: full_stop(words.names[str(answer)]),
        lambda: list(words.names),
    )


def _unaware(sources: Sources, step: Step, agent: str) -> str | None:
    """The change that the agent does not know of, and that makes their errand vain."""
    event, screening = step.event, sources.screening
    if event.verb not in _IN_VAIN:
        return None
    at, mind = screening.moments[event.id] - 1, screening.minds[agent]
    for cause in event.because:
        prop = screening.ledger.by_event[cause].event.prop
        fluent = f"location({prop})"
        believed = mind.value(fluent, at)
        if believed in (None, step.before.value(fluent)) or str(believed).startswith("not:"):
            continue
        since = mind.since(fluent, at) or 0
        for moment, value in sources.track(fluent):
            if moment > since and value != believed:
                return screening.steps[moment].event.id
    return None


def _because(sources: Sources, agent: str, answer: Answer) -> str:
    parts = []
    for event in answer:  # type: ignore[union-attr]  # a cause is a tuple
        cause = sources.screening.ledger.by_event[event.removeprefix("unaware:")]
        text = _past(sources, cause, agent)
        if event.startswith("unaware:"):
            text = f"{sources.subject(agent, agent)} did not know that {text}"
        parts.append(text)
    return full_stop(f"because {listing(parts)}")


def _past(sources: Sources, step: Step, agent: str) -> str:
    """An event as a clause in the past, told of somebody who was named just before."""
    words, event = sources.words, step.event
    if is_sky(event.verb):
        return words.sky(step)
    if VERBS[event.verb].told_freely:
        return words.prose(step)
    if event.agent is None:
        return clean(event.line or "").rstrip(".")
    who = sources.subject(event.agent, agent)
    if event.verb == "tell" and event.fact and event.person:
        fluent, _, value = event.fact.partition("=")
        return f"{who} told {words.names[event.person]} that {words.fact(fluent, value)}"
    if event.line is not None:
        to = f" to {words.names[event.person]}" if event.person and event.verb == "say" else ""
        return f"{who} {words.phrase(step, 'ed')}{to}, “{clean(event.line)}”"
    return f"{who} {words.phrase(step, 'ed', full=True)}"
