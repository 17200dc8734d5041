"""Prompts: text files of this package, which the options may replace one by one.

A prompt's ``$names`` are filled in. The files of a part belong to the key of its steps, so a prompt
that changes makes new films; `VERSION` counts the editions for the data card.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Template

VERSION = 1
"""The edition of the prompts; raise it with every change to a file."""


JUDGE = "judge"
"""The part with the prompts that judges share, whatever else they do."""


@cache
def _shipped(name: str) -> str:
    return files("moviellm_plugins_gpt").joinpath(f"prompts/{name}.md").read_text("utf-8").strip()


def shipped_names(part: str) -> list[str]:
    """Return the names of the prompts of a part (``writer``, ``critic``, ...), in order."""
    folder = files("moviellm_plugins_gpt").joinpath(f"prompts/{part}")
    return sorted(file.name.removesuffix(".md") for file in folder.iterdir())


def placeholders(part: str, name: str) -> frozenset[str]:
    """Return what a shipped prompt has filled in."""
    return frozenset(Template(_shipped(f"{part}/{name}")).get_identifiers())


def refuse_wrong_prompts(own: Mapping[str, str], *parts: str) -> None:
    """Check the prompts that somebody wrote in place of shipped ones.

    Args:
        own: His texts, by name.
        parts: Whose prompts he may replace.

    Raises:
        ValueError: There is no such prompt, or it wants something that is not filled in.
    """
    known = {name: part for part in parts for name in shipped_names(part)}
    for name, text in own.items():
        if name not in known:
            raise ValueError(f"there is no prompt {name!r}; there are {', '.join(known)}")
        template, filled = Template(text), placeholders(known[name], name)
        if not template.is_valid():
            raise ValueError(f"the prompt {name!r} has a stray $; write $$ for the sign itself")
        strange = sorted(set(template.get_identifiers()) - filled)
        if strange:
            raise ValueError(
                f"the prompt {name!r} wants ${strange[0]}; it is given "
                + (", ".join(f"${one}" for one in sorted(filled)) or "nothing")
            )


class Prompts:
    """The prompts of one component.

    Args:
        part: Which folder of `prompts/`.
        own: Texts that stand in for shipped ones, by name.
    """

    def __init__(self, part: str, own: Mapping[str, str]) -> None:
        self._part, self._own = part, own

    def fill(self, prompt: str, /, **values: object) -> str:
        """Return a prompt with everything filled in; texts are inserted as they are."""
        text = self._own.get(prompt) or _shipped(f"{self._part}/{prompt}")
        return Template(text).substitute({key: str(value) for key, value in values.items()})
