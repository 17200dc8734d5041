"""Rows of datasets as items: our own, and the shapes in which multiple choice is published."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from moviellm.audit.item import AuditItem, family_of, template_of

_OPTIONS = ("options", "choices", "candidates", "option")
_RIGHT = (
    "answer_index", "answer_id", "correct_choice", "answer_key_position", "correct_answer_label",
    "label", "correct_option", "answer_key", "answer", "correct_answer", "ground_truth", "gt",
    "target",
)  # fmt: skip
_FILM = (
    "film", "videoID", "video", "video_name", "video_path", "video_id", "vid", "video_uid",
    "video_idx", "scene_name", "movie_name", "videos", "image", "images", "clip",
)  # fmt: skip
_KIND = ("kind", "question_category", "task_type", "question_type", "task", "category", "type")
_ID = ("question_id", "id", "qid", "uid")
_NUMBERED = re.compile(r"(?:option|candidate|choice|answer|a)[ _]?(\d)|([A-H])")
_LETTERED = re.compile(r"^\s*\(?([A-Z])[.):]\)?\s+(?=\S)")
_LETTER = re.compile(r"\s*\(?([A-Z])(?:[.):]|\s*$)")
_MEDIA = re.compile(r"<(?:image|video|audio)>")
_PARTS = ("video", "image")
_FILLER = "N/A"
_CONVERSATION, _COMPLETION = ("conversations", "messages", "prompt"), ("completion", "chosen")
_HUMAN, _MODEL = ("human", "user"), ("gpt", "assistant", "model")


def items_of(row: Mapping[str, Any], number: int) -> Iterator[AuditItem]:
    """Yield the questions of a row; none if it is a row of something else.

    Args:
        row: As the dataset has it.
        number: Its number in the dataset, for a row that names neither itself nor its film.
    """
    if isinstance(logged := row.get("doc"), Mapping):  # what lmms-eval logs of a sample
        row = {"question_id": row.get("doc_id"), "target": row.get("target"), **logged}
    turns = _turns(row)
    if turns is None:
        if isinstance(question := row.get("question"), str):
            options = _options_of(row) or _lettered(question)[1]
            yield _item(
                row, number, _first_lines(question, options), options, _right_of(row, options)
            )
        return
    for turn, (asked, answered) in enumerate(turns, start=1):
        question, options = _lettered(asked)
        if not options and "options" not in row and len(turns) == 1 and "?" not in asked:
            continue
        yield _item(row, number, question, options, _place(answered, options), turn)


def _item(
    row: Mapping[str, Any],
    number: int,
    question: str,
    options: tuple[str, ...],
    answer: int | None,
    turn: int = 1,
) -> AuditItem:
    film = _text(row, _FILM) or _watched(row) or f"row-{number}"
    about = row.get("about")
    kind = _text(row, _KIND) or (str(about[0]) if isinstance(about, list) and about else "all")
    program = row.get("program")
    called = _text(row, _ID) or str(number)
    return AuditItem(
        id=called if turn == 1 else f"{called}#{turn}",
        film=film,
        family=family_of(film),
        kind=kind,
        template=template_of(kind, question, program if isinstance(program, str) else None),
        question=question,
        options=options if answer is not None else (),
        answer=answer,
    )


def _text(row: Mapping[str, Any], keys: Sequence[str]) -> str:
    """The first of some columns that says something; of a list of files, the first one's folder."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, list) and value and isinstance(value[0], str):
            value = value[0].rpartition("/")[0] or value[0] if len(value) > 1 else value[0]
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value):
            return str(value)
    return ""


def _watched(row: Mapping[str, Any]) -> str:
    """The first video or picture that a message of a conversation holds as a part."""
    for key in _CONVERSATION:
        messages = row.get(key)
        for message in messages if isinstance(messages, list) else ():
            content = message.get("content") if isinstance(message, Mapping) else None
            for part in content if isinstance(content, list) else ():
                if isinstance(part, Mapping) and (found := _text(part, _PARTS)):
                    return found
    return ""


def _options_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    for key in _OPTIONS:
        found = row.get(key)
        if isinstance(found, Mapping):
            found = [found[letter] for letter in sorted(found)]
        if isinstance(found, str):
            found = _written_out(found)
        if isinstance(found, Sequence) and not isinstance(found, str):
            return tuple(_LETTERED.sub("", str(option)) for option in found)
    numbered = {m[1] or m[2]: row[key] for key in row if (m := _NUMBERED.fullmatch(key))}
    return tuple(str(numbered[n]) for n in sorted(numbered) if numbered[n] not in (None, _FILLER))


def _written_out(text: str) -> Any:
    """The list that a column of text holds, as JSON or Python writes it, or line by line."""
    if text.lstrip().startswith("["):
        try:
            return ast.literal_eval(text.strip())
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return None
    return _lettered(text)[1]


def _right_of(row: Mapping[str, Any], options: Sequence[str]) -> int | None:
    """Which option is right: by its place, its letter or its text."""
    for key in _RIGHT:
        value = row.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value if 0 <= value < len(options) else None
        if isinstance(value, str) and value.isdecimal() and value not in options:
            return int(value) if int(value) < len(options) else None
        if isinstance(value, str) and (place := _place(value, options)) is not None:
            return place
    return None


def _place(answer: str, options: Sequence[str]) -> int | None:
    bare = [option.strip().rstrip(".").casefold() for option in options]
    said = _LETTERED.sub("", answer).strip().rstrip(".").casefold()
    if bare.count(said) == 1:
        return bare.index(said)
    letter = _LETTER.match(answer)
    place = ord(letter[1]) - ord("A") if letter else len(options)
    return place if place < len(options) else None


def _turns(row: Mapping[str, Any]) -> list[tuple[str, str]] | None:
    """What is asked and answered, if the row is a conversation."""
    said = next((row[key] for key in _CONVERSATION if isinstance(row.get(key), list)), None)
    if said is None:
        return None
    answer: list[Any] = next(
        (row[key] for key in _COMPLETION if isinstance(row.get(key), list)), []
    )
    turns, asked = [], ""
    for message in (*said, *answer):
        if not isinstance(message, Mapping):
            continue
        who = str(message.get("from") or message.get("role") or "")
        text = _said(message.get("value") or message.get("content") or "")
        if who in _HUMAN:
            asked = text
        elif who in _MODEL and asked:
            turns.append((asked, text))
            asked = ""
    return turns


def _said(content: Any) -> str:
    """The text of a message, whose parts may be a list."""
    if isinstance(content, str):
        return content
    parts = (
        [part.get("text") for part in content if isinstance(part, Mapping)]
        if isinstance(content, list)
        else []
    )
    return "\n".join(part for part in parts if isinstance(part, str))


def _lettered(prompt: str) -> tuple[str, tuple[str, ...]]:
    """The last paragraph before the options of a prompt that lists them by letters, and these."""
    lines = prompt.splitlines()
    found: list[str] = []
    first = len(lines)
    for number, line in enumerate(lines):
        letter = _LETTERED.match(line)
        if letter and ord(letter[1]) - ord("A") == len(found):
            first = min(first, number)
            found.append(line[letter.end() :].strip())
    before = _MEDIA.sub("", "\n".join(lines[:first])).strip()
    asked = " ".join(re.split(r"\n\s*\n", before)[-1].split())
    return asked, tuple(found) if len(found) > 1 else ()


def _first_lines(question: str, options: Sequence[str]) -> str:
    """A question without the options that follow it in the same text."""
    return _lettered(question)[0] if options and _lettered(question)[1] else question
