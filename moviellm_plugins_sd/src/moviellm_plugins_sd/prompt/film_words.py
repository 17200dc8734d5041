"""Words of a film in a prompt: what its style emphasises weighs, its own brackets are words."""

from __future__ import annotations

import re

from moviellm.film import Style

_BEGINS, _ENDS = "\ue000", "\ue001"
"""Of private use: they stand for double brackets until every other bracket is escaped."""

_EMPHASISED = re.compile(f"{_BEGINS}(.*?){_ENDS}", re.DOTALL)
_READ_AS_WEIGHTS = re.compile(r"[()\[\]\\]")


def mark_emphasis(text: str, style: Style) -> str:
    """Set marks about the emphasised phrases of a style, which staging sets in double brackets."""
    text = re.sub(f"[{_BEGINS}{_ENDS}]", "", text)
    phrases = {phrase.text for phrase in style.phrases if phrase.emphasised}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        text = text.replace(f"(({phrase}))", f"{_BEGINS}{phrase}{_ENDS}")
    return text


def as_prompt(text: str) -> str:
    """A text of a film as a prompt (`prompt.weights`), in which the marks alone are brackets."""
    escaped = _READ_AS_WEIGHTS.sub(lambda found: f"\\{found[0]}", text)
    return _EMPHASISED.sub(_in_brackets, escaped)


def _in_brackets(found: re.Match[str]) -> str:
    words = found[1].replace(":", r"\:")  # or a number behind it would be a weight
    return f"(({words}))"
