"""Answers of a model: by question id, or in the authors' shape with the model's own answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from moviellm import InputError
from moviellm.film.formats import one_line

from moviellm_plugin_evaluation.protocol.documents import read_documents
from moviellm_plugin_evaluation.protocol.movies import benchmark_questions, read_movies

_SHOWN = 5
_FORMS = (
    'Write {"ID": "answer", ...}, JSON Lines of {"id": ..., "answer": ...}, or the benchmark file '
    "with the model's answers in it."
)


def read_predictions(path: Path, ids: Iterable[str]) -> dict[str, str]:
    """Return a model's answer to each question of a benchmark.

    Args:
        path: A file or folder.
        ids: Of all questions of the benchmark.

    Raises:
        InputError: An answer is missing or given twice, or answers a question that is not asked;
            the message names ids.
        StorageError: It cannot be read.
    """
    found = _movies(path) if _has_movies(path) else _rows(path)
    answers: dict[str, str] = {}
    for place, key, answer in found:
        if not (isinstance(answer, str) and _is_unicode(answer)):
            raise InputError(f"{place}: the answer to `{_short(key)}` is no text.", hint=_FORMS)
        if key in answers:
            raise InputError(f"{place}: `{_short(key)}` is answered twice.", hint="Leave one out.")
        answers[key] = answer
    wanted = list(ids)
    if missing := [key for key in wanted if key not in answers]:
        raise InputError(
            f"{path} has no answer to {len(missing)} of {len(wanted)} questions: {_some(missing)}.",
            hint="Each id needs an answer, which may be empty; `moviellm evaluate questions` lists "
            "them.",
        )
    if strange := sorted(answers.keys() - set(wanted)):
        raise InputError(
            f"{path} answers {len(strange)} questions that the benchmark does not ask: "
            f"{_some(strange)}.",
            hint="Check that the answers belong to this benchmark.",
        )
    return answers


def _has_movies(path: Path) -> bool:
    first = next(iter(read_documents(path)), None)
    return first is not None and isinstance(first[2], dict) and "QA" in first[2]


def _movies(path: Path) -> Iterator[tuple[str, str, Any]]:
    for one in benchmark_questions(read_movies(path)):
        yield str(path), one.id, one.pair.answer


def _rows(path: Path) -> Iterator[tuple[str, str, Any]]:
    for place, _, data in read_documents(path):
        if not isinstance(data, dict):
            raise InputError(f"{place} holds no answers.", hint=_FORMS)
        if "id" in data:  # what else a line of `questions` has is left alone
            yield place, str(data["id"]), data.get("answer")
        else:
            yield from ((place, key, answer) for key, answer in data.items())


def _is_unicode(text: str) -> bool:
    """Whether text can be sent: JSON may hold halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _some(ids: list[str]) -> str:
    more = len(ids) - _SHOWN
    return ", ".join(map(_short, ids[:_SHOWN])) + (f" and {more} more" if more > 0 else "")


def _short(key: str) -> str:
    return one_line(key)[:80]
