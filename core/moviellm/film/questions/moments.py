"""Naming a moment so that it can be no other: ``when Mara comes back for the second time``."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.film.ledger.ledger import Step
from moviellm.film.prose.wording import Wording, clean
from moviellm.film.verbs import asked
from moviellm.film.viewers import Screening

ORDINALS = ("first", "second", "third")
_NAMING = asked("moment")
LONGEST_LINE = 70
"""A longer line of dialogue does not name a moment."""


class Moments:
    """The events of a film by which moments can be named.

    An event names a moment if its clause fits no other event of the film, or if all events that
    it fits are seen, so that a viewer can count them ("for the second time").

    Args:
        screening: The film.
        words: Its wording.
    """

    def __init__(self, screening: Screening, words: Wording) -> None:
        self.screening = screening
        self._clauses: dict[str, str] = {}
        groups: dict[str, list[Step]] = {}
        for step in screening.steps:
            text = words.clause(step, full=True)
            self._clauses[step.event.id] = text
            if step.event.verb not in _NAMING:
                continue
            groups.setdefault(text.lower(), []).append(step)
        self._names: dict[str, str] = {}
        for group in groups.values():
            self._name(group)
        self.anchors: Sequence[Step] = [
            step
            for step in screening.steps
            if step.event.id in self._names and step.event.line is None
        ]
        self.spoken: Sequence[Step] = [
            step for step in screening.steps if step.event.id in self._names and step.event.line
        ]

    def clause(self, event: str) -> str | None:
        """The clause that fits this event alone; None when there is no good one."""
        return self._names.get(event)

    def plain(self, event: str) -> str:
        """The clause of an event, whether or not it fits others."""
        return self._clauses[event]

    def alone(self, step: Step) -> bool:
        """Whether the event's clause needs no counting."""
        return self._names.get(step.event.id) == self._clauses.get(step.event.id)

    def ordinal(self, step: Step) -> str:
        """`` for the second time`` where the clause needs counting, else nothing."""
        named = self._names.get(step.event.id, "")
        return named.removeprefix(self._clauses.get(step.event.id, ""))

    def _name(self, group: list[Step]) -> None:
        shown = [step for step in group if self.screening.camera.shown(step.event.id)]
        text = self._clauses[group[0].event.id]
        line = group[0].event.line
        if len(shown) != len(group) or len(group) > len(ORDINALS):
            return
        if line is not None and (len(group) > 1 or len(clean(line)) > LONGEST_LINE):
            return
        if len(group) == 1:
            self._names[group[0].event.id] = text
            return
        for ordinal, step in zip(ORDINALS, group, strict=False):
            self._names[step.event.id] = f"{self._clauses[step.event.id]} for the {ordinal} time"
