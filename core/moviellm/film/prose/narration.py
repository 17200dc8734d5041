"""Events one after another, as fluent prose."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from moviellm.film.ledger.ledger import Step
from moviellm.film.prose.wording import Wording, article, capital, clean, is_sky, listing
from moviellm.film.verbs import VERBS

_COMMAS = re.compile(r",(?=[,.;:!?])")


@dataclass(slots=True)
class Narrator:
    """Tells events in the present, remembers who was introduced and who was spoken of last.

    Attributes:
        introduced: Persons whose looks and occupation the reader knows already.
    """

    words: Wording
    rng: random.Random
    introduced: set[str] = field(default_factory=set)
    _last: str = ""
    _named: tuple[str, ...] = ()
    _spoke: Step | None = None
    _things: set[str] = field(default_factory=set)

    def name(self, person: str) -> str:
        """A name, at first mention with who it is: ``Mara, the lighthouse keeper in red,``."""
        name = self.words.names[person]
        if person in self.introduced:
            return name
        self.introduced.add(person)
        return f"{name}, {introduction(self.words, person)},"

    def tell(
        self, steps: Sequence[Step], *, quotes: int = 100, within: str | None = None,
        last: str = "",
    ) -> list[str]:  # fmt: skip
        """The events as sentences.

        Args:
            steps: The events, in order.
            quotes: How many lines of dialogue are quoted at most; of more, the first and last.
            within: The place that is clear from what was said before.
            last: The person whom the words before were about.
        """
        spoken = [step for step in steps if step.event.line is not None]
        kept = {id(step) for step in (*spoken[: quotes - 1], *spoken[-1:])}
        told = [step for step in steps if step.event.line is None or id(step) in kept]
        self._last, self._named, self._spoke = last, (last,) if last else (), None
        self._things.clear()
        return [self._sentence(group, within) for group in _groups(told, self.words)]

    def summary(self, steps: Sequence[Step], *, quotes: int = 2) -> str:
        """The events place by place, as one paragraph.

        Args:
            steps: The events, in order.
            quotes: How many lines of dialogue are quoted at most in one place.
        """
        parts: list[str] = []
        for place, run in groupby(steps, key=self.words.screening.place):
            told = self.tell(list(run), quotes=quotes, within=place)
            link = self.rng.choice(("", "", "Later, ", "Then, ")) if parts else ""
            where = self.words.at(place)
            parts += [f"{link or ''}{where if link else capital(where)}, {self.lower(told[0])}"]
            parts += told[1:]
        return " ".join(parts)

    def lower(self, text: str) -> str:
        """A sentence after an opening phrase: names keep their capital, other words lose it."""
        first = text.split(" ", 1)[0]
        return text[:1].lower() + text[1:] if first in _SMALL else text

    def _sentence(self, group: Sequence[Step], within: str | None) -> str:
        step = group[0]
        verb, agent = step.event.verb, step.event.agent or ""
        if step.event.line is not None:
            return self._speech(step)
        self._spoke = None
        if is_sky(verb) or VERBS[verb].told_freely:
            self._last = ""
            sky = is_sky(verb)
            return sentence(self.words.sky(step, within=within) if sky else self.words.clause(step))
        if len({s.event.agent for s in group}) > 1:
            return self._together(group, within)
        subject = self._subject(agent)
        phrases = list(self._phrases(group, within))
        self._last = agent
        self._named = tuple(p for s in group for p in (s.event.agent, s.event.person) if p)
        return tidy(f"{subject} {listing(phrases)}.")

    def _together(self, group: Sequence[Step], within: str | None) -> str:
        """Several who do the same: ``Lena and Emil come in``."""
        names = [self.name(step.event.agent or "") for step in group]
        self._last, self._named = "", tuple(step.event.agent or "" for step in group)
        return tidy(f"{listing(names)} {self.words.phrase(group[0], 'base', within=within)}.")

    def _phrases(self, group: Sequence[Step], within: str | None) -> Iterator[str]:
        before: list[str] = []
        handled: str | None = None
        last = ""
        for step in group:
            phrase = self.words.phrase(step, "s", within=within)
            person = step.event.person
            if person and person not in self.introduced:
                phrase = phrase.replace(self.words.names[person], self.name(person), 1)
            things = [i for i in _things_of(step) if self.words.props[i] in phrase]
            for thing in things:
                known = before == [thing] or (handled == thing == step.event.prop)
                name = "it" if known else self.words.short[thing]
                if known or thing in self._things:
                    phrase = renamed(phrase, self.words.props[thing], name)
            self._things.update(things)
            where = self._where(step)
            if where and phrase.endswith(where) and last.endswith(where):
                phrase = f"{phrase.removesuffix(where)}there"
            before, handled, last = things, step.event.prop, phrase
            yield phrase

    def _where(self, step: Step) -> str:
        """The spot that an event's phrase may end with."""
        spot = step.event.spot
        if step.event.verb == "find" and step.event.prop:
            spot = step.before.location_of(step.event.prop).removeprefix("on:")
        return self.words.spot(spot) if spot in self.words.entities.spots else ""

    def _subject(self, agent: str) -> str:
        pronoun = self.words.person(agent).pronoun
        clear = agent == self._last and agent in self.introduced and pronoun != "they"
        same = {p for p in self._named if self.words.person(p).pronoun == pronoun}
        if clear and same <= {agent} and self.rng.random() < 0.8:
            return capital(pronoun)
        return self.name(agent)

    def _speech(self, step: Step) -> str:
        event, line, before = step.event, clean(step.event.line or ""), self._spoke
        if event.agent is None:
            self._last, self._spoke = "", None
            return tidy(f"A voice says, “{line}”")
        verb, whom = self._says(step, before)
        subject = self._subject(event.agent)
        self._spoke, self._last = step, event.agent
        self._named = tuple(p for p in (event.agent, event.person) if p)
        if subject.endswith(",") or self.rng.random() < 0.5:
            return tidy(f"{subject} {verb}{whom}, “{line}”")
        quoted = f"{line[:-1]}," if line.endswith(".") and not line.endswith("..") else line
        quoted = quoted if quoted[-1:] in ",?!…" else f"{quoted},"
        name = subject if subject in self.words.names.values() else subject.lower()
        return tidy(f"“{quoted}” {name} {verb}{whom}.")

    def _says(self, step: Step, before: Step | None) -> tuple[str, str]:
        """The verb of a line, and to whom: `answers` a question, `adds` to the own line."""
        event = step.event
        to = self.name(event.person) if event.person else ""
        if before is not None and event.verb != "ask":
            if before.event.agent == event.agent:
                return "adds", ""
            if before.event.verb == "ask" and before.event.person == event.agent:
                return "answers", ""
        verb = self.words.phrase(step, "s").split(" ")[0]
        return verb, f" to {to}" if to and event.verb == "say" else f" {to}" if to else ""


