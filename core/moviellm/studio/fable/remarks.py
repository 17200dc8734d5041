"""What a person should know before a run of how `fable` takes the theme of a film."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.film import Brief
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.theme import read_theme

_NAMED = 5
"""Words that are named; a theme may be a book."""


def brief_remarks(config: FableConfig, brief: Brief) -> list[str]:
    """What `fable` does not understand of a theme, and what stands for what a film cannot have."""
    if not writes(brief.language):
        return [f"it writes English, not `{brief.language}`: the film would not be made"]
    wishes = read_theme(brief.theme)
    if wishes.empty and not wishes.told:
        return [_nothing(brief.theme, wishes.unknown)]
    said = [f"{word}: {told}" for word, told in wishes.told]
    if wishes.unknown:
        said.append(f"no word that it knows: {_listed(wishes.unknown)}")
    if wishes.strangers:
        said.append(f"a name that it does not keep: {_listed(wishes.strangers)}")
    return said


def writes(language: str) -> bool:
    """Whether `fable` writes in a language (a BCP 47 tag)."""
    return language.partition("-")[0].lower() == "en"


def _nothing(theme: str, unknown: Sequence[str]) -> str:
    foreign = any(letter.isalpha() and not letter.isascii() for letter in theme)
    if unknown or foreign or not any(letter.isalpha() for letter in theme):
        return "it understands nothing of it, and takes what the seed gives; it reads English"
    return "it finds no place, thing or person in it, and takes what the seed gives"


def _listed(words: Sequence[str]) -> str:
    more = len(words) - _NAMED
    return ", ".join(words[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
