"""Moods: what a deed does to the faces of those who do it, and how long a feeling stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from moviellm.film.models.facts import Fact
from moviellm.film.models.screenplay import Event
from moviellm.film.models.state import State
from moviellm.film.verbs import VERBS

MOOD_LASTS: Mapping[str, int] = {
    "surprised": 3,
    "afraid": 6,
    "tender": 6,
    "angry": 8,
    "happy": 8,
    "suspicious": 8,
    "determined": 10,
    "sad": 10,
}
"""For how many events after its own a mood stays on a face; then it passes, and one is calm.

A fright is over in a moment and a grief is not. About one event is seen in a key frame.
"""


class Outcome(NamedTuple):
    """What an event leads to.

    Attributes:
        changes: What its verb changes.
        moods: The moods that it brings along, and those that have passed with it.
    """

    after: State
    changes: tuple[Fact, ...]
    moods: tuple[Fact, ...]


def outcome(before: State, event: Event) -> Outcome:
    """What follows from an event that can happen: its effect, and what becomes of all moods."""
    changes = VERBS[event.verb].effect.facts(event, before)
    fresh = _brought_along(event)
    felt = fresh | {fact.fluent: fact.value for fact in changes if fact.fluent.startswith("mood(")}
    ages = {name: 0 for name, mood in felt.items() if mood in MOOD_LASTS}
    passed = []
    for name, age in before.moods.items():
        if name in felt:
            continue
        if age < MOOD_LASTS.get(before.value(name) or "", 0):
            ages[name] = age + 1
        else:
            passed.append(Fact(name, "calm"))
    moods = (*(Fact(name, mood) for name, mood in fresh.items()), *passed)
    return Outcome(before.after((*changes, *moods), ages), changes, moods)


def opening_moods(state: State) -> State:
    """The first state of a film: those who are in a mood have just come into it."""
    names = (f"mood({person})" for person in state.entities.persons)
    return state.after((), {name: 0 for name in names if state.value(name) in MOOD_LASTS})


def _brought_along(event: Event) -> dict[str, str]:
    """The moods of a deed: who quarrels is angry."""
    verb = VERBS[event.verb]
    return {
        f"mood({person})": mood
        for person, mood in ((event.agent, verb.mood), (event.person, verb.person_mood))
        if person and mood
    }
