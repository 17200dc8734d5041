"""Whether a caption or question in other words still says what the computed one said, and no more.

A checker of words cannot understand a sentence. It refuses what it can show to be more than was
given: a number of no fact, a name that no cited fact or event has, a quotation that nobody said,
another hour, weather or feeling, a person's looks, a thing, stranger or deed of which nothing was
told (`additions`). What a sentence cites and does not name is not
counted as stated.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from moviellm.film import Caption, Fact, Question, fluent_parts, location_parts, parse_fact
from moviellm.film.captioning import Wording
from moviellm.film.verbs import VERBS
from moviellm.film.viewers import Screening

from moviellm_plugins_gpt.captioner.additions import added
from moviellm_plugins_gpt.captioner.schemas import Sentence
from moviellm_plugins_gpt.contradiction import contradictions
from moviellm_plugins_gpt.naming import Names, words_of

_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
_LOOKS = re.compile(
    r"\b(?:hair|haired|beard|bearded|moustache|glasses|coat|jumper|shirt|dress|robe|apron|uniform"
    r"|tall|short|slender|stout|young|old|elderly)\b",
    re.IGNORECASE,
)
_GUARDS = (
    "first", "second", "third", "last", "before", "after", "when", "not", "never", "times",
    "long", "many", "think", "thinks", "believe", "believes", "why", "who", "where", "end",
    "next", "wrong",
)  # fmt: skip
"""Words on which the meaning of a question turns: as many before as after."""
_NOT = frozenset({"not", "never", "nobody", "nothing", "without", "longer", "t"})
"""Words that deny; ``t`` is what is left of ``isn't``."""
_SAME = {"believes": "think", "believe": "think", "thinks": "think"}


@dataclass(frozen=True, slots=True)
class Statements:
    """What a computed caption states, numbered from 1: its facts, then its events."""

    caption: Caption

    @property
    def numbered(self) -> tuple[str, ...]:
        """Facts and events as they are written down."""
        return (*self.caption.facts, *self.caption.events)


