"""A film of a family: what is asked of it, and the events of the others in it."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from moviellm.film.prose.wording import Wording
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.moments import Moments
from moviellm.film.questions.programs import Answer, Believes, Knows, Program
from moviellm.film.viewers import Screening


class FamilyMember:
    """A film of a family.

    Args:
        sources: What is asked of it.
    """

    def __init__(self, sources: Sources) -> None:
        self.sources, self.screening = sources, sources.screening
        self._in: dict[int, Mapping[str, str]] = {}

    @classmethod
    def of(cls, screening: Screening, seed: int) -> FamilyMember:
        """A film that was told from another one."""
        words = Wording(screening)
        sources = Sources(screening, words, Moments(screening, words), seed, random.Random(seed))
        return cls(sources)

    def asked(self, program: Program, home: FamilyMember) -> tuple[Program, Answer] | None:
        """What a program of another film asks here, and the truth; None if nothing.

        What somebody believes is asked in the same words whether they are wrong or right.
        """
        here = program.in_film(home.events_in(self))
        for one in () if here is None else _in_these_words(here):
            truth = one.answer(self.screening.omniscient)
            if truth is not None:
                return one, truth
        return None

    def said(self, draft: QuestionDraft, answer: Answer) -> str | None:
        """An answer in words; events are named as they are in this film.

        None: it is no answer to the question as it is put, such as a shelf to who has the thing.
        """
        if draft.program.tells_events:
            return (
                full_stop(self.sources.moments.plain(answer)) if isinstance(answer, str) else None
            )
        try:
            return draft.say(answer)
        except KeyError:
            return None

    def tells(self, answer: str) -> bool:
        """Whether an answer is an event of the film."""
        return answer in self._answers

    def shows(self, events: Collection[str], things: Collection[str]) -> bool:
        """Whether one of some things is seen in a frame that shows one of some events."""
        fluents = {f"location({thing})" for thing in things}
        return any(
            sight.fluent in fluents
            for event in events
            for frame in self.screening.camera.shown(event)
            for sight in frame.sights
        )

    def events_in(self, other: FamilyMember) -> Mapping[str, str]:
        """The ids in another film of the events that are named alike in both."""
        found = self._in.get(id(other))
        if found is None:
            there = other._by_name
            found = {one: there[name] for name, one in self._by_name.items() if name in there}
            self._in[id(other)] = found
        return found

    @cached_property
    def _by_name(self) -> dict[str, str]:
        moments = self.sources.moments
        return {
            name.lower(): step.event.id
            for step in self.screening.steps
            if (name := moments.clause(step.event.id)) is not None
        }

    @cached_property
    def _answers(self) -> set[str]:
        moments = self.sources.moments
        return {full_stop(moments.plain(step.event.id)) for step in self.screening.steps}


def _in_these_words(program: Program) -> Iterator[Program]:
    yield program
    if isinstance(program, Believes):
        yield Knows(program.person, program.fluent, program.at)
    elif isinstance(program, Knows):
        yield Believes(program.person, program.fluent, program.at)
