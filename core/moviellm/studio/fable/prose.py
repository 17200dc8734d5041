"""Sentences for events: names, articles and pronouns in good English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from moviellm.film import (
    Event,
    Person,
    Place,
    Prop,
    Spot,
    VerbName,
    fluent_parts,
    is_animal,
    parse_fact,
)
from moviellm.film.verbs import VERBS

_ON = (
    "beach",
    "rooftop",
    "mountain",
    "train",
    "spaceship",
    "deck",
    "planet",
    "island",
    "bridge",
    "volcano",
)
_AT = ("harbour", "market", "station", "inn", "theatre", "riverside", "circus", "camp")
_SILENT_H = ("hour", "honest", "heir")
_LIKE_Y = ("uni", "use", "eu", "one-", "once")
_INFLECTED = {
    "she": {
        "they": "she",
        "them": "her",
        "their": "her",
        "s": "s",
        "es": "es",
        "is": "is",
        "was": "was",
        "has": "has",
        "does": "does",
    },
    "he": {
        "they": "he",
        "them": "him",
        "their": "his",
        "s": "s",
        "es": "es",
        "is": "is",
        "was": "was",
        "has": "has",
        "does": "does",
    },
    "they": {
        "they": "they",
        "them": "them",
        "their": "their",
        "s": "",
        "es": "",
        "is": "are",
        "was": "were",
        "has": "have",
        "does": "do",
    },
}

_OWN: Mapping[VerbName, tuple[str, str]] = {
    "wear": ("puts on {prop}", "put on {prop}"),
    "doff": ("takes off {prop}", "took off {prop}"),
    "consume": ("uses up {prop}", "used up {prop}"),
    "douse": ("puts out {prop}", "put out {prop}"),
    "befriend": ("shakes hands with {person}", "shook hands with {person}"),
}
"""Phrases, present and past, that read better here than the vocabulary's own."""
_KNOWN = {"prop", "person", "into", "spot", "source", "found"}
"""What a phrase of the vocabulary can leave open; others are worded one by one."""

_FORMS: Mapping[VerbName, tuple[str, str]] = {
    verb.name: (
        f"{verb.phrase.head.s} {verb.phrase.rest}",
        f"{verb.phrase.head.ed} {verb.phrase.rest}",
    )
    for verb in VERBS.values()
    if verb.phrase and not verb.speaks and verb.phrase.slots <= _KNOWN
}

_MOODS = {
    "calm": ("calms down", "calmed down"),
    "happy": ("is happy", "was happy"),
    "sad": ("grows sad", "grew sad"),
    "angry": ("grows angry", "grew angry"),
    "afraid": ("is afraid", "was afraid"),
    "surprised": ("is taken by surprise", "was taken by surprise"),
    "determined": ("makes up {their} mind", "made up {their} mind"),
    "tender": ("softens", "softened"),
    "suspicious": ("grows suspicious", "grew suspicious"),
}
_LIGHTS = {
    "dawn": "Dawn breaks {at}",
    "day": "It is bright day {at}",
    "dusk": "Dusk settles {at}",
    "night": "Night has fallen {at}",
}
_WEATHERS = {
    "clear": "The sky clears {at}",
    "cloudy": "Clouds gather {at}",
    "rain": "Rain begins to fall {at}",
    "snow": "Snow begins to fall {at}",
    "storm": "A storm breaks {at}",
    "fog": "Fog comes up {at}",
}


def article(noun: str) -> str:
    """A noun phrase with its indefinite article."""
    word = noun.lower()
    vowel = word.startswith(_SILENT_H) or (word[:1] in "aeiou" and not word.startswith(_LIKE_Y))
    return f"{'an' if vowel else 'a'} {noun}"