class Checker:
    """Checks the words of one film.

    Args:
        screening: The film.
    """

    def __init__(self, screening: Screening) -> None:
        self.screening = screening
        self.names = Names(screening.ledger.entities)
        self.words = Wording(screening)

    def in_words(self, stated: str) -> str:
        """A fact as it is written down, or an event as a clause."""
        step = self.screening.ledger.by_event.get(stated)
        return stated if step is None else self.words.clause(step)

    def fault(self, sentence: Sentence, caption: Caption) -> str:
        """Why a sentence is refused; empty when it may stand."""
        stated = Statements(caption).numbered
        if not sentence.states:
            return "states nothing"
        if any(not 1 <= number <= len(stated) for number in sentence.states):
            return "an unknown fact"
        cited = [stated[number - 1] for number in sentence.states]
        allowed = {name for one in cited for name in self._entities(one)}
        allowed |= self.names.in_text(caption.text) & self.screening.ledger.entities.places.keys()
        told = _QUOTED.sub(" ", sentence.text)
        strange = self.names.beyond(told, allowed)
        if strange:
            return f"names {strange[0]}"
        if self._turned_round(sentence.text, cited):
            return "another agent"
        if _negations(sentence.text) - _negations(caption.text):
            return "denies something"
        if any(not self._said(quote, cited) for quote in _QUOTED.findall(sentence.text)):
            return "an invented quotation"
        named = self.names.in_text(sentence.text)
        if not any(self._names_it(one, named, sentence.text) for one in cited):
            return "does not tell what it cites"
        new = added(told, self._source(caption, cited, allowed))
        return f"adds {new}" if new else self._coloured(sentence.text, caption, cited)

    def kept(self, sentences: Sequence[Sentence], caption: Caption) -> Caption:
        """The caption in these sentences, with those of its facts and events that they name."""
        stated = Statements(caption).numbered
        text = " ".join(" ".join(one.text.split()) for one in sentences)
        named = self.names.in_text(text)
        cited = dict.fromkeys(
            stated[number - 1]
            for one in sentences
            for number in one.states
            if self._names_it(stated[number - 1], named, text)
        )
        return caption.model_copy(
            update={
                "text": text,
                "facts": tuple(one for one in cited if one in caption.facts),
                "events": tuple(one for one in cited if one in caption.events),
            }
        )

    def question_fault(self, text: str, question: Question) -> str:
        """Why a question in other words is refused; empty when it may stand."""
        if not text.rstrip().endswith("?"):
            return "no question"
        if self.names.in_text(text) != self.names.in_text(question.question):
            return "other names"
        if _guards(text) != _guards(question.question):
            return "another order or sense"
        if sorted(_quotes(text)) != sorted(_quotes(question.question)):
            return "another quotation"
        if new := added(_QUOTED.sub(" ", text), question.question):
            return f"adds {new}"
        answer = words_of(question.answer)
        if answer in words_of(text) and answer not in words_of(question.question):
            return "gives the answer away"
        return ""

    def _source(self, caption: Caption, cited: Sequence[str], about: Collection[str]) -> str:
        """Everything that a sentence may tell of, in words."""
        steps = [
            self.screening.ledger.by_event[one]
            for one in cited
            if one in self.screening.ledger.by_event
        ]
        return " ".join(
            [
                _QUOTED.sub(" ", caption.text),
                *(one.replace("_", " ") for one in cited),
                *(self.words.clause(step) for step in steps),
                *(step.event.prose for step in steps),
                *(self.names.called(name) for name in about),
            ]
        )

    def _entities(self, stated: str) -> set[str]:
        step = self.screening.ledger.by_event.get(stated)
        if step is None:
            return _of_fact(parse_fact(stated))
        event = step.event
        roles = (event.agent, event.prop, event.person, event.place, event.spot)
        source = location_parts(step.before.location_of(event.prop))[1] if event.prop else None
        named = {one for one in (*roles, source, self.screening.place(step)) if one}
        freely = VERBS[event.verb].told_freely
        return named | (self.names.in_text(event.prose) if freely else set())

    def _turned_round(self, text: str, cited: Sequence[str]) -> bool:
        """Whether a sentence of one event names the other person before, or without, who acts."""
        steps = [
            self.screening.ledger.by_event[one]
            for one in cited
            if one in self.screening.ledger.by_event
        ]
        if len(steps) != 1 or steps[0].event.agent is None or steps[0].event.person is None:
            return False
        persons, event = self.screening.ledger.entities.persons, steps[0].event
        words = words_of(text)
        agent = words_of(persons[event.agent or ""].name)
        other = words_of(persons[event.person or ""].name)
        if agent not in words:
            return f" {persons[event.agent or ''].pronoun} " not in words
        first = words.find(other)
        return 0 <= first < words.find(agent) and f" by{agent}" not in words

    def _names_it(self, stated: str, named: set[str], text: str) -> bool:
        """Whether a text names what a fact or an event is about, or speaks of somebody."""
        step = self.screening.ledger.by_event.get(stated)
        about = step.event.prop or step.event.agent if step else _about(parse_fact(stated))
        if about is None or about in named or about in self.screening.ledger.entities.places:
            return True
        person = self.screening.ledger.entities.persons.get(about)
        return person is not None and f" {person.pronoun} " in words_of(text)

    def _said(self, quote: str, cited: Sequence[str]) -> bool:
        lines = [
            self.screening.ledger.by_event[one].event.line or ""
            for one in cited
            if one in self.screening.ledger.by_event
        ]
        return any(words_of(quote).strip() in words_of(line) for line in lines)

    def _coloured(self, text: str, caption: Caption, cited: Sequence[str]) -> str:
        spoken = _QUOTED.sub(" ", text)
        values: dict[str, set[str]] = {"light": set(), "weather": set(), "mood": set()}
        for one in cited:
            step = self.screening.ledger.by_event.get(one)
            facts = (*step.changes, *step.moods) if step else (parse_fact(one),)
            for fact in facts:
                name = fluent_parts(fact.fluent)[0]
                if name in values:
                    values[name].add(fact.value)
        computed = caption.text.casefold()
        words = contradictions(
            spoken, light=values["light"], weather=values["weather"], moods=values["mood"]
        )
        words += _LOOKS.findall(spoken)
        strange = [word for word in words if words_of(word) not in words_of(computed)]
        return f"adds {strange[0]}" if strange else ""


def _of_fact(fact: Fact) -> set[str]:
    _, subject, other = fluent_parts(fact.fluent)
    value = location_parts(fact.value)[1] or fact.value
    return {subject, value, *([other] if other else [])}


def _about(fact: Fact) -> str:
    return fluent_parts(fact.fluent)[1]


def _negations(text: str) -> set[str]:
    return {word for word in words_of(text).split() if word in _NOT}


def _guards(text: str) -> list[str]:
    words = _QUOTED.sub(" ", text)
    return sorted(_SAME.get(word, word) for word in words_of(words).split() if word in _GUARDS)


def _quotes(text: str) -> list[str]:
    return [words_of(quote) for quote in _QUOTED.findall(text)]
