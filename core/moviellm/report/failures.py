"""Films that could not be made, put together where they failed for the same reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class FailedFilm(Protocol):
    """A film that could not be made."""

    @property
    def id(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def trace(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Films that failed alike.

    Attributes:
        reason: Why, without what differs from film to film: its id, and the shot.
        films: Which, in their order.
        trace: The traceback of the first that has one, as text; empty when nobody has.
    """

    reason: str
    films: tuple[FailedFilm, ...]
    trace: str


def failure_groups(films: Iterable[FailedFilm]) -> list[FailureGroup]:
    """Put films together that failed for the same reason; the largest group comes first."""
    found: dict[str, list[FailedFilm]] = {}
    for film in films:
        found.setdefault(_alike(film), []).append(film)
    groups = [
        FailureGroup(reason, tuple(alike), next((f.trace for f in alike if f.trace), ""))
        for reason, alike in found.items()
    ]
    return sorted(groups, key=lambda group: -len(group.films))


def _alike(film: FailedFilm) -> str:
    if film.id not in film.reason:
        return film.reason
    where = rf",? (?:of |for )?film {re.escape(film.id)}"
    shot = r"(?:, shots? [^\s)]+(?: to [^\s)]+)?)?"
    reason = re.sub(f"{where}{shot}", "", film.reason)
    return reason.replace(film.id, "the film")
