"""Tokens of a prompt in windows of the length that a text encoder reads; none is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from moviellm_plugins_sd.prompt.weights import parts_of

_SLACK = 20
"""So many places of a window may stay empty to keep a phrase whole."""

_PHRASES = re.compile(r"[^,.;:]*[,.;:]*")


@dataclass(frozen=True, slots=True)
class Window:
    """What an encoder reads at once, without start, end and padding.

    Attributes:
        ids: Token ids.
        weights: The weight of each.
    """

    ids: tuple[int, ...] = ()
    weights: tuple[float, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def plus(self, other: Window) -> Window:
        """Both, one after the other."""
        return Window(self.ids + other.ids, self.weights + other.weights)

    def cut(self, place: int) -> tuple[Window, Window]:
        """What stands before a place and what stands from there."""
        first = Window(self.ids[:place], self.weights[:place])
        return first, Window(self.ids[place:], self.weights[place:])


def windows_of(
    prompt: str, tokens: Callable[[str], Sequence[int]], room: int
) -> tuple[Window, ...]:
    """Put a prompt into windows; at least one, the last perhaps short.

    A phrase (up to a comma or full stop) is kept in one window where that leaves little room
    empty; a longer one goes on in the next window.

    Args:
        prompt: With weights by brackets.
        tokens: The tokenizer's, without start and end.
        room: How many tokens a window holds.
    """
    done: list[Window] = []
    filling = Window()
    for phrase in _phrases(prompt, tokens):
        if len(filling) + len(phrase) > room and room - len(filling) <= _SLACK:
            done.append(filling)
            filling = Window()
        filling = filling.plus(phrase)
        while len(filling) > room:
            full, filling = filling.cut(room)
            done.append(full)
    return (*done, filling) if filling or not done else tuple(done)


def _phrases(prompt: str, tokens: Callable[[str], Sequence[int]]) -> Iterator[Window]:
    for part in parts_of(prompt):
        for match in _PHRASES.finditer(part.text):
            if text := match[0].strip():
                ids = tuple(tokens(text))
                yield Window(ids, (part.weight,) * len(ids))
