"""The closed words by which others know a question: the skill it needs, the form of its answer.

An exporter maps these to the words of its format and never looks at kinds of question, so that a
new kind finds its place in every format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, TypeVar, get_args

from moviellm.errors import PluginError

Skill = Literal[
    "theme", "plot", "sequence", "order", "time", "person", "recognition", "place", "counting",
    "reason", "speech", "mind", "change",
]  # fmt: skip
AnswerForm = Literal["name", "number", "moment", "length", "text"]
Word = TypeVar("Word", bound=str)
T = TypeVar("T")


def for_every_skill(owner: str, table: Mapping[Skill, T]) -> Mapping[Skill, T]:
    """Return a table that has a row for every skill.

    Args:
        owner: Whose table it is, for the error.
        table: What each skill is to it.

    Raises:
        PluginError: A skill is missing, or a row is of no skill.

    Examples:
        >>> for_every_skill("Quiz", dict.fromkeys(SKILLS, "any"))["mind"]
        'any'
    """
    return _whole(owner, "skill", table, get_args(Skill))


def for_every_form(owner: str, table: Mapping[AnswerForm, T]) -> Mapping[AnswerForm, T]:
    """Return a table that has a row for every form of an answer; see `for_every_skill`.

    Raises:
        PluginError: A form is missing, or a row is of no form.
    """
    return _whole(owner, "form of an answer", table, get_args(AnswerForm))


def _whole(
    owner: str, what: str, table: Mapping[Word, T], words: Sequence[Word]
) -> Mapping[Word, T]:
    missing = [word for word in words if word not in table]
    unknown = [word for word in table if word not in words]
    if missing or unknown:
        said = [f"no row for the {what} {', '.join(missing)}"] if missing else []
        said += [f"a row for {', '.join(unknown)}, which is no {what}"] if unknown else []
        raise PluginError(
            f"The table of {owner} has {' and '.join(said)}.",
            hint=f"Give it one row for each {what}: {', '.join(words)}.",
        )
    return MappingProxyType(dict(table))


SKILLS: Mapping[Skill, str] = for_every_skill(
    "the skills",
    {
        "theme": "telling what the whole film is about",
        "plot": "telling what happens in a part of it",
        "sequence": "telling what happens before and after, and when",
        "order": "telling which of several events comes first",
        "time": "telling how long something lasts",
        "person": "telling who does or has something",
        "recognition": "telling what is seen: a thing, a look",
        "place": "telling where somebody or something is",
        "counting": "telling how often something happens",
        "reason": "telling why somebody does something",
        "speech": "telling who says what",
        "mind": "telling what somebody believes",
        "change": "telling what has become of something",
    },
)
"""Every skill that a question may need, and what it is."""

ANSWER_FORMS: Mapping[AnswerForm, str] = for_every_form(
    "the forms",
    {
        "name": "a person, thing, place or look in a few words",
        "number": "how often, in words",
        "moment": "a time of the film",
        "length": "a stretch of time",
        "text": "a clause, or several sentences",
    },
)
"""Every form that an answer may have, and what it is."""
