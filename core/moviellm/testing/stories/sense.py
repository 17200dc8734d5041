"""Sense: who hid a thing does not find it, and nobody chats on after a quarrel."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Ledger, Screenplay
from moviellm.testing.stories.fault import StoryFault

_PUT_AWAY = ("hide", "put")
_PEACE = ("reconcile", "befriend", "embrace")


def found_by_who_hid_it(ledger: Ledger) -> Iterator[StoryFault]:
    """Everybody who finds what they themselves put where it is."""
    left: dict[str, str | None] = {}
    for step in ledger.steps:
        event = step.event
        if event.verb == "find" and event.agent == left.get(event.prop or "", ""):
            said = f"{event.agent} finds {event.prop} where they put it; let them take it"
            yield StoryFault("found by who hid it", event.id, said)
        if event.prop and any(fact.fluent == f"location({event.prop})" for fact in step.changes):
            left[event.prop] = event.agent if event.verb in _PUT_AWAY else None


def small_talk_after_a_quarrel(screenplay: Screenplay) -> Iterator[StoryFault]:
    """Lines without a cause by or to somebody who has just quarrelled, in the same scene."""
    for scene in screenplay.scenes():
        at_odds: set[str | None] = set()
        for event in scene.events:
            both = {event.agent, event.person}
            if event.verb == "quarrel":
                at_odds |= both
            elif event.verb in _PEACE:
                at_odds -= both
            elif event.line is not None and not event.because and at_odds & (both - {None}):
                yield StoryFault("small talk after a quarrel", event.id, event.line)
