"""The data card of videos and subtitles: that of all exporters, and which files there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moviellm.exporting import CardConfig, DataCard, counted, markdown_table
from moviellm.film import Film


class Card:
    """Counts films as they pass, so that memory does not grow with them.

    Args:
        config: Title and licence.
        files: Names of the files of a film, and what they hold.
        moving: Those that only films with clips have.
    """

    def __init__(
        self,
        config: CardConfig,
        files: Iterable[tuple[str, str]],
        moving: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._data = DataCard(
            config.title,
            config.licence,
            rows="each row of `index.jsonl` has",
            audit=config.audit,
        )
        self._moving, self._moves = tuple(moving), False
        self._files = [
            *files,
            ("`index.jsonl`", "a row a film: its files, and what is in them"),
            ("`MANIFEST.json`", "size and sha256 of every file"),
        ]

    def counting(self, films: Iterable[Film]) -> Iterator[Film]:
        """Yield films, each after it was counted."""
        for film in films:
            self._data.add(film)
            self._moves |= film.clips is not None
            yield film

    def text(self) -> str:
        """Return the card as Markdown with the front matter that dataset hubs read."""
        return self._data.text(
            f"{self._data.counts['films']:,} films, {self._data.length} (h:m:s).\n",
            "## What is in it\n",
            markdown_table(
                ("file", "what it holds"), self._files + list(self._moving) * self._moves
            ),
            *counted("Films by writer", self._data.writers),
        )