def capital(text: str) -> str:
    """The text with a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]


def at(place: Place) -> str:
    """``in the kitchen``, ``at the harbour``, ``on the beach``."""
    word = "on" if place.kind in _ON else "at" if place.kind in _AT else "in"
    return f"{word} {place.name}"


def inflect(text: str, person: Person) -> str:
    """Fill ``{they}``, ``{them}``, ``{their}``, ``{s}``, ``{is}``, ``{has}``, ... for a person."""
    return text.format_map(_INFLECTED[person.pronoun]) if "{" in text else text


@dataclass(frozen=True, slots=True)
class NarratedEvent:
    """An event with the words that tell it, its persons still open.

    Attributes:
        present: Verb phrase, ``{person}`` open.
        past: The same in the past.
        why: A clause after "because"; empty when it needs none.
        where: Where the thing was put or found: ``behind the stove``.
        weight: How much it matters to the story, 0 to 3.
        witnesses: Who was there.
    """

    event: Event
    place: str
    present: str
    past: str
    why: str = ""
    where: str = ""
    weight: int = 0
    witnesses: frozenset[str] = frozenset()


@dataclass(slots=True)
class StoryWording:
    """The names of everything in one film, and how to speak of it."""

    persons: dict[str, Person]
    places: dict[str, Place]
    props: dict[str, Prop]
    spots: dict[str, Spot] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.spots = {spot.id: spot for place in self.places.values() for spot in place.spots}

    def name(self, person: str) -> str:
        return self.persons[person].name

    def the(self, thing: str) -> str:
        """``the key``, or a place's name with its article."""
        return self.places[thing].name if thing in self.places else f"the {self.noun(thing)}"

    def noun(self, prop: str) -> str:
        """A prop's name without its adjective where that is clear: ``key`` for ``brass key``."""
        name = self.props[prop].name
        short = name.partition(" ")[2] or name
        same = sum(other.name.endswith(f" {short}") for other in self.props.values())
        return short if same == 1 else name

    def first(self, prop: str) -> str:
        """``a brass key`` when it is told of for the first time, then ``the brass key``."""
        known = prop in self.mentioned or self.props[prop].fixed
        self.mentioned.add(prop)
        return self.the(prop) if known else article(self.props[prop].name)

    def at(self, place: str) -> str:
        """``in the kitchen``, ``at the harbour``, ``on the beach``."""
        return at(self.places[place])

    def where(self, spot: str) -> str:
        """``on the table``, ``behind the stove``, ``in the chest``."""
        if spot in self.spots:
            known = self.spots[spot]
            return f"{known.preposition} the {known.name}"
        return f"{'with' if is_animal(self.props[spot]) else 'in'} {self.the(spot)}"

    def a(self, prop: str) -> str:
        """``a brass key``."""
        return article(self.props[prop].name)

    def off(self, spot: str) -> str:
        """``from the table``, ``from the floor``: where something is taken from."""
        return (
            f"from the {self.spots[spot].name}" if spot in self.spots else f"from {self.the(spot)}"
        )

    def whereabouts(self, location: str) -> str:
        """A ``location`` in words: ``on the table of the kitchen`` is told by its spot alone."""
        how, _, where = location.partition(":")
        if how in ("held", "worn"):
            return f"with {self.name(where)}"
        return self.where(where) if where else "gone"

    def news(self, fact: str) -> tuple[str, str]:
        """What somebody tells, as a verb phrase: ``tells {person} that the key is ...``."""
        name, subject, _ = fluent_parts(parse_fact(fact).fluent)
        value = parse_fact(fact).value
        if name == "location":
            return (
                f"tells {{person}} that {self.the(subject)} is {self.whereabouts(value)}",
                f"told {{person}} that {self.the(subject)} was {self.whereabouts(value)}",
            )
        if name == "whole" and value == "no":
            return (
                f"tells {{person}} that {self.the(subject)} is broken",
                f"told {{person}} that {self.the(subject)} was broken",
            )
        return "", ""

    def phrases(self, event: Event, source: str) -> tuple[str, str]:
        """The present and past verb phrase of an event, ``{person}`` left open."""
        forms = self._forms(event)
        filled = {
            "prop": self.first(event.prop) if event.prop else "",
            "person": "{person}",
            "spot": self._into(event.spot) if event.spot else "",
            "into": self._into(event.spot) if event.spot else "",
            "source": source,
            "found": source,
            "their": "{their}",
        }
        present = " ".join(forms[0].format_map(filled).split())
        filled["prop"] = self.the(event.prop) if event.prop else ""
        return present, " ".join(forms[1].format_map(filled).split())

    def _forms(self, event: Event) -> tuple[str, str]:
        forms = _OWN.get(event.verb) or _FORMS.get(event.verb)
        if forms is not None:
            return forms
        if event.verb == "enter" and event.place:
            into = f"{'into' if self.places[event.place].indoors else 'to'} {self.the(event.place)}"
            return f"comes {into}", f"came {into}"
        if event.verb == "leave":
            if event.place is None:
                return "goes out", "went out"
            return f"leaves for {self.the(event.place)}", f"left for {self.the(event.place)}"
        if event.verb == "feel":
            return _MOODS[event.value or "calm"]
        if event.verb == "look":
            return self._look(event)
        return "", ""

    def _look(self, event: Event) -> tuple[str, str]:
        if event.person:
            return "looks at {person}", "looked at {person}"
        if event.prop:
            return "looks at {prop}", "looked at {prop}"
        if event.spot in self.spots:
            spot = self.spots[event.spot]
            word = spot.preposition if spot.hidden else "at"
            return f"looks {word} the {spot.name}", f"looked {word} the {spot.name}"
        if event.spot:
            return f"looks into {self.the(event.spot)}", f"looked into {self.the(event.spot)}"
        if event.place:
            around = f"around {self.the(event.place)}"
            return f"looks {around}", f"looked {around}"
        return "looks up", "looked up"

    def _into(self, spot: str) -> str:
        where = self.where(spot)
        return f"into{where[2:]}" if where.startswith("in ") and spot in self.props else where

    def sky(self, event: Event) -> str:
        """The sentence of a `daylight` or `weather` event."""
        forms = _LIGHTS if event.verb == "daylight" else _WEATHERS
        place = event.place or ""
        where = f"outside {self.the(place)}" if self.places[place].indoors else self.at(place)
        return f"{forms[event.value or 'day'].format(at=where)}."

    def sentence(self, told: NarratedEvent, *, subject: str = "") -> str:
        """The event as a sentence in the present, with its reason."""
        why = f", because {told.why}" if told.why else ""
        if told.event.agent is None:
            return f"{told.present}{why}."
        agent = self.persons[told.event.agent]
        body = told.present.replace("{person}", self._object(told.event))
        return f"{subject or agent.name} {inflect(body, agent)}{why}."

    def headline(self, told: NarratedEvent) -> str:
        """The event as a short sentence without full stop or reason."""
        if told.event.agent is None:
            return told.present
        agent = self.persons[told.event.agent]
        body = told.present.replace("{person}", self._object(told.event))
        return f"{agent.name} {inflect(body, agent)}"

    def _object(self, event: Event) -> str:
        return self.name(event.person) if event.person else ""

    def recall(self, told: NarratedEvent, speaker: str, listener: str) -> str:
        """The event in the past as a speaker tells it to a listener: "you took the map"."""
        agent = told.event.agent or ""
        subject = {speaker: "I", listener: "you"}.get(agent, self.name(agent))
        other = told.event.person or ""
        whom = {speaker: "me", listener: "you"}.get(other, self.name(other) if other else "")
        past = told.past.replace("{person}", whom)
        if agent in (speaker, listener):
            past = past.replace("{their}", "my" if agent == speaker else "your")
            if subject == "you":
                past = past.removeprefix("was ") and past.replace("was ", "were ", 1)
        return f"{subject} {inflect(past, self.persons[agent])}"
