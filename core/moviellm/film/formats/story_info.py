"""The ``story_info`` file of MovieLLM / DreamFrame (arXiv 2403.01422): read and write.

    {"character": {"Darius": "a man ... in brown"},
     "img_diag": [["frame", "generate an image in Dramatic style: In the ..., ..."],
                  ["dialogue", "This is the last piece..."]],
     "QA": [{"Question": "...", "Answer": "..."}],
     "overview": "..."}

The format tells no times, no speakers and no state. What is read claims none either: pictures
are places with prose (`act` events), lines are `narrate` events, times come from reading speed,
and questions carry the program `imported`, the whole film as evidence, and no checks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from moviellm.errors import InputError
from moviellm.film.formats.story_rows import Row, StoryRows, film_of_rows
from moviellm.film.models.film import Film
from moviellm.film.portrait import portrait

_KEYS = ("character", "img_diag", "QA", "overview")
_KINDS = ("frame", "dialogue")


def read_story_info(data: str | bytes, *, film_id: str = "imported") -> Film:
    """Read a ``story_info`` file as a film without pictures.

    Args:
        data: The file, JSON in UTF-8.
        film_id: The film's id.

    Raises:
        InputError: It is not JSON, or not of that shape; the message names the row.
    """
    value = _parsed(data)
    if not isinstance(value, dict):
        raise _wrong("the file", "an object", value)
    for key in _KEYS:
        if key not in value:
            raise InputError(
                f"The story_info file has no `{key}`.", hint=f"It needs {', '.join(_KEYS)}."
            )
    unknown = sorted(set(value) - set(_KEYS))
    if unknown:
        raise InputError(
            f"The story_info file has an unknown key `{unknown[0]}`.",
            hint=f"Its keys are {', '.join(_KEYS)}.",
        )
    rows = StoryRows(
        character=_characters(value["character"]),
        rows=tuple(_rows(value["img_diag"])),
        questions=tuple(_questions(value["QA"])),
        overview=_text(value["overview"], "`overview`", 4_000),
    )
    if not any(row.kind == "frame" for row in rows.rows):
        raise InputError(
            "`img_diag` of the story_info file has no frame row.",
            hint='A film needs at least one row ["frame", "..."].',
        )
    return film_of_rows(rows, film_id)


def write_story_info(film: Film) -> dict[str, Any]:
    """A film in the shape of a ``story_info`` file.

    Rows are in the order of time; a line stands after the picture over which it begins. Reading
    the result and writing it again gives the same rows. What was read is written as it stood.
    """
    prose = {event.prose for event in film.screenplay.events()}
    keyword = film.screenplay.style.keyword.capitalize()
    timed: list[tuple[int, int, list[str]]] = []
    for frame in film.storyboard.frames():
        text = frame.prompt
        if text not in prose and not text.lower().startswith("generate an image"):
            text = f"generate an image in {keyword} style: {text}"
        timed.append((frame.start_ms, 0, ["frame", text]))
    timed += [(cue.start_ms, 1, ["dialogue", cue.text]) for cue in film.storyboard.cues]
    return {
        "character": {person.name: portrait(person) for person in film.screenplay.cast},
        "img_diag": [row for _, _, row in sorted(timed, key=lambda item: item[:2])],
        "QA": [
            {"Question": question.question, "Answer": question.answer}
            for question in film.annotations.questions
            if question.control != "none of these"  # which says nothing without its options
        ],
        "overview": film.screenplay.overview,
    }


def _parsed(data: str | bytes) -> Any:
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(text)
    except UnicodeDecodeError as error:
        raise InputError(
            f"The story_info file is not UTF-8: byte {error.start} cannot be read.",
            hint="Save it as UTF-8.",
        ) from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"The story_info file is not JSON: {error.msg} "
            f"in line {error.lineno}, column {error.colno}.",
            hint="Mend the file there, or export it again.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise InputError(
            "The story_info file is nested too deeply or has an endless number.",
            hint="It has at most three levels, and texts only.",
        ) from error


def _characters(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _wrong("`character`", "an object of names and descriptions", value)
    return {
        _text(name, "A name in `character`", 120, empty=False): _text(
            looks, f"`character` of {name!r}", 4_000
        )
        for name, looks in value.items()
    }


def _rows(value: Any) -> Iterator[Row]:
    if not isinstance(value, list):
        raise _wrong("`img_diag`", "a list of rows", value)
    for number, row in enumerate(value, start=1):
        where = f"Row {number} of `img_diag`"
        if not isinstance(row, list) or len(row) != 2:
            raise _wrong(where, 'a pair such as ["frame", "..."]', row)
        kind, text = row
        if kind not in _KINDS:
            raise _wrong(where, '"frame" or "dialogue" first', kind)
        longest = 4_000 if kind == "frame" else 2_000
        yield Row(kind, _text(text, where, longest, empty=False))


def _questions(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, list):
        raise _wrong("`QA`", "a list of questions", value)
    for number, row in enumerate(value, start=1):
        where = f"Row {number} of `QA`"
        if not isinstance(row, dict) or set(row) != {"Question", "Answer"}:
            raise _wrong(where, 'an object of "Question" and "Answer"', row)
        yield (
            _text(row["Question"], where, 4_000, empty=False),
            _text(row["Answer"], where, 4_000, empty=False),
        )


def _text(value: Any, where: str, longest: int, *, empty: bool = True) -> str:
    if not isinstance(value, str):
        raise _wrong(where, "a text", value)
    if not value and not empty:
        raise InputError(f"{where} of the story_info file is empty.", hint="Fill it or drop it.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{where} of the story_info file has half a character (a lone surrogate).",
            hint="Export the file again as UTF-8.",
        ) from error
    if len(value) > longest:
        raise InputError(
            f"{where} of the story_info file has {len(value)} characters.",
            hint=f"At most {longest} are read.",
        )
    return value


def _wrong(where: str, expected: str, value: Any) -> InputError:
    shown = json.dumps(value, ensure_ascii=False)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    return InputError(f"{where} of the story_info file is {shown}.", hint=f"Expected {expected}.")
