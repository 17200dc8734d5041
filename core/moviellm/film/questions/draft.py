"""A question before it is proved, and what it is drafted from."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import TypeVar

from moviellm.film.formats import Timecodes
from moviellm.film.ledger.ledger import Step
from moviellm.film.models.annotations import QuestionKind
from moviellm.film.models.ids import derive_seed
from moviellm.film.prose.wording import Wording, capital
from moviellm.film.questions.moments import Moments
from moviellm.film.questions.programs import Answer, Pattern, Program
from moviellm.film.viewers import Screening

T = TypeVar("T")

Stay = tuple[int, str]
"""A value that a fluent takes on, and the number of the event that gives it."""


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question, the program that answers it, and how its answers are said.

    Attributes:
        say: Puts an answer of the program into words.
        wrong: Answers of other questions that are no answer to this one; may hold the truth.
        asks: The question when it has options, if it then reads otherwise.
        like: What questions have to have in common to share options; where their words tell the
            range of their answers, as a verb tells how often such things happen.
        drawn: What the writer might as well have chosen as the answer (`Event.instead`).
    """

    kind: QuestionKind
    program: Program
    question: str
    say: Callable[[Answer], str]
    wrong: Callable[[], Iterable[Answer]]
    asks: str = ""
    like: str = ""
    drawn: tuple[Answer, ...] = ()


@dataclass(slots=True)
class Sources:
    """What questions are drafted from.

    What is drawn depends on each item alone and on the seed, not on what else there is, so that a
    film and its twin are asked the same questions as far as both have them.

    Attributes:
        seed: Equal for a film and its twins.
        rng: Chooses where nothing has to be alike.
    """

    screening: Screening
    words: Wording
    moments: Moments
    seed: int
    rng: random.Random
    _timecodes: dict[int, str] | None = None
    _tracks: dict[str, list[Stay]] = field(default_factory=dict)

    def shuffled(
        self, items: Iterable[T], about: str = "", name: Callable[[T], str] | None = None
    ) -> list[T]:
        """The items in a new order.

        Args:
            items: Events, ids or other things whose text names them.
            about: What they are ordered for; another purpose gives another order.
            name: What names an item, if not itself.
        """
        return sorted(items, key=lambda item: self._lot(about, (name or _name)(item)))

    def drawn(self, items: Iterable[T], count: int, about: str) -> list[T]:
        """The first so many of the items in a new order."""
        return nsmallest(count, items, key=lambda item: self._lot(about, _name(item)))

    def number(self, below: int, about: str) -> int:
        """A number from 0 to less than ``below``."""
        return self._lot(about) % below

    def _lot(self, *about: str) -> int:
        return derive_seed(self.seed, *about)

    @property
    def timecodes(self) -> Mapping[int, str]:
        """What the moments of all events are called."""
        if self._timecodes is None:
            moments = sorted(set(self.screening.clock))
            names = Timecodes(self.screening.storyboard).alike(moments)
            self._timecodes = dict(zip(moments, names, strict=True))
        return self._timecodes

    def steps(self, verbs: Collection[str], about: str) -> list[Step]:
        """The events of some verbs that somebody is seen or heard to do, in a new order.

        Args:
            verbs: The verbs.
            about: What they are ordered for, as of `shuffled`.
        """
        shown = self.screening.camera.steps(self.screening.steps)
        found = (step for step in shown if step.event.verb in verbs and step.event.agent)
        return self.shuffled(found, about)

    def fitting(self, pattern: Pattern) -> list[Step]:
        """All events of the ledger that fit a pattern."""
        return [s for s in pattern.candidates(self.screening) if pattern.matches(self.screening, s)]

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

    def track(self, fluent: str) -> list[Stay]:
        """The values that a fluent takes on the ledger, one after the other."""
        found = self._tracks.get(fluent)
        if found is None:
            sightings = self.screening.omniscient.sightings(fluent)
            found = []
            for moment, value in zip(sightings.moments, sightings.values, strict=True):
                if not found or found[-1][1] != value:
                    found.append((moment, value))
            self._tracks[fluent] = found
        return found

    def stays(self, track: Sequence[Stay], about: str) -> list[tuple[int, Stay]]:
        """The stays of a `track` with their places in it, in a new order."""

        def name(one: tuple[int, Stay]) -> str:
            moment, value = one[1]
            return f"{value} {self.screening.steps[moment].event.id if moment >= 0 else ''}"

        return self.shuffled(enumerate(track), about, name)

    def movable(self, least: int = 3) -> list[str]:
        """The props that are in at least so many different locations in the course of the film."""
        return [
            prop
            for prop in self.words.entities.props
            if len({value for _, value in self.track(f"location({prop})")}) >= least
        ]


def _name(item: object) -> str:
    return item.event.id if isinstance(item, Step) else str(item)


def full_stop(text: str) -> str:
    """A text as an answer: a capital letter and a mark at its end."""
    text = capital(text)
    return text if text.endswith((".", "!", "?", "”")) else f"{text}."
