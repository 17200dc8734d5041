"""Refusals of a request that every other call would meet too: parameters that are not taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from moviellm_plugins_gpt.calls.outcomes import BadRequest, Hopeless

_CODES = frozenset({
    "unsupported_parameter", "unknown_parameter", "unsupported_value", "extra_forbidden",
    "unrecognized_parameter", "invalid_parameter", "parameter_not_supported",
})  # fmt: skip
_PHRASE = re.compile(
    r"unsupported|not supported|n't support|not support|unknown|unrecognized|unrecognised"
    r"|unexpected|not permitted|not allowed|extra inputs|extra_forbidden|only the default|may only"
    r"|deprecated|not available|unavailable|cannot find field|use 'max",
    re.IGNORECASE,
)
_CONTENT = frozenset({
    "model", "messages", "input", "instructions", "system", "prompt", "image", "content", "role",
})  # fmt: skip
"""Fields whose refusal is about what they hold: another question may be taken."""

_OPTION_OF = {"reasoning": "reasoning_effort", "effort": "reasoning_effort"}
_STRUCTURE = {"response_format", "text", "tools", "tool_choice", "output_config"}
_LENGTHS = {"max_tokens", "max_completion_tokens", "max_output_tokens"}


def says_unsupported(outcome: BadRequest) -> bool:
    """Whether a refusal says that it does not know or take something."""
    return bool(outcome.codes & _CODES or _PHRASE.search(outcome.said))


def hopeless_of(outcome: BadRequest, body: Mapping[str, Any]) -> Hopeless | None:
    """Return what ends the run where every call would be refused alike; None where not.

    Args:
        outcome: The refusal.
        body: What was asked.
    """
    if outcome.filtered or not says_unsupported(outcome):
        return None
    asked = [name for name in _names_in(body) if name in outcome.named and name not in _CONTENT]
    plain = outcome.codes & _CODES
    refused = [name for name in asked if plain or _is_meant(name, outcome.said)]
    if not refused and not (plain and not _CONTENT & set(outcome.named[:1])):
        return None
    name = refused[0] if refused else ""
    what = f"`{name}`" if name else "one of the options"
    return Hopeless(f"The server does not take {what}: {outcome.said}", hint=_hint(name))


def _is_meant(name: str, said: str) -> bool:
    """Whether a word of a message is a parameter's name, and no word of English."""
    spelled = f"(^|: |['\"`]){re.escape(name)}['\"`:]"
    return "_" in name or name == "temperature" or bool(re.search(spelled, said))


def _hint(name: str) -> str:
    if name in _STRUCTURE:
        return "Choose another `structure`, such as `prompt`, which every server takes."
    if name in _LENGTHS:
        return "Choose the other `length_parameter`, or ask the server's maker for its name."
    if not name:
        return "Leave out the option that it names, and run again."
    option = _OPTION_OF.get(name, name)
    return f"Leave out the option `{option}` (it may stand in `extra_body`), and run again."


def _names_in(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of parameters in a request, of those inside others too."""
    for name, value in body.items():
        yield name
        if isinstance(value, dict) and name not in _CONTENT:
            yield from _names_in(value)
