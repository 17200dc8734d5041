"""Rows of ms-swift by whatever names its columns have: they become `messages` and `videos`.

Source: ms-swift 4.6.0, swift/dataset/preprocessor/core.py (RowPreprocessor, MessagesPreprocessor,
ResponsePreprocessor), which renames them so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

TALKS = ("messages", "conversations", "conversation")
_QUERIES = ("query", "prompt", "input", "instruction", "question", "problem")
_RESPONSES = ("response", "answer", "output", "targets", "target", "answer_key", "answers")
_ROLES = {"human": "user", "gpt": "assistant", "bot": "assistant"}


def as_messages(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a row as ms-swift has it after its preprocessors; what they do not know stays."""
    talk = next((row[name] for name in TALKS if name in row), None)
    if isinstance(talk, list):
        talk = [turn for one in talk for turn in _turns(one)]
    elif talk is None and (query := _first(row, _QUERIES)) is not None:
        asked = {"role": "user", "content": query}
        response = _first(row, _RESPONSES)
        answered = {"role": "assistant", "content": response}
        talk = [asked] if response is None else [asked, answered]
    kept = {name: value for name, value in row.items() if name not in TALKS}
    videos = row.get("videos", row.get("video"))
    return kept | {"messages": talk} | ({} if videos is None else {"videos": videos})


def _turns(one: Any) -> Iterator[Any]:
    """A turn with `role` and `content`, or a question and its answer as two of them."""
    if not isinstance(one, dict):
        yield one
        return
    role, content = _first(one, ("role", "from")), _first(one, ("content", "value"))
    if role is None and content is None:
        yield {"role": "user", "content": _first(one, ("user", "human"))}
        yield {"role": "assistant", "content": _first(one, ("assistant", "gpt", "bot"))}
        return
    yield {"role": _ROLES.get(role, role) if isinstance(role, str) else role, "content": content}


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if name in row), None)