def introduction(words: Wording, person: str) -> str:
    """Who somebody is, by what is seen of them: ``the lighthouse keeper in the red coat``."""
    known = words.person(person)
    looks = known.appearance
    clothes = f"{looks.garment_colour} {looks.garment}"
    if known.occupation:
        return f"the {clean(known.occupation)} in the {clothes}"
    age = {"child": "", "young": "young ", "adult": "", "old": "old "}[looks.age]
    grown = {"she": "woman", "he": "man", "they": "person"}
    young = {"she": "girl", "he": "boy", "they": "child"}
    noun = (young if looks.age == "child" else grown)[known.pronoun]
    return f"{article(age + noun)} in {article(clothes)}"


def sentence(text: str) -> str:
    """The text as a sentence: a capital first letter, one mark at its end."""
    text = capital(text.strip())
    return text if text.endswith((".", "!", "?", "”", "…")) or not text else f"{text}."


def tidy(text: str) -> str:
    """The text without commas before other marks, and with a capital first letter."""
    return capital(_COMMAS.sub("", text))


def _groups(steps: Sequence[Step], words: Wording) -> Iterator[list[Step]]:
    """Events that share a sentence: up to three by one person, or one thing that several do."""
    start = 0
    while start < len(steps):
        first, end = steps[start], start + 1
        told = VERBS[first.event.verb].sentence
        if told == "shared":
            while end < len(steps) and _alike(words, first, steps[end]):
                end += 1
        if end == start + 1 and told != "alone":
            while end < min(len(steps), start + 3) and _goes_on(steps[end], first):
                end += 1
        yield list(steps[start:end])
        start = end


def _alike(words: Wording, one: Step, other: Step) -> bool:
    same = (one.event.verb, one.scene) == (other.event.verb, other.scene)
    return same and (one.event.id in words.back) == (other.event.id in words.back)


def _goes_on(step: Step, first: Step) -> bool:
    same = (step.event.agent, step.scene) == (first.event.agent, first.scene)
    return same and VERBS[step.event.verb].sentence != "alone"


def _things_of(step: Step) -> list[str]:
    """The props that an event's phrase may name, in the order in which it names them."""
    event = step.event
    where = step.before.location_of(event.prop) if event.prop else ""
    found = (event.prop, event.spot, where.removeprefix("in:"))
    return [i for i in dict.fromkeys(found) if i in step.before.entities.props]


def renamed(phrase: str, name: str, new: str) -> str:
    """The phrase with a thing named anew; ``the map`` in ``the map case`` stays."""
    end = r"(?=$| (?:to|into|in|on|off|up|out|from|behind|under|by|at)\b)"
    return re.sub(re.escape(name) + end, lambda _: new, phrase, count=1)


_SMALL = frozenset({"She", "He", "A", "It", "Dawn", "Day", "Dusk", "Night", "Clouds", "Fog",
                    "The"})  # fmt: skip
