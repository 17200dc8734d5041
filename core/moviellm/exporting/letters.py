"""Answers spread over the letters, so that none of them is a good guess."""

from __future__ import annotations

import random

from moviellm.film import Question


class Letters:
    """Moves right options so that each place among the options is right equally often.

    Args:
        seed: Chooses the order of places.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._bags: dict[int, list[int]] = {}

    def placed(self, question: Question) -> Question:
        """Return a question with its right option where the next place in turn puts it.

        Raises:
            ValueError: It has no options.
        """
        if question.options is None:
            raise ValueError(f"the question {question.id} has no options")
        bag = self._bags.setdefault(len(question.options), [])
        if not bag:
            bag.extend(self._random.sample(range(len(question.options)), len(question.options)))
        return question.with_answer_at(bag.pop())


def letter(place: int) -> str:
    """The letter of an option by its place from 0: A for the first."""
    return chr(ord("A") + place)
