"""Arrivals: whoever was seen to leave for a place is seen to come in there."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Ledger
from moviellm.film.verbs import VERBS
from moviellm.testing.stories.fault import StoryFault


def implied_arrivals(ledger: Ledger) -> Iterator[StoryFault]:
    """Everybody who is in a scene without coming in although they were seen somewhere else last.

    To who watches they come in before their first deed there; a question what they do next then
    has two right answers.
    """
    places = {event.id: s.place for s in ledger.screenplay.scenes() for event in s.events}
    seen: dict[str, str] = {}
    for step in ledger.steps:
        event, place = step.event, places[step.event.id]
        for person in filter(None, (event.agent, event.person)):
            comes = VERBS[event.verb].moves == "in" and person == event.agent
            if not comes and seen.get(person, place) != place:
                said = f"{person} is not seen to come; let them leave without a place, and enter"
                yield StoryFault("implied arrival", event.id, said)
            seen[person] = place
        if VERBS[event.verb].moves == "out":
            brings = event.verb == "carry" and event.place is not None
            for person in filter(None, (event.agent, event.person)):
                seen[person] = event.place if brings and event.place else ""
