"""The models that this package names, and the days on which the providers shut them.

Docs, examples and tests take their names from here and from nowhere else; a test fails two weeks
before one of those dies. Prices are in the dated table of ``genai-prices`` (`calls.prices`), except
for what it does not know.

Sources, checked on `CHECKED`: OpenAI's page of deprecations (developers.openai.com) and Anthropic's
(platform.claude.com), where dates are those of the providers' own endpoints.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

CHECKED = datetime.date(2026, 11, 30)
"""When the table was last held against the providers' pages."""

WARNED_DAYS = 60
"""So long before a model dies plans tell of it: both providers give at least that notice."""

_SNAPSHOT = r"(-\d{4}-\d{2}-\d{2}|-\d{8}|-latest)?"


@dataclass(frozen=True, slots=True)
class Model:
    """One model of a provider.

    Attributes:
        name: As requests name it, without a snapshot's date.
        provider: Whose it is.
        until: The day on which it is shut; None while none has been told.
        successor: What its provider recommends instead.
        named: What docs and examples name it for; empty for what they do not name.
    """

    name: str
    provider: Literal["openai", "anthropic"]
    until: datetime.date | None = None
    successor: str = ""
    named: str = ""


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


MODELS: tuple[Model, ...] = (
    Model("gpt-6.1-terra", "openai", named="texts and pictures looked at"),
    Model("gpt-image-2.5-flare", "openai", named="pictures made"),
    Model("tts-1", "openai", named="lines spoken"),
    Model("claude-haiku-5-5", "anthropic", named="texts and pictures looked at"),
    Model("claude-sonnet-5-5", "anthropic", named="better texts"),
    Model("gpt-3.5-turbo", "openai", _day("2026-10-23"), "gpt-6.1-terra"),
    Model("gpt-4", "openai", _day("2026-10-23"), "gpt-6.1-sol"),
    Model("gpt-4-turbo", "openai", _day("2026-10-23"), "gpt-6.1-sol"),
    Model("gpt-4.1-nano", "openai", _day("2026-10-23"), "gpt-6-luna"),
    Model("o1", "openai", _day("2026-10-23"), "gpt-6.1-sol"),
    Model("o3-mini", "openai", _day("2026-10-23"), "gpt-6.1-sol"),
    Model("o4-mini", "openai", _day("2026-10-23"), "gpt-6.1-terra"),
    Model("gpt-image-1-mini", "openai", _day("2026-12-01"), "gpt-image-2.5-flare"),
    Model("gpt-image-1.5", "openai", _day("2026-12-01"), "gpt-image-2.5-sunburst"),
    Model("gpt-5", "openai", _day("2026-12-11"), "gpt-6.1-sol"),
    Model("gpt-5-mini", "openai", _day("2026-12-11"), "gpt-6.1-terra"),
    Model("gpt-5-nano", "openai", _day("2026-12-11"), "gpt-6-luna"),
    Model("gpt-5-pro", "openai", _day("2026-12-11"), "gpt-6.1-sol"),
    Model("o3", "openai", _day("2026-12-11"), "gpt-6.1-sol"),
    Model("gpt-4.1", "openai", _day("2027-01-14"), "gpt-6-luna"),
    Model("gpt-4.1-mini", "openai", _day("2027-01-14"), "gpt-6-luna"),
    Model("gpt-4o", "openai", _day("2027-01-14"), "gpt-6-luna"),
    Model("gpt-4o-mini", "openai", _day("2027-01-14"), "gpt-6-luna"),
    Model("gpt-5.1", "openai", _day("2027-04-01"), "gpt-6.1-sol"),
    Model("claude-sonnet-4-0", "anthropic", _day("2026-06-15"), "claude-sonnet-5-5"),
    Model("claude-opus-4-0", "anthropic", _day("2026-06-15"), "claude-opus-5-5"),
    Model("claude-sonnet-4-5", "anthropic", _day("2026-11-30"), "claude-sonnet-5-5"),
)


def model_called(name: str) -> Model | None:
    """Return the row of a model; a snapshot of a model dies with it."""
    for model in MODELS:
        if re.fullmatch(re.escape(model.name) + _SNAPSHOT, name):
            return model
    return None


def remark_on(name: str, today: datetime.date) -> str:
    """Return what is to be said of a model that is dead or dies soon; empty where nothing is."""
    model = model_called(name)
    if model is None or model.until is None:
        return ""
    return told_end(name, model.until, model.successor, today)


def told_end(name: str, until: datetime.date, successor: str, today: datetime.date) -> str:
    """Return in a sentence that a model is dead, or dies within `WARNED_DAYS`; else nothing."""
    days = (until - today).days
    if days > WARNED_DAYS:
        return ""
    instead = f"; the provider recommends `{successor}`" if successor else ""
    if days <= 0:
        return f"the model `{name}` was shut on {until}{instead}"
    left = "tomorrow" if days == 1 else f"in {days} days"
    return f"the model `{name}` will be shut on {until}, {left}{instead}"
