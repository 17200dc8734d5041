"""Facts, things and events of one film in English."""

from __future__ import annotations

import re
from collections.abc import Iterable

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.animals import is_animal
from moviellm.film.models.events import VerbName
from moviellm.film.models.facts import location_parts
from moviellm.film.models.screenplay import Person
from moviellm.film.models.state import State
from moviellm.film.prose.states import (
    ARRIVE,
    CONSUMED,
    FEELINGS,
    LIGHT_WORDS,
    SKY,
    WEATHER_WORDS,
)
from moviellm.film.verbs import VERBS
from moviellm.film.verbs.grammar import SLOTS, Form, Head, VerbPhrase
from moviellm.film.viewers import Screening

_ON_PLACES = frozenset(
    {"beach", "bridge", "roof", "rooftop", "ship", "boat", "deck", "hill", "island", "mountain",
     "pier", "planet", "quay", "train", "stage", "farm", "shore",
     "volcano"}
)  # fmt: skip
_AT_PLACES = frozenset(
    {"harbour", "market", "station", "port", "theatre", "inn", "airport", "farmyard"}
)  # fmt: skip
POSSESSIVE = {"she": "her", "he": "his", "they": "their"}


_PROMPT = re.compile(r"(?i)^generate an image in [^:]{1,40} style: *")
"""How the films of arXiv 2403.01422 begin the description of every frame."""


