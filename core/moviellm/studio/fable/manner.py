"""The manner of each speaker: how they begin and end, call others, and shorten words."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from moviellm.studio.fable.lexicon.table import rows

_OPENED, _CLOSED = 0.22, 0.06
"""How often somebody opens or closes a line in their own way."""
_BRIEF = 10
"""Words of a line that is closed in somebody's own way; a longer one says enough."""
_LOUD: Mapping[str, float] = {"angry": 0.8, "happy": 0.25, "surprised": 0.5, "afraid": 0.3}
"""In which moods people raise their voices, and how often."""
_NOT = re.compile(
    r"\b(do|does|did|is|was|were|has|have|would|could|should) not\b(?! to\b)", re.IGNORECASE
)
_BE = re.compile(r"(?:^|(?<=[.!?] ))(I am|It is|You are|We are|They are|That is) (?=[a-z])")
_SHORT = {
    "I am": "I'm", "It is": "It's", "You are": "You're", "We are": "We're",
    "They are": "They're", "That is": "That's",
}  # fmt: skip
_FIRST = re.compile(r"^([^.?!]+)([.?!])")


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody speaks.

    Attributes:
        name: What one could call it.
        shortens: Whether they say "don't" for "do not".
        calls: How often they call whom they speak to by name.
        openers: Short sentences that they begin with.
        closers: Short sentences that they end with.
    """

    name: str
    shortens: bool
    calls: float
    openers: Sequence[str]
    closers: Sequence[str]


@cache
def manners() -> Sequence[Manner]:
    """All manners of ``lexicon/manners.txt``."""
    return tuple(
        Manner(name, shortens == "yes", float(calls), openers.split(" ; "), closers.split(" ; "))
        for name, shortens, calls, openers, closers in rows("manners.txt")
    )


@dataclass(slots=True)
class Voices:
    """Who speaks in which manner in one film.

    Attributes:
        names: Name of each person by id.
        rng: Of its own, so that what is said leaves alone what is done.
    """

    names: Mapping[str, str]
    rng: random.Random
    _manners: dict[str, Manner] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        known = self.rng.sample(manners(), len(manners()))
        for index, person in enumerate(self.names):
            self._manners[person] = known[index % len(known)]

    def manner_of(self, person: str) -> Manner:
        """How somebody speaks."""
        return self._manners[person]

    def say(self, agent: str, line: str, person: str | None, mood: str | None) -> str:
        """A line as somebody says it, in their manner and mood.

        What is said for the first time in a film is changed less than what was said before.
        """
        manner, again = self._manners[agent], line in self._said
        self._said.add(line)
        text = shorten(line) if manner.shortens else line
        if person and self.rng.random() < manner.calls + 0.4 * again:
            text = self._called(text, self.names[person])
        if self.rng.random() < _LOUD.get(mood or "", 0.0):
            text = re.sub(r"(?<!\.)\.$", "!", text)
        if self.rng.random() < _OPENED + 0.5 * again:
            return f"{self.rng.choice(manner.openers)} {text}"
        if text.endswith(".") and len(text.split()) <= _BRIEF and self.rng.random() < _CLOSED:
            return f"{text} {self.rng.choice(manner.closers)}"
        return text

    def _called(self, line: str, name: str) -> str:
        first = _FIRST.match(line)
        if first is None or _names_any(line, self.names.values()) or re.search("[,:;]", first[1]):
            return line
        return f"{first[1]}, {name}{first[2]}{line[first.end() :]}"


def _names_any(line: str, names: Collection[str]) -> bool:
    return any(re.search(rf"\b{name}\b", line) for name in names)


def shorten(line: str) -> str:
    """A line with "don't" for "do not", and the like."""
    text = _NOT.sub(r"\1n't", line)
    text = re.sub(r"\b([Cc])annot\b", r"\1an't", text)
    text = re.sub(r"\b([Ww])ill not\b", r"\1on't", text)
    return _BE.sub(lambda found: f"{_SHORT[found[1]]} ", text)
