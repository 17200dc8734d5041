"""What could have happened in the place of an event."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film.ledger.ledger import Ledger, Step
from moviellm.film.models.events import VerbName
from moviellm.film.models.screenplay import Event
from moviellm.film.verbs import VERBS


def instead(ledger: Ledger, step: Step, place: str) -> Iterator[Event]:
    """Yield events that could stand in the place of one, under the same id.

    A thing is put or hidden on another free spot of the same sort; is looked at and not taken,
    found, broken or used up; is shown and not given.

    Args:
        ledger: The ledger of the film.
        step: The event as it happened.
        place: Where its scene is set.
    """
    for event in _wished(step, place):
        if Ledger.broken(step.before, event, place) is None:
            yield event


def _wished(step: Step, place: str) -> Iterator[Event]:
    event, state = step.event, step.before
    other = VERBS[event.verb].instead
    if other is None:
        return
    if other.how == "elsewhere":
        for spot in state.entities.places[place].spots:
            free = spot.id != event.spot and not state.at(f"on:{spot.id}")
            if free and spot.hidden == (event.verb == "hide"):
                yield _otherwise(event, event.verb, spot=spot.id)
    elif other.how == "look":
        yield _otherwise(event, "look")
    else:
        yield _otherwise(event, "show", person=event.person)


def _otherwise(event: Event, verb: VerbName, **more: str | None) -> Event:
    return Event(
        id=event.id, verb=verb, agent=event.agent, prop=event.prop, because=event.because, **more
    )
