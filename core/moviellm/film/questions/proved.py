"""A proved question, and which answers can stand beside its own as options."""

from __future__ import annotations

from dataclasses import dataclass, field

from moviellm.film.questions.apart import far_apart
from moviellm.film.questions.checks import Asked, Proof
from moviellm.film.questions.draft import QuestionDraft
from moviellm.film.questions.giveaways import gives_away, telling
from moviellm.film.questions.kinds import QUESTION_KINDS
from moviellm.film.questions.programs import Answer


@dataclass(slots=True)
class Proved:
    """A proved question.

    Attributes:
        truth: Its answer in the ledger's terms.
        answer: Its answer in words.
        wrong: Three wrong answers in words; empty when there are not so many.
        choice: Whether it is asked with options.
        siblings: Those of the wrong answers that are right in other films of the family.
    """

    draft: QuestionDraft
    proof: Proof
    truth: Answer
    answer: str
    wrong: tuple[str, ...] = ()
    choice: bool = False
    siblings: tuple[str, ...] = ()
    _others: frozenset[Answer] | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The question as it is asked."""
        return self.draft.asks if self.choice and self.draft.asks else self.draft.question

    @property
    def rotates(self) -> bool:
        """Whether it is asked in all films of the family, with another answer in each."""
        return bool(self.siblings)

    def asked(self) -> Asked:
        """The question as the blind viewer reads it."""
        options = tuple(sorted((self.answer, *self.wrong))) if self.choice else ()
        return Asked(self.draft.kind, self.text, self.answer, options)

    def takes(self, truth: Answer, answer: str) -> bool:
        """Whether the answer of another question is wrong here, and as fair an option as the own.

        It is not if the words of the question tell one from the other.
        """
        if self._others is None:
            self._others = frozenset(self.draft.wrong())
        return (
            truth in self._others
            and not self._holds(answer)
            and far_apart(self.draft.kind, truth, self.truth)
            and self._spoken_of(answer) == self._spoken_of(self.answer)
            and not told(self.draft, answer)
        )

    def _holds(self, answer: str) -> bool:
        """Whether an answer says the same as the own, a part of it, or all of it and more."""
        own, other = map(_said, (self.answer, answer))
        text = "text" in QUESTION_KINDS[self.draft.kind].answers
        return own == other or (text and (own in other or other in own))

    def _spoken_of(self, answer: str) -> int:
        """How many words of an answer the question has."""
        return len(telling(answer) & telling(self.draft.question))


def _said(answer: str) -> str:
    return answer.casefold().rstrip(".").removeprefix("because ")


def told(draft: QuestionDraft, answer: str) -> bool:
    """Whether a question gives an answer; one that asks for an order may name all of them."""
    if draft.program.order:
        return False
    forms = QUESTION_KINDS[draft.kind].answers
    return any(gives_away(draft.question, answer, form) for form in forms)