def listing(words: Iterable[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final


def capital(text: str) -> str:
    """The text with a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]


def article(noun: str) -> str:
    """A noun phrase with its indefinite article."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def clean(text: str) -> str:
    """Text from a screenplay on one line, without characters that cannot be seen."""
    if text.isascii() and text.isprintable():
        return text
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


class Wording:
    """The names of everything in one film, and how its facts and events are said.

    Args:
        screening: The film.
    """

    def __init__(self, screening: Screening) -> None:
        self.screening = screening
        self.entities = screening.ledger.entities
        self.names = {i: clean(person.name) for i, person in self.entities.persons.items()}
        self.props = {i: f"the {clean(prop.name)}" for i, prop in self.entities.props.items()}
        self.places = {i: clean(place.name) for i, place in self.entities.places.items()}
        named = [(spot.preposition, spot.name) for spot in self.entities.spots.values()]
        self._shared = {one for one in named if named.count(one) > 1}
        self.back = _returns(screening)
        kinds = [clean(prop.name).split()[-1:] for prop in self.entities.props.values()]
        self.short = {
            i: f"the {kind[0]}" if kind and kinds.count(kind) == 1 else self.props[i]
            for i, kind in zip(self.entities.props, kinds, strict=True)
        }

    def person(self, person: str) -> Person:
        """The person with an id."""
        return self.entities.persons[person]

    def at(self, place: str) -> str:
        """``in the kitchen``, ``at the harbour``, ``on the beach``."""
        known = self.entities.places[place]
        kind = known.kind.lower().split()[-1] if known.kind.split() else ""
        if kind in _ON_PLACES:
            return f"on {self.places[place]}"
        outdoors_at = not known.indoors and kind not in ("forest", "garden", "street", "desert")
        word = "at" if kind in _AT_PLACES or outdoors_at else "in"
        return f"{word} {self.places[place]}"

    def spot(self, spot: str, *, full: bool = False) -> str:
        """``on the table``, ``behind the stove``, ``in the chest``.

        Args:
            spot: A spot's or container's id.
            full: Add the place where several places have a spot of that name.
        """
        known = self.entities.spots.get(spot)
        if known is None:
            animal = is_animal(self.entities.props[spot])
            return f"{'with' if animal else 'in'} {self.props[spot]}"
        text = f"{known.preposition} the {clean(known.name)}"
        if full and (known.preposition, known.name) in self._shared:
            return f"{text} {self.at(self.entities.place_of_spot[spot])}"
        return text

    def off(self, location: str) -> str:
        """``from the table``, ``from behind the stove``, ``out of the chest``."""
        how, where = location_parts(location)
        if how == "in":
            animal = is_animal(self.entities.props[where])
            return f"{'from' if animal else 'out of'} {self.props[where]}"
        known = self.entities.spots.get(where)
        if known is None:
            return ""
        hidden = f"{known.preposition} " if known.preposition in ("behind", "under") else ""
        return f"from {hidden}the {clean(known.name)}"

    def location(self, value: str, *, full: bool = True) -> str:
        """A ``location`` as the answer to "where?"."""
        how, where = location_parts(value)
        if how == "held":
            return f"with {self.names[where]}"
        if how == "worn":
            return f"on {self.names[where]}"
        return self.spot(where, full=full) if where else "gone"

    def possessive_name(self, person: str) -> str:
        """``Mara's``, ``Tomas'``."""
        name = self.names[person]
        return f"{name}'" if name.endswith("s") else f"{name}'s"

    def light(self, value: str) -> str:
        """``at dusk``."""
        return LIGHT_WORDS.get(value, "")

    def weather(self, value: str, place: str) -> str:
        """``in the rain``, or ``while it rains outside`` for a place with a roof."""
        words = WEATHER_WORDS.get(value)
        return "" if words is None else words[self.entities.places[place].indoors]

    def fact(self, fluent: str, value: str) -> str:
        """A fact as a clause in the past: ``the map was in the chest``."""
        name, _, rest = fluent.partition("(")
        subject = rest[:-1].split(",")[0]
        who = self.names.get(subject) or self.props.get(subject) or self.places.get(subject, "it")
        if name == "location":
            return f"{who} was {self.location(value)}"
        if name == "place":
            return f"{who} was {self.at(value)}" if value in self.places else f"{who} was away"
        if name in ("open", "locked", "lit", "whole"):
            return f"{who} was {'' if value == 'yes' else 'not '}{name}"
        if name == "alive":
            return f"{who} was {'alive' if value == 'yes' else 'dead'}"
        return f"{who} was {value}"

    def phrase(
        self,
        step: Step,
        form: Form,
        *,
        full: bool = False,
        plain: bool = False,
        within: str | None = None,
    ) -> str:
        """The verb phrase of an event: ``takes the map out of the chest``.

        Args:
            step: The event.
            form: The form of the verb.
            full: Name the place of a spot where the spot alone could be another.
            plain: Leave out where things are taken from.
            within: The place that is clear from what was said before.
        """
        head, rest = self._phrase(step)
        if within is not None and within == self.screening.place(step):
            head, rest = self._shortly(step, head, rest)
        text = f"{getattr(head, form)} {rest}"
        for slot in SLOTS:
            if "{" + slot + "}" in text:
                text = text.replace("{" + slot + "}", self._slot(slot, step, full, plain))
        return text.strip().replace("  ", " ")

    def _phrase(self, step: Step) -> VerbPhrase:
        event = step.event
        if event.verb == "feel":
            return FEELINGS[event.value or "calm"]
        phrase = VERBS[event.verb].phrase
        if phrase is None:
            raise ValueError(f"`{event.verb}` is said in no phrase")
        if event.verb == "consume" and event.prop:
            kind = self.entities.props[event.prop].kind.lower()
            return CONSUMED.get(kind, phrase)
        return phrase

    def _shortly(self, step: Step, head: Head, rest: str) -> tuple[Head, str]:
        """The verb phrase without the place, which is clear."""
        if step.event.verb == "leave":
            return head, ""
        if step.event.verb == "look" and step.event.place:
            return head, "around"
        if step.event.verb != "enter":
            return head, rest
        if step.event.id in self.back:
            return head, "back"
        indoors = self.entities.places[self.screening.place(step)].indoors
        return (head, "in") if indoors else (ARRIVE, "")

    def clause(self, step: Step, *, full: bool = False) -> str:
        """An event as a clause in the present: ``Ivo takes the map out of the chest``."""
        event = step.event
        if is_sky(event.verb):
            return self.sky(step)
        if VERBS[event.verb].told_freely:
            return self.prose(step)
        if event.line is not None:
            return f"{self.speech(step)} “{clean(event.line)}”"
        return f"{self.names[event.agent or '']} {self.phrase(step, 's', full=full)}"

    def prose(self, step: Step) -> str:
        """The free prose of an event as a clause, without the words that ask for a picture."""
        text = _PROMPT.sub("", clean(step.event.prose)).rstrip(".")
        return f"the {text[4:]}" if text.startswith("The ") else text

    def speech(self, step: Step, form: Form = "s") -> str:
        """``Mara says to Ivo,``: what introduces a line."""
        event = step.event
        if event.agent is None:
            return "A voice says,"
        to = f" to {self.names[event.person]}" if event.person and event.verb == "say" else ""
        return f"{self.names[event.agent]} {self.phrase(step, form)}{to},"

    def sky(self, step: Step, *, within: str | None = None) -> str:
        """``dusk falls at the harbour``; ``dusk falls`` where the place is clear."""
        place = step.event.place or ""
        if place == within:
            at = "outside" if self.entities.places[place].indoors else ""
            return SKY[step.event.value or "day"].format(place=at).strip()
        at = (
            f"outside {self.places[place]}"
            if self.entities.places[place].indoors
            else self.at(place)
        )
        return SKY[step.event.value or "day"].format(place=at)

    def _slot(self, slot: str, step: Step, full: bool, plain: bool) -> str:
        event = step.event
        if slot == "prop":
            return self.props[event.prop or ""]
        if slot == "person":
            return self.names[event.person] if event.person else ""
        if slot in ("source", "found"):
            return "" if plain else self._origin(step, full)
        if slot in ("into", "spot"):
            where = self.spot(event.spot or "", full=full)
            inside = slot == "into" and where.startswith("in ") and event.spot in self.props
            return f"into{where[2:]}" if inside else where
        if slot == "to":
            return self._arrival(step)
        if slot == "here":
            return self.places[self.screening.place(step)]
        if slot == "along":
            return self.props[event.prop] if event.prop else self.names[event.person or ""]
        if slot == "target":
            return self._target(step, full)
        fluent, _, value = (event.fact or "").partition("=")
        return self.fact(fluent, value)

    def _origin(self, step: Step, full: bool) -> str:
        where = step.before.location_of(step.event.prop or "")
        if step.event.verb == "find":
            return self.location(where, full=full)
        text = self.off(where)
        how, spot = location_parts(where)
        if full and how == "on" and self._ambiguous(spot):
            return f"{text} {self.at(self.entities.place_of_spot[spot])}"
        return text

    def _ambiguous(self, spot: str) -> bool:
        known = self.entities.spots[spot]
        return (known.preposition, known.name) in self._shared

    def _arrival(self, step: Step) -> str:
        place = step.event.place or ""
        if step.event.id in self.back:
            return f"back to {self.places[place]}"
        return f"{'into' if self.entities.places[place].indoors else 'to'} {self.places[place]}"

    def _target(self, step: Step, full: bool) -> str:
        event = step.event
        if event.person:
            return f"at {self.names[event.person]}"
        if event.prop:
            return f"at {self.props[event.prop]}"
        if event.spot in self.entities.spots:
            spot = self.spot(event.spot, full=full)
            return spot if self.entities.spots[event.spot].hidden else f"at {spot.split(' ', 1)[1]}"
        if event.spot:
            animal = is_animal(self.entities.props[event.spot])
            return f"{'at' if animal else 'into'} {self.props[event.spot]}"
        return f"around {self.places[event.place]}" if event.place else "around"


def is_sky(verb: VerbName) -> bool:
    """Whether a verb changes the light or weather of a place, which a sentence of its own tells."""
    return VERBS[verb].effect.of == "place"


def _returns(screening: Screening) -> set[str]:
    """The `enter` events by which somebody comes back to where they have been in the film."""
    been = {(p, screening.ledger.opening.place_of(p)) for p in screening.ledger.entities.persons}
    back: set[str] = set()
    for step in screening.steps:
        event = step.event
        moves = VERBS[event.verb].moves
        if moves is None or event.agent is None:
            continue
        for person in filter(None, (event.agent, event.person)):
            now = _moved_to(step.after, person)
            if moves == "in" and now in been:
                back.add(event.id)
            been.update(((person, screening.place(step)), now))
    return back


def _moved_to(state: State, person: str) -> tuple[str, str]:
    return person, state.place_of(person)
