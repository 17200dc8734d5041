"""The data card of an export: that of all exporters, and what its rows ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from moviellm.exporting import DataCard, counted
from moviellm.film import Film

from moviellm_plugin_trainers.config import RowsConfig
from moviellm_plugin_trainers.rows.lengths import LengthSetting, RowLengths

_ROWS = """\
In each row `film`, `about` and `sources` name the film, what is asked for, and the captions and
questions it comes from; where there is a video `video_frames` has its frames (first and last, from
0) that the row is about.
Signs in a film's texts that a loader would act on are written with look-alikes: `‹image›`.
"""


class Card:
    """Counts films and rows, so that memory does not grow with them.

    Args:
        config: Title and licence.
        trainer: The trainer that the export is for.
    """

    def __init__(self, config: RowsConfig, trainer: str) -> None:
        self._card = DataCard(config.title, config.licence, audit=config.audit)
        self._trainer = trainer
        self._about: Counter[str] = Counter()
        self._lengths: RowLengths | None = None

    def measure(self, setting: LengthSetting) -> None:
        """Tell on the card what length fits the rows, where the trainer's default does not."""
        self._lengths = RowLengths(setting)

    def add_row(self, film: Film, row: Mapping[str, Any]) -> None:
        """Count a row of a film."""
        if self._lengths is not None:
            first = film.footage.pictures[0]
            self._lengths.add(row, (first.width, first.height))

    @property
    def films(self) -> int:
        """How many films were counted."""
        return self._card.counts["films"]

    def add(self, film: Film, about: Mapping[str, int]) -> None:
        """Count a film.

        Args:
            film: The film.
            about: How many rows ask for what.
        """
        self._card.add(film)
        self._about.update(about)

    def text(self, rows: Mapping[str, int]) -> str:
        """Return the card as Markdown.

        Args:
            rows: How many rows each file has.
        """
        length = self._card.length
        return self._card.text(
            f"{self.films:,} films, {length} (h:m:s), as rows for {self._trainer}.\n",
            _ROWS,
            *self._length_section(),
            *counted("Rows by file", rows),
            *counted("Rows by what they ask for", self._about),
            *counted("Films by writer", self._card.writers),
        )

    def _length_section(self) -> Iterator[str]:
        if self._lengths is not None and (told := self._lengths.told()):
            yield f"## Length of rows\n\n{told}\n"
