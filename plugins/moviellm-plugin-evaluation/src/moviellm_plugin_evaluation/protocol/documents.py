"""JSON objects from a file or a folder, each with its place for messages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moviellm import InputError, StorageError
from moviellm.film.formats import one_line

_MOST_BYTES = 500_000_000


def read_documents(path: Path) -> Iterator[tuple[str, str, Any]]:
    """Yield place, name and value of every document.

    A folder has one in each ``*.json``, and its name is the file's; ``*.jsonl`` has one a line;
    a JSON file has one, or an array of them.

    Raises:
        InputError: There is nothing, or it is no JSON; the message has the place.
        StorageError: It cannot be read.
    """
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise InputError(f"{path} holds no .json file.", hint="Give a file, or another folder.")
        for file in files:
            yield str(file), file.stem, _parsed(_text(file), str(file))
        return
    text = _text(path)
    if path.suffix == ".jsonl":
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                place = f"{path}:{number}"
                yield place, "", _parsed(line, place)
        return
    data = _parsed(text, str(path))
    if not isinstance(data, list):
        yield str(path), "", data
        return
    for number, item in enumerate(data, start=1):
        yield f"{path}, item {number}", "", item


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path} is too large to be answers.", hint="Check the file's name.")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.", hint="Check the name.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not text in UTF-8.", hint="Save it as UTF-8.") from None
    except OSError as error:
        raise StorageError(
            f"{path} cannot be read: {error.strerror}.", hint="Check its permissions."
        ) from error


def _parsed(text: str, place: str) -> Any:
    def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise InputError(
                    f"{place} has the key `{one_line(key)[:80]}` twice.", hint="Leave one out."
                )
            found[key] = value
        return found

    try:
        return json.loads(text, object_pairs_hook=each_once)
    except (ValueError, RecursionError) as error:
        what = getattr(error, "msg", "it is nested too deeply")
        line = f", line {error.lineno}" if "\n" in text and hasattr(error, "lineno") else ""
        raise InputError(f"{place}{line} is no JSON: {what}.", hint="Mend or replace it.") from None
