"""JSON and text as servers send them: bounded, and never more than one kind of failure."""

from __future__ import annotations

import json
import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_THOUGHT = re.compile(r"\s*(?:<think(?:ing)?>)?.*?</think(?:ing)?>", re.DOTALL)
_FENCED = re.compile(r"\s*```[A-Za-z]*[ \t]*\r?\n(.*?)\r?\n?[ \t]*```\s*", re.DOTALL)


def json_of(data: bytes | str) -> Any:
    """Return parsed JSON.

    Raises:
        ValueError: It is none, or nested too deeply for Python.
    """
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def without_surrogates(text: str) -> str:
    """Return a text that UTF-8 can write: half characters, which JSON can spell, are replaced."""
    return text if text.isascii() else _SURROGATE.sub(_REPLACEMENT, text)


def words_of_answer(text: str) -> str:
    """Return an answer without what stands before it: a byte-order mark, and the model's thoughts.

    Some templates put the mark that opens a thought into the question, so that an answer shows
    only the one that closes it.
    """
    text = text.removeprefix(_MARK)
    found = _THOUGHT.match(text)
    return text[found.end() :].lstrip() if found else text


def json_in_answer(text: str) -> str:
    """Return the JSON of an answer that is nothing but one code fence, or the answer as it is."""
    found = _FENCED.fullmatch(text)
    return mended(found[1] if found else text.strip().removeprefix(_MARK))


def mended(text: str) -> str:
    """Return JSON without half characters, which the readers of answers refuse."""
    if "\\ud" not in text.lower():
        return text
    try:
        return json.dumps(_without_surrogates(json_of(text)), ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def _without_surrogates(node: Any) -> Any:
    if isinstance(node, str):
        return without_surrogates(node)
    if isinstance(node, list):
        return [_without_surrogates(one) for one in node]
    if isinstance(node, dict):
        return {without_surrogates(name): _without_surrogates(one) for name, one in node.items()}
    return node
