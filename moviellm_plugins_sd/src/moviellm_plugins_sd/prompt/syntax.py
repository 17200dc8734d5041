"""What a prompt of a pipeline says that is no weight as it is read here: told, not painted."""

from __future__ import annotations

import re

from moviellm_plugins_sd.prompt.weights import brackets_of, parts_of, weight_in

_MOST = 3.0
"""Beyond that CLIP's states are far from any that a model has seen, and pictures break."""

_NUMBER = re.compile(r"(?<!\\):\s*([-+\d.,%\s]*)\Z")
_FOREIGN = (
    (r"(?<!\\)<\w+:[^>]*>", "names a file in angle brackets; LoRA files stand in `loras`"),
    (r"(?<!\w)BREAK(?!\w)", "begins a new window by BREAK; windows are made by themselves"),
    (r"(?<!\\)[{}]", "has braces, which weigh nothing here"),
    (r"[\w)](\+\++|--+)(?=[\s,.;:)\]]|$)|(?<!\\)\)\+", "weighs by plus or minus signs"),
    (r"(?<!\\)\)\.?\d", "weighs by a number behind a bracket"),
)
_HINT = "write (word:1.3), ((word)) or [word], and a backslash before a bracket that is a word's"


def checked_prompt(prompt: str) -> str:
    """Return a prompt whose weights can be read.

    Raises:
        ValueError: They cannot; says where and how they are written.
    """
    if fault := _fault(prompt):
        raise ValueError(f"{fault}; {_HINT}")
    return prompt


def _fault(prompt: str) -> str:
    for pattern, said in _FOREIGN:
        if found := re.search(pattern, prompt):
            return f"{_quoted(prompt, found.start(), found.end())} {said}"
    for bracket in brackets_of(prompt):
        place, other = bracket.place, bracket.partner
        if other is None:
            return f"the bracket in {_quoted(prompt, place, place + 1)} has no partner"
        if place < other and (said := _fault_of(prompt[place], prompt[place + 1 : other])):
            return f"{_quoted(prompt, place, other + 1)} {said}"
    for part in parts_of(prompt):
        if part.weight > _MOST:
            return f"“{part.text[:40]}” weighs {part.weight:.3g}, and {_MOST:g} is the most"
    return ""


def _fault_of(opening: str, inside: str) -> str:
    """What is wrong with what stands in a pair of brackets."""
    if opening == "(":
        return "ends with no weight" if _NUMBER.search(inside) and not weight_in(inside) else ""
    if "|" in inside or _NUMBER.search(inside):
        return "changes while a picture is painted, as square brackets do elsewhere, and not here"
    return ""


def _quoted(prompt: str, begin: int, end: int) -> str:
    """A place of a prompt with what stands around it."""
    near = prompt[max(0, begin - 12) : max(end, begin + 28)]
    return f"“{near.strip()}”"
