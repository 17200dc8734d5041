"""Whether an event can happen: its form first, then the rules of its verb."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from moviellm.film.models.events import ROLE_FIELDS
from moviellm.film.models.facts import TOKENS
from moviellm.film.models.screenplay import Event
from moviellm.film.verbs.rules import Broken, PendingEvent
from moviellm.film.verbs.table import Verb


def first_broken(verb: Verb, moment: PendingEvent) -> Broken | None:
    """The first rule that an event of a verb breaks, or None: it can happen."""
    for broken in _form(verb, moment):
        return broken
    for rule in verb.rules:
        found = rule.check(moment)
        if found is not None:
            return found
    return None


def _form(verb: Verb, moment: PendingEvent) -> Iterator[Broken]:
    """Whether the event has the fields of its verb, and names only what exists."""
    event, entities = moment.event, moment.state.entities
    for name in ROLE_FIELDS:
        given = getattr(event, name) not in (None, "")
        if name in verb.needs and not given:
            yield Broken("incomplete", f"`{event.verb}` needs `{name}`.")
        elif given and name not in (*verb.roles, "prose"):
            yield Broken("superfluous", f"`{event.verb}` has no `{name}`; leave it out.")
    homes: dict[str, Collection[str]] = {
        "agent": entities.persons,
        "person": entities.persons,
        "prop": entities.props,
        "place": entities.places,
        "spot": entities.spots.keys() | {i for i, prop in entities.props.items() if prop.container},
    }
    for name, home in homes.items():
        known = getattr(event, name)
        if known is not None and known not in home:
            yield Broken("unknown id", f"There is no {name} `{known}`; there are {_some(home)}.")
    homes["value"] = _values(event)
    for name, others in event.instead.items():
        yield from _drawn(name, getattr(event, name), others, homes[name])


def _values(event: Event) -> Collection[str]:
    """The closed values among which that of an event is."""
    return next((values for values in TOKENS.values() if event.value in values), ())


def _drawn(
    slot: str, filler: str | None, others: Sequence[str], home: Collection[str]
) -> Iterator[Broken]:
    """Whether what could as well have stood in a field exists, and is something else."""
    if filler is None:
        hint = f"Nothing stands in `{slot}`, so nothing else can stand there; leave it out."
        yield Broken("nothing drawn", hint)
    elif not others or len({filler, *others}) <= len(others):
        hint = f"List under `{slot}` what is not `{filler}`, each once, or leave it out."
        yield Broken("drawn twice", hint)
    for other in others:
        if other not in home:
            yield Broken("unknown id", f"There is no {slot} `{other}`; there are {_some(home)}.")


def _some(ids: Collection[str]) -> str:
    names = sorted(ids)
    return ", ".join(names[:8]) + (", ..." if len(names) > 8 else "") if names else "none"
