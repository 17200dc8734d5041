"""Patterns of events: ``take(agent=ivo, prop=map)``, ``deed(agent=ivo)``, ``take|find()``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from moviellm.film.ledger.ledger import Step
from moviellm.film.verbs import VERBS
from moviellm.film.viewers import Screening, View

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "handle": tuple(verb.name for verb in VERBS.values() if verb.handles),
        "deed": tuple(verb.name for verb in VERBS.values() if verb.deed),
        "any": tuple(VERBS),
    }
)
"""Names for several verbs: what changes a prop, what a person is seen to do, everything."""

ROLES = ("agent", "prop", "person", "place", "spot", "at")
"""What a pattern can ask of an event: its fields, and ``at``, the place where it happens."""

_FORM = re.compile(r"([a-z|]+)\(([a-z0-9=,._ -]*)\)")


@dataclass(frozen=True)
class Pattern:
    """Events of some verbs with some participants.

    Attributes:
        verbs: Verbs or names of `GROUPS`, joined by ``|``.
        roles: Pairs of role and id, in the order of `ROLES`.
    """

    verbs: str
    roles: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, verbs: str, **roles: str | None) -> Pattern:
        """A pattern; roles that are None are left open."""
        given = tuple((role, roles[role]) for role in ROLES if roles.get(role) is not None)
        return cls(verbs, tuple((role, value or "") for role, value in given))

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """Read a pattern in its written form.

        Raises:
            ValueError: It is not a pattern, or names an unknown verb or role.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a pattern of events: {text!r}; expected take(agent=ivo)")
        roles: dict[str, str | None] = {}
        for part in filter(None, (part.strip() for part in match[2].split(","))):
            role, equals, value = part.partition("=")
            if role not in ROLES or not equals or not value or role in roles:
                raise ValueError(f"not a role of an event: {part!r}; use {', '.join(ROLES)}")
            roles[role] = value
        for verb in match[1].split("|"):
            if verb not in VERBS and verb not in GROUPS:
                raise ValueError(f"not a verb: {verb!r}")
        return cls.of(match[1], **roles)

    def __str__(self) -> str:
        return f"{self.verbs}({', '.join(f'{role}={value}' for role, value in self.roles)})"

    @cached_property
    def by_anybody(self) -> Pattern:
        """The same events, whoever does them."""
        return Pattern(self.verbs, tuple(one for one in self.roles if one[0] != "agent"))

    @cached_property
    def _names(self) -> frozenset[str]:
        names: list[str] = []
        for verb in self.verbs.split("|"):
            names += GROUPS.get(verb, (verb,))
        return frozenset(names)

    def matches(self, screening: Screening, step: Step) -> bool:
        """Whether an event fits."""
        if step.event.verb not in self._names:
            return False
        return all(role_of(screening, step, role) == value for role, value in self.roles)

    def candidates(self, screening: Screening) -> Sequence[Step]:
        """Steps among which all that fit are found, in order."""
        lists = [
            screening.touching.get(value, [])
            for role, value in self.roles
            if role in ("agent", "prop", "person")
        ]
        return min(lists, key=len) if lists else screening.steps

    def seen(self, view: View) -> list[Step]:
        """The events that fit and that a viewer saw, in order of the story."""
        if not view.few and self in view.memory:
            kept: list[Step] = view.memory[self]
            return kept
        screening = view.screening
        among = None if view.few else self.candidates(screening)
        found = [step for step in view.steps(among) if self.matches(screening, step)]
        if not view.few:
            view.memory[self] = found
        return found


def role_of(screening: Screening, step: Step, role: str) -> str | None:
    """Who or what plays a role in an event; ``at`` is the place where it happens."""
    if role == "at":
        return screening.place(step)
    value = getattr(step.event, role)
    return None if value is None else str(value)
