"""Which films are held out, and where the right options of their questions stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moviellm import InputError
from moviellm.exporting import Letters, letter
from moviellm.film import Film, Question, QuestionKind, derive_seed

from moviellm_plugin_evaluation.config import HeldOutConfig

HELD_OUT = "test"


def held_out(films: Iterable[Film], split: HeldOutConfig) -> Iterator[Film]:
    """Yield the films of the split `test`, one in memory at a time.

    Raises:
        InputError: There are films, and none of them is held out.
    """
    seen = kept = 0
    for film in films:
        seen += 1
        if split.of(film) == HELD_OUT:
            kept += 1
            yield film
    if seen and not kept:
        raise InputError(
            f"None of the run's {seen} films is held out: all fall into other splits.",
            hint="Raise `split.test`, change `split.seed`, or make more films.",
        )


class LettersByKind:
    """Moves right options so that, in each kind of question, each letter is right equally often.

    Args:
        seed: Chooses the order of letters.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._letters: dict[QuestionKind, Letters] = {}

    def placed(self, question: Question) -> Question:
        """Return a question with its right option where the next letter in turn puts it."""
        if question.kind not in self._letters:
            self._letters[question.kind] = Letters(derive_seed(self._seed, question.kind))
        return self._letters[question.kind].placed(question)


def answer_letter(question: Question) -> str:
    """The letter of the right option: A for the first."""
    assert question.answer_index is not None
    return letter(question.answer_index)
