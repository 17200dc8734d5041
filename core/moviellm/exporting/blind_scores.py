"""How likely each question is answered without its film, for rows of exports."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from moviellm.errors import InputError
from moviellm.film import Film, Question

BLIND_COLUMN = "blind"
"""Its name in `moviellm audit --scores` and in rows of exports."""

BLIND_MEANS = "how likely its answer is without the film, as `moviellm audit` found; null: not told"
"""What data cards say of it."""

_FILMS_AT_HAND = 4


class ScoresFile(BaseModel):
    """The file that an option names: other contents make another export.

    Attributes:
        file: Where it lies.
        sha256: Of its contents.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Path
    sha256: str


def _as_file(value: Any) -> Any:
    if not isinstance(value, (str, Path)):
        return value
    file = Path(value).absolute()
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ValueError(f"{value} cannot be read: {error.strerror or error}") from error
    for _ in _lines(file):  # what cannot be read is told before a run begins
        pass
    return {"file": str(file), "sha256": hashlib.sha256(data).hexdigest()}


ScoresOption = Annotated[
    ScoresFile | None,
    BeforeValidator(_as_file, json_schema_input_type=str | None),
    Field(exclude_if=lambda scores: scores is None),
]
"""An exporter's option that names what `moviellm audit RUN --scores FILE` wrote.

Where it is not given, an export is the one that it was before there was this option.
"""


class BlindScores:
    """The scores of a run's questions; in memory are those of a few films.

    Args:
        scores: What the option names.

    Raises:
        InputError: The file cannot be read, or has changed since the option was read.
    """

    def __init__(self, scores: ScoresFile) -> None:
        self._file = scores.file
        try:
            data = self._file.read_bytes()
            self._place: dict[str, int] = {}
            for film, _, _, place in _lines(self._file):
                self._place.setdefault(film, place)
        except (OSError, ValueError) as error:
            raise InputError(f"The scores in {self._file} cannot be read: {error}.") from error
        if hashlib.sha256(data).hexdigest() != scores.sha256:
            raise InputError(
                f"{self._file} was changed while it was to be exported.", hint="Export again."
            )
        self._of_film = functools.lru_cache(_FILMS_AT_HAND)(self._read)

    def of(self, film: Film, question: Question) -> float | None:
        """How likely a question's answer is without the film; None for an open question.

        Raises:
            InputError: The file knows nothing of a question with options.
        """
        if question.options is None:
            return None
        found = self._of_film(film.id).get(question.id)
        if found is None:
            raise InputError(
                f"{self._file} has no score of {film.id}/{question.id}.",
                hint="Audit the run as it is now: moviellm audit RUN --scores FILE",
            )
        return found

    def _read(self, film: str) -> dict[str, float]:
        if film not in self._place:
            return {}
        found = {}
        for other, question, score, _ in _lines(self._file, self._place[film]):
            if other != film:
                break
            found[question] = score
        return found


def _lines(file: Path, start: int = 0) -> Iterator[tuple[str, str, float, int]]:
    """Film, question and score of each line from a place on, and where the line begins.

    Raises:
        ValueError: A line is none that `moviellm audit --scores` writes.
    """
    with file.open("rb") as lines:
        lines.seek(start)
        place = start
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                film, between, question = row["id"].rpartition("/")
                score = float(row[BLIND_COLUMN])
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                raise ValueError(_no_scores(file, number)) from error
            if not between or not 0 <= score <= 1:
                raise ValueError(_no_scores(file, number))
            yield film, question, score, place
            place += len(line)


def _no_scores(file: Path, line: int) -> str:
    return (
        f"{file}, line {line} is none of what `moviellm audit RUN --scores FILE` writes of a run's "
        "questions"
    )
