"""The wordings of ``instructions.toml``; which one is used depends on seed and id."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from moviellm.exporting import letter
from moviellm.film import Question, derive_seed

from moviellm_plugin_trainers.rows.escaping import escaped_line

T = TypeVar("T")


@cache
def wordings() -> dict[str, Any]:
    """Everything in ``instructions.toml``."""
    text = files(__package__).joinpath("instructions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses a wording for a thing of a film, always the same one.

    Attributes:
        seed: The exporter's.
        film: The film's id.
    """

    seed: int
    film: str

    def of(self, wordings: Sequence[T], thing: str) -> T:
        """Return one of several wordings for the thing with this id."""
        return wordings[derive_seed(self.seed, "wording", self.film, thing) % len(wordings)]


def lettered(question: Question) -> str:
    """Return the options of a question, one a line, each with its letter."""
    options = question.options or ()
    return "\n".join(f"{letter(at)}. {escaped_line(text)}" for at, text in enumerate(options))


def listed(question: Question) -> str:
    """Return the options of a question, one a line, without letters."""
    return "\n".join(f"- {escaped_line(text)}" for text in question.options or ())
