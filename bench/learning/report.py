"""What readers answered, as tables for people and as JSON."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from learning.data import OPTIONS
from learning.train import Answer
from learning.views import VIEWS

CHANCE = 1 / OPTIONS
_LEVEL = 1.96
"""Standard errors to each side that hold 95 of 100 draws of as many families."""


class Rate(NamedTuple):
    """A share of answers that are right.

    Attributes:
        questions: How many were asked.
        right: The share, from 0 to 1.
        give: How far it is off in 95 of 100 draws of as many families; None for one family.
    """

    questions: int
    right: float
    give: float | None


def rate_of(answers: Sequence[Answer]) -> Rate:
    """The rate of some answers; the questions of a family are one draw."""
    right = sum(answer.right for answer in answers) / len(answers)
    off: defaultdict[str, float] = defaultdict(float)
    for answer in answers:
        off[answer.family] += answer.right - right
    spread = math.sqrt(sum(each**2 for each in off.values())) / len(answers)
    return Rate(len(answers), right, _LEVEL * spread if len(off) > 1 else None)


def rows_of(answers: Sequence[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    """All answers, those of two hops and more, and those of each kind."""
    yield "all", list(answers)
    yield "two hops and more", [answer for answer in answers if answer.hops > 1]
    for kind in sorted({answer.kind for answer in answers}):
        yield kind, [answer for answer in answers if answer.kind == kind]


Found = dict[str, dict[str, Rate]]
"""The rates of a row by view."""


@dataclass(slots=True)
class Report:
    """What was found so far.

    Attributes:
        command: How the benchmark was called.
        siblings: Which films each film stands beside.
        sizes: Films, families and questions of each set of films.
        tables: By set of films, row and view.
        curve: Of held-out families, by films trained on and view.
        words: By films trained on, how much of captions the eye tells, and how much is told by
            how often words are said.
    """

    command: str
    siblings: str
    sizes: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    tables: dict[str, Found] = field(default_factory=dict)
    curve: dict[int, dict[str, Rate]] = field(default_factory=dict)
    words: dict[int, tuple[float, float]] = field(default_factory=dict)

    def add(self, films: str, view: str, answers: Sequence[Answer]) -> None:
        """Note what a reader with a view answered about a set of films."""
        table = self.tables.setdefault(films, {})
        for row, chosen in rows_of(answers):
            if chosen:
                table.setdefault(row, {})[view] = rate_of(chosen)

    def write(self, folder: Path) -> None:
        """Write ``report.json`` and ``report.md``."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.md").write_text(self.text(), encoding="utf-8")
        written = json.dumps(self.as_json(), indent=2, ensure_ascii=False)
        (folder / "report.json").write_text(written + "\n", encoding="utf-8")

    def as_json(self) -> dict[str, Any]:
        """The report as it is written."""
        return {
            "command": self.command,
            "siblings": self.siblings,
            "chance": CHANCE,
            "sizes": {
                name: dict(zip(("films", "families", "questions"), size, strict=True))
                for name, size in self.sizes.items()
            },
            "tables": {name: _plain(table) for name, table in self.tables.items()},
            "curve": _plain({str(films): self.curve[films] for films in sorted(self.curve)}),
            "words": {
                str(films): {"eye": seen, "often": often}
                for films, (seen, often) in sorted(self.words.items())
            },
        }

    def text(self) -> str:
        """The report as a page."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"# Films with {self.siblings}\n"
        yield f"`{self.command}`\n"
        for name, table in self.tables.items():
            films, families, questions = self.sizes[name]
            yield f"## {name.capitalize()}\n"
            yield f"{films:,} films of {families:,} families, {questions:,} questions with options"
            yield f"(chance {CHANCE:.0%}).\n"
            yield from _table(("questions", "n"), table)
        if self.curve:
            yield "## Held-out families by films trained on\n"
            yield from _table(("films", "n"), {str(n): self.curve[n] for n in sorted(self.curve)})
        yield "## Words of a held-out picture's caption that the eye tells\n"
        yield "| films | eye | by how often words are said |\n|---:|---:|---:|"
        for number, (seen, often) in sorted(self.words.items()):
            yield f"| {number} | {seen:.0%} | {often:.0%} |"
        yield ""


def _plain(
    table: Mapping[str, Mapping[str, Rate]],
) -> dict[str, dict[str, Any]]:
    return {
        row: {view: rate._asdict() for view, rate in rates.items()} for row, rates in table.items()
    }


def _table(heads: tuple[str, str], table: Found) -> Iterator[str]:
    views = [view for view in VIEWS if any(view in rates for rates in table.values())]
    yield f"| {' | '.join((*heads, *views))} |"
    yield "|---|" + "---:|" * (len(views) + 1)
    for row, rates in table.items():
        asked = next(iter(rates.values())).questions
        cells = [_cell(rates.get(view)) for view in views]
        yield f"| {' | '.join((row, f'{asked:,}', *cells))} |"
    yield ""


def _cell(rate: Rate | None) -> str:
    if rate is None:
        return ""
    give = "" if rate.give is None else f" ± {100 * rate.give:.0f}"
    return f"{100 * rate.right:.0f}{give}"
