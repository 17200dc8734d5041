"""Who speaks with which voice: chosen from the sheet, the same in every line and every run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from moviellm import InputError
from moviellm.film import Person, derive_seed

Pronoun = Literal["she", "he", "they"]
Age = Literal["child", "young", "adult", "old"]

NARRATOR = ""
"""Stands for whoever speaks a line of which nobody knows the speaker."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A voice that an engine has.

    Attributes:
        name: What the engine calls it.
        pronoun: Whose voice it sounds like; ``they`` fits everybody.
        ages: Whom it fits.
    """

    name: str
    pronoun: Pronoun = "they"
    ages: tuple[Age, ...] = ("young", "adult")


@dataclass(frozen=True, slots=True)
class CastVoice:
    """A person's voice in a film.

    Attributes:
        name: What the engine calls it.
        shared: How many others of the cast had it before. Engines make these sound different.
        age: The person's.
        build: The person's.
    """

    name: str
    shared: int = 0
    age: Age = "adult"
    build: Literal["slight", "average", "stout"] = "average"


def cast_voices(
    people: Iterable[Person],
    sheets: Sequence[Sheet],
    chosen: Mapping[str, str],
    narrator: str | None = None,
) -> dict[str, CastVoice]:
    """Return a voice for each person by id, and for the narrator.

    Voices that fit a person's pronoun come first, among these those that fewest have, then those
    that fit the age; the rest is decided by a hash of the person, never by chance.

    Args:
        people: The cast.
        sheets: The voices that there are; one at least.
        chosen: The voices that a pipeline gives, by name or id of a person.
        narrator: The voice that it gives the narrator.

    Raises:
        InputError: A voice is chosen that there is not.
    """
    names = {sheet.name for sheet in sheets}
    for voice in (*chosen.values(), narrator):
        if voice is not None and voice not in names:
            raise InputError(
                f"There is no voice {voice!r}.",
                hint=f"These are there: {', '.join(sorted(names))}.",
            )
    everybody = list(people)
    own = {one.id: chosen.get(one.id) or chosen.get(one.name) for one in everybody}
    given: Counter[str] = Counter()
    found: dict[str, CastVoice] = {}
    for person in sorted(everybody, key=lambda one: own[one.id] is None):  # those chosen first
        name = own[person.id] or _fitting(person, sheets, given)
        looks = person.appearance
        found[person.id] = CastVoice(name, given[name], looks.age, looks.build)
        given[name] += 1
    name = narrator or _fitting(Person(id="narrator", name="narrator"), sheets, given)
    found[NARRATOR] = CastVoice(name, 0 if narrator else given[name])
    return found


def _fitting(person: Person, sheets: Sequence[Sheet], given: Mapping[str, int]) -> str:
    def misfit(sheet: Sheet) -> tuple[bool, int, bool, int]:
        other = "they" not in (person.pronoun, sheet.pronoun) and person.pronoun != sheet.pronoun
        wrong_age = person.appearance.age not in sheet.ages
        chance = derive_seed(person.id, person.name, sheet.name)
        return other, given.get(sheet.name, 0), wrong_age, chance

    return min(sheets, key=misfit).name
