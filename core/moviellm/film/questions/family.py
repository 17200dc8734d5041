"""Questions that stand in every film of a family, with an option for the answer in each of them.

Who has seen none of the films is right in one of them, whatever they guess.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from moviellm.film.models.annotations import QuestionKind
from moviellm.film.questions.apart import far_apart
from moviellm.film.questions.checks import Proof, asks_for_order, prove
from moviellm.film.questions.draft import QuestionDraft, Sources
from moviellm.film.questions.member import FamilyMember
from moviellm.film.questions.programs import Answer, Believes, Knows, Program
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
        joins: Whether its answer joins several facts in one of the films.
    """

    draft: QuestionDraft
    proof: Proof
    truth: Answer
    answer: str
    others: tuple[str, ...]
    joins: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """A question in one of the films."""

    member: FamilyMember
    program: Program
    truth: Answer
    answer: str


class Family:
    """The films of a family, as they can be told from one of them.

    Args:
        sources: What is asked of that film.
    """

    def __init__(self, sources: Sources) -> None:
        play, board = sources.screening.screenplay, sources.screening.storyboard
        number = play.rotated.number if play.rotated else 0
        members = {number: FamilyMember(sources)}
        for one in siblings(play):
            told = Screening(one.exchange.screenplay, one.exchange.storyboard(board))
            members[one.number] = FamilyMember.of(told, sources.seed)
        self._own = members[number]
        self._members = [members[n] for n in sorted(members)]
        self._things = {
            thing for cycle in (play.rotated.cycles if play.rotated else ()) for thing in cycle
        }
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
                    told = self._told(draft, member)
                    found = self._proved(draft, told) if self._rotates(draft, told) else None
                    if found is not None:
                        yield found

    def everywhere(self, draft: QuestionDraft) -> bool:
        """Whether a question about the own film can be put to every film of the family.

        One that cannot names what is so in this film alone, and tells the answers of others.
        """
        return all(
            program is not None and program.answer(member.screening.omniscient) is not None
            for member in self._members
            for program in (draft.program.in_film(self._own.events_in(member)),)
        )

    def _told(self, draft: QuestionDraft, home: FamilyMember) -> list[_Told]:
        """The question and its answer in the films, up to the first in which there is none."""
        found: list[_Told] = []
        for member in self._members:
            asked = member.asked(draft.program, home)
            answer = asked and member.said(draft, asked[1])
            if asked is None or not answer:
                break
            found.append(_Told(member, *asked, answer))
        return found

    def _rotates(self, draft: QuestionDraft, told: Sequence[_Told]) -> bool:
        """Whether each film has another answer, and none of them needs less than is claimed."""
        numbers = [one.truth for one in told if isinstance(one.truth, int)]
        answers = {one.answer.lower() for one in told}
        return (
            len(told) == len(answers) == len(self._members)
            and all(far_apart(draft.kind, a, b) for a, b in combinations(numbers, 2))
            and _errs(told)
            and self._hides(draft.program, told)
        )

    def _hides(self, program: Program, told: Sequence[_Told]) -> bool:
        """Whether the order is needed to find the answer of a question that asks for it.

        All answers happen in every film; and what shows the moment that is asked about shows none
        of the things.
        """
        if not asks_for_order(program):
            return True
        if program.tells_events and not all(
            one.member.tells(other.answer) for one in told for other in told
        ):
            return False
        return program.order or not any(
            one.member.shows(_moments(one.program), self._things) for one in told
        )

    def _proved(self, draft: QuestionDraft, told: Sequence[_Told]) -> RotatingQuestion | None:
        proofs = []
        for one in told:
            proof = prove(one.program, one.member.screening)
            if proof.failed is not None:
                return None
            proofs.append(proof)
        at = self._members.index(self._own)
        return RotatingQuestion(
            replace(draft, program=told[at].program),
            proofs[at],
            told[at].truth,
            told[at].answer,
            tuple(one.answer for n, one in enumerate(told) if n != at),
            any(proof.hops > 1 for proof in proofs),
        )


def _errs(told: Sequence[_Told]) -> bool:
    """Whether somebody is wrong in one of the films, if it is asked what they believe.

    If nobody is, it is told by where the thing is.
    """
    programs = [one.program for one in told]
    return not isinstance(programs[0], Believes | Knows) or any(
        isinstance(program, Believes) for program in programs
    )


def _moments(program: Program) -> list[str]:
    """The events that a question names."""
    return [
        event
        for name in program.named
        if isinstance(event := getattr(program, name), str) and event
    ]
