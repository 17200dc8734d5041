"""A question before it is proved, and what it is drafted from."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from moviellm.film import Answer, Pattern, Program, QuestionKind, Reel, Step
from moviellm.film.telling.questions.moments import Moments
from moviellm.film.telling.wording import Wording, capital

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question, the program that answers it, and how its answers are said.

    Attributes:
        say: Puts an answer of the program into words.
        wrong: Other answers, true elsewhere in the film, the best first; may hold the truth.
        asks: The question when it has options, if it then reads otherwise.
    """

    kind: QuestionKind
    program: Program
    question: str
    say: Callable[[Answer], str]
    wrong: Callable[[], Iterable[Answer]]
    asks: str = ""


@dataclass(slots=True)
class Sources:
    """What questions are drafted from."""

    reel: Reel
    words: Wording
    moments: Moments
    rng: random.Random
    _movable: list[str] | None = None
    _tracks: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """The items in a new order."""
        found = list(items)
        self.rng.shuffle(found)
        return found

    def steps(self, verbs: Collection[str]) -> list[Step]:
        """The events of some verbs that somebody is seen or heard to do, in a new order."""
        shown = self.reel.camera.steps(self.reel.steps)
        return self.shuffled(s for s in shown if s.event.verb in verbs and s.event.agent)

    def fitting(self, pattern: Pattern) -> list[Step]:
        """All events of the ledger that fit a pattern."""
        return [s for s in pattern.candidates(self.reel) if pattern.matches(self.reel, s)]

    def clause(self, step: Step, named: str) -> str:
        """The clause that names a moment, with a pronoun for somebody named just before."""
        text = self.moments.clause(step.event.id) or ""
        if step.event.agent != named or step.event.line is not None:
            return text
        return self.subject(named, named) + text.removeprefix(self.words.names[named])

    def subject(self, person: str, named: str | None) -> str:
        """A person's name, or a pronoun where they were named just before."""
        pronoun = self.words.person(person).pronoun
        return pronoun if person == named and pronoun != "they" else self.words.names[person]

    def track(self, fluent: str) -> list[tuple[int, str]]:
        """The values that a fluent takes on the ledger: (number of the event, value)."""
        found = self._tracks.get(fluent)
        if found is None:
            sightings = self.reel.ledger.sightings(fluent)
            found = []
            for moment, value in zip(sightings.moments, sightings.values, strict=True):
                if not found or found[-1][1] != value:
                    found.append((moment, value))
            self._tracks[fluent] = found
        return found

    def movable(self) -> list[str]:
        """The props that are in at least three different locations in the course of the film."""
        if self._movable is None:
            self._movable = [
                prop
                for prop in self.words.stage.props
                if len({value for _, value in self.track(f"location({prop})")}) >= 3
            ]
        return self._movable


def full_stop(text: str) -> str:
    """A text as an answer: a capital letter and a mark at its end."""
    text = capital(text)
    return text if text.endswith((".", "!", "?", "”")) else f"{text}."
