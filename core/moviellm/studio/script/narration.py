"""Events one after another, as fluent prose."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from moviellm.film import SPEECH, Step
from moviellm.studio.script.wording import SUBJECT, Wording, article, capital, clean

_COMMAS = re.compile(r",(?=[,.;:!?])")
_ALONE = frozenset({"daylight", "weather", "narrate", "act"}) | SPEECH
_HANDS = frozenset({"take", "put", "give", "show", "hide", "find", "wear", "doff", "open", "close",
                    "lock", "unlock", "light", "douse", "break", "mend", "consume"})  # fmt: skip


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

    def name(self, person: str) -> str:
        """A name, at first mention with who it is: ``Mara, the lighthouse keeper in red,``."""
        name = self.words.names[person]
        if person in self.introduced:
            return name
        self.introduced.add(person)
        return f"{name}, {introduction(self.words, person)},"

    def tell(self, steps: Sequence[Step], *, quotes: int = 100) -> list[str]:
        """The events as sentences.

        Args:
            steps: The events, in order.
            quotes: How many lines of dialogue are quoted at most; of more, the first and last.
        """
        spoken = [step for step in steps if step.event.line is not None]
        kept = {id(step) for step in (*spoken[: quotes - 1], *spoken[-1:])}
        told = [step for step in steps if step.event.line is None or id(step) in kept]
        sentences = [self._sentence(group) for group in _groups(told)]
        return [sentence for sentence in sentences if sentence]

    def _sentence(self, group: Sequence[Step]) -> str:
        step = group[0]
        verb, agent = step.event.verb, step.event.agent
        if verb in ("daylight", "weather"):
            self._last = ""
            return tidy(f"{self.words.sky(step)}.")
        if verb == "act":
            self._last = ""
            return sentence(clean(step.event.prose))
        if step.event.line is not None:
            return self._speech(step)
        subject = self._subject(agent or "")
        phrases = list(self._phrases(group))
        self._last = agent or ""
        self._named = tuple(p for s in group for p in (s.event.agent, s.event.person) if p)
        return tidy(f"{subject} {_joined(phrases)}.")

    def _phrases(self, group: Sequence[Step]) -> Iterator[str]:
        last: str | None = None
        for step in group:
            phrase = self.words.phrase(step, "s")
            prop, person = step.event.prop, step.event.person
            if prop and prop == last and step.event.verb in _HANDS:
                phrase = phrase.replace(self.words.props[prop], "it", 1)
            if person and person not in self.introduced:
                name = self.words.names[person]
                phrase = phrase.replace(name, self.name(person), 1)
            last = prop if step.event.verb in _HANDS else None
            yield phrase

    def _subject(self, agent: str) -> str:
        pronoun = SUBJECT[self.words.person(agent).pronoun]
        clear = agent == self._last and agent in self.introduced and pronoun != "they"
        same = [p for p in self._named if SUBJECT[self.words.person(p).pronoun] == pronoun]
        if clear and set(same) <= {agent} and self.rng.random() < 0.75:
            return capital(pronoun)
        return self.name(agent)

    def _speech(self, step: Step) -> str:
        event, line = step.event, clean(step.event.line or "")
        self._last = ""
        if event.agent is None:
            return tidy(f"A voice says, “{line}”")
        to = f" to {self.name(event.person)}" if event.person and event.verb == "say" else ""
        if self.rng.random() < 0.5 or event.agent not in self.introduced:
            whom = f" {self.name(event.person)}" if event.person and event.verb != "say" else to
            verb = self.words.phrase(step, "s").split(" ")[0]
            return tidy(f"{self.name(event.agent)} {verb}{whom}, “{line}”")
        quoted = f"{line[:-1]}," if line.endswith(".") else line
        quoted = quoted if quoted[-1] in ",?!…" else f"{quoted},"
        said = self.words.phrase(step, "s")
        return tidy(f"“{quoted}” {self.words.names[event.agent]} {said}{to}.")


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


def _groups(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Events that share a sentence: up to three by one person in a row."""
    for alone, run in groupby(steps, key=lambda step: (step.event.verb in _ALONE, _who(step))):
        found = list(run)
        size = 1 if alone[0] else 3
        for start in range(0, len(found), size):
            yield found[start : start + size]


def _who(step: Step) -> str:
    return f"{step.event.agent}@{step.scene}"


def _joined(phrases: Sequence[str]) -> str:
    *most, last = phrases
    if not most:
        return last
    return f"{', '.join(most)} and {last}"
