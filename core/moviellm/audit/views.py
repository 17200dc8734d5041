"""What each baseline sees, and of which questions it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from moviellm.audit.item import AuditItem
from moviellm.audit.shown import Shown

View = Literal["words", "siblings", "options", "frame", "shuffled", "silent", "model"]
Glimpse = Callable[[Shown, str, Sequence[str]], Mapping[str, list[float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSpec:
    """What one baseline sees.

    Attributes:
        sees: In words.
        question: Whether it sees the question.
        siblings: Whether it sees the film's other questions.
        film: What it sees of the film; None for nothing.
        measures: The names of what that says of each option.
        of: Of which questions it is asked, in words; empty for all of them. One who sees something
            of the film is asked only what that should not suffice for.
        needs: Whether a question is one of them.
        model: Whether it is a language model, which is trained where one is named.
    """

    sees: str
    question: bool = True
    siblings: bool = False
    film: Glimpse | None = None
    measures: tuple[str, ...] = ()
    of: str = ""
    needs: Callable[[AuditItem], bool] = lambda item: True
    model: bool = False

    def asked(self, item: AuditItem) -> bool:
        """Whether it is asked a question, of whose film it may see what it sees."""
        return self.needs(item) and (self.film is None or item.shown is not None)


VIEWS: Mapping[View, ViewSpec] = MappingProxyType(
    {
        "words": ViewSpec(sees="the question and its options"),
        "siblings": ViewSpec(sees="the same and the film's other questions", siblings=True),
        "options": ViewSpec(sees="the options alone", question=False),
        "frame": ViewSpec(
            sees="the question, its options, and the one frame that shows most of what is asked",
            film=Shown.in_one_frame,
            measures=("told", "seen"),
            of="questions whose answer joins two facts or more",
            needs=lambda item: item.hops > 1,
        ),
        "shuffled": ViewSpec(
            sees="the question, its options, and all frames without their order",
            film=Shown.in_no_order,
            measures=("told", "seen"),
            of="questions whose answer needs the order",
            needs=lambda item: item.ordered,
        ),
        "silent": ViewSpec(
            sees="the question, its options, and all frames in order, but nothing that is heard",
            film=Shown.in_order,
            measures=("told", "seen", "first", "last", "after"),
            of="questions whose answer is heard",
            needs=lambda item: item.heard,
        ),
        "model": ViewSpec(
            sees="the question and its options, as a language model reads them",
            of="questions of families that were drawn for it",
            model=True,
        ),
    }
)
"""Every baseline. The first three, and the last, see nothing of the film."""

BLIND: tuple[View, ...] = tuple(
    view for view, spec in VIEWS.items() if spec.film is None and not spec.model
)
