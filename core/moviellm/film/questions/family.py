"""Questions that stand in every film of a family, with an option for the answer in each of them.

Who has seen none of the films is right in one of them, whatever they guess.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from moviellm.film.models.annotations import QuestionKind
from moviellm.film.prose.wording import Wording
from moviellm.film.questions.apart import far_apart
from moviellm.film.questions.checks import Proof, asks_for_order, prove
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.moments import Moments
from moviellm.film.questions.programs import Answer, Knows, Program
from moviellm.film.rotations import siblings
from moviellm.film.viewers import Screening

Way = Callable[[Sources], Iterable[QuestionDraft]]


@dataclass(frozen=True, slots=True)
class RotatingQuestion:
    """A question of a film whose options are right one by one in the films of its family.

    Attributes:
        draft: With the program that asks it of this film.
        proof: What proves its answer in this film.
        truth: Its answer in the ledger's terms.
        answer: The right option here.
        others: The right options in the other films, in the films' order.
    """

    draft: QuestionDraft
    proof: Proof
    truth: Answer
    answer: str
    others: tuple[str, ...]


class Family:
    """The films of a family, as they can be told from one of them.

    Args:
        sources: What is asked of that film.
    """

    def __init__(self, sources: Sources) -> None:
        screening = sources.screening
        play, board = screening.screenplay, screening.storyboard
        found = [
            (
                one.number,
                Screening(one.exchange.screenplay(), one.exchange.storyboard(board)),
            )
            for one in siblings(play)
        ]
        number = play.rotated.number if play.rotated else 0
        members = {number: _Member(sources)}
        members |= {n: _Member(_sources(one, sources.seed)) for n, one in found}
        self._own = members[number]
        self._members = [members[n] for n in sorted(members)]
        self._seen: set[str] = set()

    def __bool__(self) -> bool:
        """Whether there are other films."""
        return len(self._members) > 1

    def questions(self, way: Way, kinds: Collection[QuestionKind]) -> Iterator[RotatingQuestion]:
        """Yield what can be asked of all films and has another answer in each.

        They are the same questions in the same order whichever of the films is asked.

        Args:
            way: What drafts questions.
            kinds: The kinds to ask.
        """
        for member in self._members:
            for draft in way(member.sources):
                if draft.kind in kinds and draft.question not in self._seen:
                    self._seen.add(draft.question)
                    found = self._rotating(draft, member)
                    if found is not None:
                        yield found

    def everywhere(self, draft: QuestionDraft) -> bool:
        """Whether a question about the own film can be put to every film of the family.

        One that cannot names what is so in this film alone, and tells the answers of others.
        """
        return all(
            program is not None and program.answer(member.sources.screening.omniscient) is not None
            for member in self._members
            for program in (draft.program.in_film(self._own.events_in(member)),)
        )

    def _rotating(self, draft: QuestionDraft, home: _Member) -> RotatingQuestion | None:
        if isinstance(draft.program, Knows):  # told by where the thing is, without false beliefs
            return None
        programs: list[Program] = []
        truths: list[Answer] = []
        for member in self._members:
            program = draft.program.in_film(home.events_in(member))
            if program is None:
                return None
            truth = program.answer(member.sources.screening.omniscient)
            if truth is None:
                return None
            programs.append(program)
            truths.append(truth)
        numbers = [truth for truth in truths if isinstance(truth, int)]
        if not all(far_apart(draft.kind, a, b) for a, b in combinations(numbers, 2)):
            return None
        said = [
            text
            for member, truth in zip(self._members, truths, strict=True)
            if (text := _said(draft, member, truth))
        ]
        if len({text.lower() for text in said}) < len(self._members):
            return None
        ordered = asks_for_order(draft.program) and draft.program.tells_events
        if ordered and not self._happens_everywhere(said):
            return None
        proofs = []
        for member, program in zip(self._members, programs, strict=True):
            proofs.append(prove(program, member.sources.screening))
            if proofs[-1].failed is not None:
                return None
        own = self._members.index(self._own)
        others = tuple(text for n, text in enumerate(said) if n != own)
        return RotatingQuestion(
            replace(draft, program=programs[own]), proofs[own], truths[own], said[own], others
        )

    def _happens_everywhere(self, said: Collection[str]) -> bool:
        """Whether all answers happen in every film; else no order is needed to find the right."""
        return all(member.tells(text) for member in self._members for text in said)


class _Member:
    """A film of a family, and the events of others in it."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._in: dict[int, Mapping[str, str]] = {}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        moments = self.sources.moments
        return {
            name.lower(): step.event.id
            for step in self.sources.screening.steps
            if (name := moments.clause(step.event.id)) is not None
        }

    def tells(self, answer: str) -> bool:
        """Whether an answer is an event of the film."""
        return answer in self._answers

    @cached_property
    def _answers(self) -> set[str]:
        moments, steps = self.sources.moments, self.sources.screening.steps
        return {full_stop(moments.plain(step.event.id)) for step in steps}

    def events_in(self, other: _Member) -> Mapping[str, str]:
        """The ids in another film of the events that are named alike in both."""
        found = self._in.get(id(other))
        if found is None:
            there = other._by_name
            found = {one: there[name] for name, one in self._by_name.items() if name in there}
            self._in[id(other)] = found
        return found


def _sources(screening: Screening, seed: int) -> Sources:
    words = Wording(screening)
    return Sources(screening, words, Moments(screening, words), seed, random.Random(seed))


def _said(draft: QuestionDraft, member: _Member, answer: Answer) -> str | None:
    """An answer of one film in words; events are named as they are there.

    None: it is no answer to the question as it is put, such as a shelf to who has the thing.
    """
    if not draft.program.tells_events:
        try:
            return draft.say(answer)
        except KeyError:
            return None
    return full_stop(member.sources.moments.plain(answer)) if isinstance(answer, str) else None
