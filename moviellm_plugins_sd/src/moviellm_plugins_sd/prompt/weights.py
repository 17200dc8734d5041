r"""Weights in a prompt, as the common web interfaces write them.

``(word)`` weighs 1.1 times as much, ``[word]`` as much less, ``(word:1.3)`` 1.3 times; brackets in
brackets multiply. A backslash makes words of a bracket: ``\(1930s\)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

STEP = 1.1
"""The weight of one pair of brackets, as painters with Stable Diffusion are used to it."""

_DEEPEST = 5
"""1.1 to the fifth is 1.6; beyond that CLIP's states are far from any that the model has seen."""

_OPENS_OF = {")": "(", "]": "["}
_SIGNS = re.compile(r"\\[()\[\]\\]|[()\[\]]")
_ESCAPED = re.compile(r"\\([()\[\]{}<\\:+-])")
_WEIGHT = re.compile(r"(?<!\\):\s*(\d+\.?\d*|\.\d+)\s*\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a prompt with one weight."""

    text: str
    weight: float = 1.0


def parts_of(prompt: str) -> tuple[Part, ...]:
    """Split a prompt where its weight changes; brackets, weights and backslashes are taken out.

    A bracket without its partner is text. Brackets deeper than five weigh no more.
    """
    parts: list[Part] = []
    for text, weight in _stretches(prompt):
        words = _ESCAPED.sub(r"\1", text)
        if parts and parts[-1].weight == weight:
            words = parts.pop().text + words
        if words:
            parts.append(Part(words, weight))
    return tuple(parts)


def without_brackets(prompt: str) -> str:
    """A prompt for models that know no emphasis."""
    return "".join(part.text for part in parts_of(prompt))


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket in a prompt.

    Attributes:
        place: Where it stands.
        partner: Where the other of its pair stands; None for one without.
    """

    place: int
    partner: int | None = None


def brackets_of(prompt: str) -> tuple[Bracket, ...]:
    """Every bracket that is not escaped, in order."""
    partner: dict[int, int | None] = {}
    opened: list[int] = []
    for found in _SIGNS.finditer(prompt):
        letter, place = found[0], found.start()
        if len(letter) > 1:  # escaped
            continue
        partner[place] = None
        if letter in "([":
            opened.append(place)
            continue
        opener = _OPENS_OF[letter]
        if opener in {prompt[other] for other in opened}:
            while prompt[opened[-1]] != opener:
                opened.pop()
            other = opened.pop()
            partner |= {place: other, other: place}
    return tuple(Bracket(place, other) for place, other in sorted(partner.items()))


def weight_in(inside: str) -> re.Match[str] | None:
    """The weight at the end of what stands in round brackets, with its colon."""
    return _WEIGHT.search(inside)


def _stretches(prompt: str) -> Iterator[tuple[str, float]]:
    """What stands between brackets that have a partner, with its weight."""
    begun, depth, told = 0, 0, [1.0]
    for bracket in brackets_of(prompt):
        place, other = bracket.place, bracket.partner
        if other is None:
            continue
        weight = told[-1] * STEP ** max(-_DEEPEST, min(depth, _DEEPEST))
        sign = 1 if prompt[place] in "()" else -1
        if place < other:
            yield prompt[begun:place], weight
            found = weight_in(prompt[place + 1 : other]) if sign > 0 else None
            told.append(told[-1] * float(found[1]) if found else told[-1])
            depth += 0 if found else sign
        else:
            found = weight_in(prompt[other + 1 : place]) if sign > 0 else None
            yield prompt[begun : place - len(found[0]) if found else place], weight
            told.pop()
            depth -= 0 if found else sign
        begun = place + 1
    yield prompt[begun:], 1.0
