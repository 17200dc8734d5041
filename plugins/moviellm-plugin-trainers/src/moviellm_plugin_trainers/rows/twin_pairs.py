"""Preference pairs from twins: the same question, another answer in another film of the family."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from moviellm.film import Question, Span

from moviellm_plugin_trainers.rows.exchange import Exchange, PreferencePair

_TABLES = """
CREATE TABLE asked (
    number INTEGER PRIMARY KEY, film TEXT, split TEXT, exchange TEXT, kept TEXT
);
CREATE TABLE same (
    number INTEGER, film TEXT, family TEXT, kind TEXT, means TEXT, answer TEXT
);
CREATE INDEX by_meaning ON same (family, kind, means);
"""
"""Questions mean the same that have the same words or the same program: a twin may word one
otherwise, and an overview of another story has another program."""

_PAIRS = """
SELECT one.film, one.split, one.exchange, one.kept, pair.answer, other.film
FROM (
    SELECT a.number AS one, b.answer AS answer, MIN(b.number) AS other
    FROM same a JOIN same b USING (family, kind, means)
    WHERE a.answer <> b.answer AND NOT EXISTS (
        SELECT 1 FROM same c WHERE c.family = a.family AND c.kind = a.kind AND c.means = a.means
        AND c.film = a.film AND c.answer = b.answer
    )
    GROUP BY a.number, b.answer
) pair JOIN asked one ON one.number = pair.one JOIN asked other ON other.number = pair.other
ORDER BY one.number, other.number
"""


class TwinPairs:
    """Remembers what was asked of films on disk, and finds minimal pairs when all were asked.

    Its temporary database is gone when it is closed; memory does not grow with the films.
    """

    def __init__(self) -> None:
        self._book = sqlite3.connect("")
        self._book.executescript(_TABLES)

    def close(self) -> None:
        """Forget all questions; the temporary database goes."""
        self._book.close()

    def add(
        self, film: str, split: str, family: str, question: Question, one: Exchange, kept: Any
    ) -> None:
        """Remember a question of a film.

        Args:
            film: The film's id.
            split: The film's split.
            family: The film's family.
            question: As the film has it.
            one: The question as an exchange.
            kept: JSON that is given back with the question's pairs.
        """
        row = (film, split, _written(one), json.dumps(kept))
        made = self._book.execute("INSERT INTO asked VALUES (NULL, ?, ?, ?, ?)", row)
        self._book.executemany(
            "INSERT INTO same VALUES (?, ?, ?, ?, ?, ?)",
            [
                (made.lastrowid, film, family, one.kind, means, one.answer)
                for means in (question.question, question.program)
                if means
            ],
        )

    def preferences(self) -> Iterator[tuple[PreferencePair, Any]]:
        """Yield, film by film, each question with its answer and one that a twin has instead.

        Each pair comes with what was kept with its question.
        """
        for film, split, exchange, kept, wrong, twin in self._book.execute(_PAIRS):
            right = _read(exchange)
            pair = PreferencePair(
                id=f"{film}/{right.id}-{twin}",
                film=film,
                split=split,
                right=right,
                wrong=wrong,
                twin=twin,
            )
            yield pair, json.loads(kept)


def _written(one: Exchange) -> str:
    spans = [(span.start_ms, span.end_ms) for span in one.spans]
    return json.dumps([one.id, one.kind, one.ask, one.answer, one.frames, spans])


def _read(text: str) -> Exchange:
    name, kind, ask, answer, frames, spans = json.loads(text)
    return Exchange(
        id=name,
        kind=kind,
        ask=ask,
        answer=answer,
        frames=tuple(frames),
        spans=tuple(Span(start_ms=start, end_ms=end) for start, end in spans),
    )
