"""What a run's curator was told and has chosen: two files of one line a film, in their order.

Films in the store stay as they are. What is left out of them is written down beside the store, for
the films as they were then; whoever reads films of a run with a curator holds both side by side.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.records import FilmRow
from moviellm.engine.keys import digest
from moviellm.engine.store.documents import documents_of
from moviellm.errors import DamageError, RunError, StorageError
from moviellm.film import Decision, Film, QuestionFacts, Quota, family, question_facts

CURATION = "curation"
"""A run's folder of what is left out, and the entry of its header that tells of it."""

_LEFT_OUT, _FACTS = "left_out.jsonl", "facts.jsonl"
_NAMED_REASONS = 50
"""Reasons that are counted by name; a curator that gives each question its own has endless ones."""

_OTHER = "other reasons"
_AGAIN = "Run its pipeline again, or `moviellm export`."
_LIST = TypeAdapter(list[QuestionFacts])


class CorpusQuestions:
    """The facts of all questions, which can be walked again and again, one film in memory.

    Args:
        folder: Where they are kept meanwhile.
        films: How many films there are.
        check: Raises when the run was asked to stop.
        progress: Told (done, total) of the films.
    """

    def __init__(
        self,
        folder: Path,
        films: int,
        check: Callable[[], None],
        progress: Callable[[int, int], None],
    ) -> None:
        self._path = folder / _FACTS
        self._films, self._done = films, 0
        self._check, self._progress = check, progress

    def __iter__(self) -> Iterator[QuestionFacts]:
        for _, _, questions in self.films():
            yield from _LIST.validate_python(questions)

    def take(self, films: Iterable[tuple[FilmRow, Film]]) -> None:
        """Take down the facts of films."""
        with self._path.open("w", encoding="utf-8") as lines:
            for row, film in films:
                facts = question_facts(film.annotations, family(film))
                line = [row.film, _made(row), [one.model_dump(mode="json") for one in facts]]
                lines.write(json.dumps(line) + "\n")
                self._tell(self._done + 1)

    def films(self) -> Iterator[tuple[str, str, list[Any]]]:
        """Yield id, digest of the annotations and facts of each film."""
        self._tell(0)
        with self._path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                film, made, questions = json.loads(line)
                yield film, made, questions
                self._tell(number)

    def alive(self, done: int, total: int) -> None:
        """Say that the curator works; what a person waits for is the count of films."""
        self._tell(self._done)

    def forget(self) -> None:
        """Remove the facts."""
        self._path.unlink()

    def _tell(self, done: int) -> None:
        self._check()
        self._done = done
        self._progress(done, self._films)


def write_left_out(
    folder: Path, questions: CorpusQuestions, said: Iterable[Decision | Quota]
) -> dict[str, Any]:
    """Write down which questions of which films are left out.

    Args:
        folder: Where to.
        questions: All of them.
        said: A decision on each, in order, and quotas.

    Returns:
        How many are ``kept``, how many are ``left_out`` by reason, and the ``quotas``.
    """
    kept, reasons, quotas = 0, Counter[str](), list[dict[str, Any]]()

    def decisions() -> Iterator[Decision]:
        for one in said:
            if isinstance(one, Decision):
                yield one
            else:
                quotas.append(one.model_dump(mode="json"))

    decided = decisions()
    with (folder / _LEFT_OUT).open("w", encoding="utf-8") as lines:
        for film, made, asked in questions.films():
            left_out = {
                place: decision.left_out
                for place, decision in enumerate(islice(decided, len(asked)))
                if decision.left_out
            }
            kept += len(asked) - len(left_out)
            for reason in left_out.values():
                known = reason in reasons or len(reasons) < _NAMED_REASONS
                reasons[reason if known else _OTHER] += 1
            lines.write(json.dumps([film, made, left_out]) + "\n")
        for _ in decided:  # quotas behind the last decision; none may follow it
            raise AssertionError("more decisions than questions")
    return {"kept": kept, "left_out": dict(reasons.most_common()), "quotas": quotas}


def seal_of_left_out(folder: Path) -> str:
    """The digest of what is written down in a run's folder; empty when nothing is."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        return digest((folder / CURATION / _LEFT_OUT).read_bytes())
    return ""


def with_left_out(
    journal: JournalReader, rows: Iterable[FilmRow]
) -> Iterator[tuple[FilmRow, Collection[int]]]:
    """Yield films with the places of the questions that are left out of each.

    Args:
        journal: Of the run; without a curator nothing is left out.
        rows: The finished films in their order.

    Raises:
        DamageError: What is written down cannot be read.
        RunError: The run's curator has not chosen from its films as they are now.
    """
    if not journal.header().get("pipeline", {}).get("curator"):
        yield from ((row, ()) for row in rows)
        return
    with contextlib.ExitStack() as opened:
        lines: Iterator[str] = iter(())
        with contextlib.suppress(FileNotFoundError):
            path = journal.folder / CURATION / _LEFT_OUT
            lines = opened.enter_context(path.open(encoding="utf-8"))
        for row in rows:
            film, made, left_out = _read(next(lines, "[null, null, {}]"), journal.folder)
            if (film, made) != (row.film, _made(row)):
                raise RunError(
                    f"The curator of the run in {journal.folder} has not chosen from its films as "
                    "they are now.",
                    hint=_AGAIN,
                )
            yield row, {int(place) for place in left_out}


def without(film: Film, left_out: Collection[int]) -> Film:
    """Return a film without the questions at some places."""
    if not left_out:
        return film
    kept = tuple(q for place, q in enumerate(film.annotations.questions) if place not in left_out)
    annotations = film.annotations.model_copy(update={"questions": kept})
    return film.model_copy(update={"annotations": annotations})


def require_writable(journal: JournalReader) -> StorageError:
    """The error of a run whose curator would have to work and that is only read."""
    return StorageError(
        f"The curator of the run in {journal.folder} has not chosen from its films as they are "
        "now, and the folder cannot be written.",
        hint="Copy the run to a place where it can be written.",
    )


def _made(row: FilmRow) -> str:
    return documents_of(row).get("annotations", "")


def _read(line: str, folder: Path) -> tuple[str, str, dict[str, str]]:
    try:
        film, made, left_out = json.loads(line)
        return film, made, dict(left_out)
    except (ValueError, TypeError) as error:
        raise DamageError(
            f"What the curator of the run in {folder} has left out cannot be read.", hint=_AGAIN
        ) from error
