"""A guesser that has read all kept questions and answers and seen no film."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence

from moviellm.film import QuestionFacts
from moviellm.studio.balance.clues import TABLE_BITS, Clues, clues_of

_DOUBT = 4.0
"""How often a clue must have been right by chance before it is believed by half."""


class BlindGuesser:
    """Counts of each clue how often options with it were right, and how often by chance.

    When no clue is right more or less often than by chance, no weighing of these clues does better
    than chance: the slope of a logistic regression over them is zero, and it learns nothing.
    """

    def __init__(self) -> None:
        self._excess = array("d", bytes(8 << TABLE_BITS))
        self._chance = array("d", bytes(8 << TABLE_BITS))

    def read(self, pair: Sequence[QuestionFacts], most: float) -> str:
        """Read what is asked alike; what the right options cannot be guessed by is remembered.

        Args:
            pair: One question, or the same of several films of a family. Open ones are no matter
                of guessing.
            most: By how much right options may look likelier than the others on average.

        Returns:
            What gives the answers away most, if they look likelier than that; else nothing.
        """
        asked = [(clues_of(one), one.answer_index or 0) for one in pair if one.options]
        lean: defaultdict[str, float] = defaultdict(float)
        for options, right in asked:
            for letter, clues in enumerate(options):
                share = (letter == right) - 1 / len(options)
                for what, place in clues:
                    lean[what] += share * self._excess[place] / (self._chance[place] + _DOUBT)
        if sum(lean.values()) > most * len(asked):
            return max(sorted(lean), key=lambda what: lean[what])
        for options, right in asked:
            self._remember(options, right)
        return ""

    def _remember(self, options: Sequence[Clues], right: int) -> None:
        for letter, clues in enumerate(options):
            for _, place in clues:
                self._chance[place] += 1 / len(options)
                self._excess[place] += (letter == right) - 1 / len(options)
