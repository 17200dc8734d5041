"""A completion as plain text: without thoughts, markup and what is struck out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

_THOUGHT = re.compile(
    r"[<\[◁]\s*(?P<end>/?)\s*(?:\w{1,20}:)?(?:think(?:ing)?|thoughts?|reasoning|analysis|"
    r"reflection|scratchpad)\s*[>\]▷]"
    r"|<\|(?P<open>begin|end)_of_thought\|>"
    r"|(?P<channel><\|?channel\|?>)\s*(?P<name>\w+)",
    re.IGNORECASE,
)
"""Marks of thoughts: tags as DeepSeek-R1, Qwen3, Kimi and Magistral write them, and the channels of
gpt-oss, of which only ``final`` is said aloud."""
_MARKUP = re.compile(
    r"~~.*?~~|<\|[^<>|]{1,40}\|>|</?s>|<eos>|<(?:end|start)_of_turn>"
    r"|</?(?:b|strong|em|i|u|p|br|span|div|code|center|mark)\b[^<>]{0,80}>|[*`$]|^[#>\s]+|\\[()\[\]]",
    re.IGNORECASE | re.MULTILINE,
)
_LATEX = re.compile(
    r"\\+(?:text\w{0,6}|math\w{0,6}|operatorname|mbox|bf|rm|bold\w{0,6})\s*\{([^{}]*)\}"
)
_NESTED = 5
"""Deeper commands within commands than this nobody writes."""


def said(completion: Any) -> str:
    """Return the text of a completion.

    Args:
        completion: A string, a message, or messages of which the last that the assistant speaks
            counts; contents are strings or lists of parts. None is nothing.
    """
    if isinstance(completion, str):
        return completion
    if isinstance(completion, Mapping):
        return said(completion.get("content") or completion.get("text"))
    if not isinstance(completion, Sequence):
        return ""
    spoken = [one for one in completion if isinstance(one, Mapping) and "role" in one]
    if spoken:
        return said(next((m for m in reversed(spoken) if m["role"] == "assistant"), None))
    return "".join(map(said, completion))


def aloud(text: str) -> str:
    """Return what is left of a text without thoughts.

    A thought that nobody ends goes on to the end; one that nobody began, since the prompt began
    it, goes back to the beginning.
    """
    kept, depth, at = [""], 0, 0
    for found in _THOUGHT.finditer(text):
        if not depth:
            kept.append(text[at : found.start()])
        at = found.end()
        if found["channel"]:
            depth = int(found["name"].casefold() not in ("final", "response"))
        elif found["end"] or found["open"] == "end":
            kept, depth = (kept if depth else [""]), max(0, depth - 1)
        else:
            depth += 1
    return "".join(kept) + (text[at:] if not depth else "")


def plain(text: str) -> str:
    """Return a text of one width, without markup, invisible signs and what is struck out."""
    folded = unicodedata.normalize("NFKC", text)
    seen = "".join(c for c in folded if unicodedata.category(c) != "Cf").replace("’", "'")
    for _ in range(_NESTED):
        seen, before = _LATEX.sub(r" \1 ", seen), seen
        if seen == before:
            break
    return _MARKUP.sub(" ", seen).strip()
