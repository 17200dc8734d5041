"""The data card of a benchmark: what its rows hold, and what the films are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from moviellm.exporting import DataCard, letter, markdown_table
from moviellm.film import Film, Question, QuestionKind

from moviellm_plugin_evaluation.config import BenchmarkConfig

_ABOUT = """\
A benchmark in the shape of {shape}: multiple-choice questions about held-out films. In each kind of
question, right options are spread evenly over the letters.
"""


class Card:
    """Counts films one by one, so that memory does not grow with them.

    Args:
        config: Title, licence and split.
        shape: The benchmark.
        columns: Name and meaning of each column.

    Attributes:
        held_out: Held-out films.
        films: Those that are asked about.
        kinds: Questions by kind.
        left_out: Questions with options that do not fit: too many, unreadable, or heard only.
        notes: More that a reader must know.
    """

    def __init__(self, config: BenchmarkConfig, shape: str, columns: Mapping[str, str]) -> None:
        self._split, self._shape, self._columns = config.split, shape, columns
        self._data = DataCard(config.title, config.licence, tags=("benchmark",), audit=config.audit)
        self.held_out = self.left_out = 0
        self.kinds: Counter[QuestionKind] = Counter()
        self.notes: list[str] = []
        self._hops: Counter[int] = Counter()
        self._places: Counter[int | None] = Counter()

    @property
    def films(self) -> int:
        return self._data.counts["films"]

    def add(self, film: Film, questions: list[Question]) -> None:
        """Count a film and what is asked about it."""
        self._data.add(film)
        self.kinds.update(question.kind for question in questions)
        self._hops.update(question.hops for question in questions)
        self._places.update(question.answer_index for question in questions)

    def text(self) -> str:
        """Return the card as Markdown with the front matter that dataset hubs read."""
        columns = [(f"`{name}`", told) for name, told in self._columns.items()]
        return self._data.text(
            _ABOUT.format(shape=self._shape),
            *(f"{note}\n" for note in self.notes),
            "## What is in it\n",
            markdown_table(("", ""), self._counts()),
            "## Columns of `test.jsonl`\n",
            markdown_table(("column", "what it holds"), [*columns, ("`synthetic`", "always true")]),
        )

    def _counts(self) -> Iterator[tuple[str, str]]:
        shares = ", ".join(f"{name} {weight:g}" for name, weight in self._split.shares.items())
        yield "held-out films", f"{self.held_out:,}"
        yield "of which are asked about", f"{self.films:,}"
        yield "split", f"`test` of {shares}, seed {self._split.seed}; twins stay together"
        yield "length (h:m:s)", self._data.length
        yield "questions", f"{self.kinds.total():,}"
        for kind, count in sorted(self.kinds.items()):
            yield f"of kind `{kind}`", f"{count:,}"
        for hops, count in sorted(self._hops.items()):
            yield f"of {hops} hop{'s' * (hops > 1)}", f"{count:,}"
        for place, count in sorted((n or 0, count) for n, count in self._places.items()):
            yield f"whose answer is {letter(place)}", f"{count:,}"
        yield "left out: do not fit into a row", f"{self.left_out:,}"
