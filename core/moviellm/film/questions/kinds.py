"""The kinds of question: a row for each, and nothing about a kind stands anywhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from moviellm.film.models.annotations import QuestionKind
from moviellm.film.questions.draft import QuestionDraft, Sources
from moviellm.film.questions.drafts.beliefs import beliefs
from moviellm.film.questions.drafts.changes import changes, durations
from moviellm.film.questions.drafts.deeds import counts, doers, objects, settings
from moviellm.film.questions.drafts.follow import followed
from moviellm.film.questions.drafts.order import orders, times, what_before, what_next
from moviellm.film.questions.drafts.otherwise import otherwise
from moviellm.film.questions.drafts.places import moods, people, whereabouts
from moviellm.film.questions.drafts.plot import overview, plots
from moviellm.film.questions.drafts.reasons import reasons, speakers
from moviellm.film.questions.skills import AnswerForm, Skill

Drafts = Callable[[Sources], Iterator[QuestionDraft]]


@dataclass(frozen=True, slots=True)
class KindSpec:
    """What a kind of question is.

    Its drafts stand in one of the last two, which says how often it is asked.

    Attributes:
        name: The kind.
        skill: What a viewer needs to answer it.
        answers: The forms that its answers have.
        speaks_of_options: Whether the wording speaks of the options where there are some ("which
            of these four events"), so that it cannot be asked without them.
        always: Its drafts, all of which are asked that can be proved.
        in_turn: Its drafts, which take turns with those of other kinds until enough is asked.
    """

    name: QuestionKind
    skill: Skill
    answers: tuple[AnswerForm, ...]
    speaks_of_options: bool = False
    always: tuple[Drafts, ...] = ()
    in_turn: tuple[Drafts, ...] = ()

    @property
    def drafts(self) -> tuple[Drafts, ...]:
        """What drafts its questions, however often it is asked."""
        return (*self.always, *self.in_turn)

    @property
    def share(self) -> str:
        """How often it is asked, in words."""
        return "always" if self.always else "in turn"

    def __post_init__(self) -> None:
        if not self.answers or bool(self.always) == bool(self.in_turn):
            raise ValueError(
                f"the kind of question `{self.name}` needs a form of its answer, and its drafts in "
                "one of `always` and `in_turn`"
            )


def table_of(*rows: KindSpec) -> Mapping[QuestionKind, KindSpec]:
    """Return the rows by name.

    Raises:
        ValueError: A kind has no row, or several, or a row is of no kind.
    """
    named, known = Counter(row.name for row in rows), Counter(get_args(QuestionKind))
    if odd := (named - known) + (known - named):
        raise ValueError(f"not one row for each `QuestionKind`: {', '.join(sorted(odd))}")
    return MappingProxyType({row.name: row for row in rows})


QUESTION_KINDS = table_of(
    KindSpec("overview", "theme", ("text",), always=(overview,)),
    KindSpec("plot", "plot", ("text",), always=(plots,)),
    KindSpec("temporal", "sequence", ("moment", "text"), in_turn=(what_next, what_before, times)),
    KindSpec("who", "person", ("name",), in_turn=(doers, whereabouts)),
    KindSpec("where", "place", ("name",), in_turn=(whereabouts, people, settings)),
    KindSpec("what", "recognition", ("name",), in_turn=(objects, moods)),
    KindSpec("count", "counting", ("number",), in_turn=(counts,)),
    KindSpec("order", "order", ("text",), speaks_of_options=True, in_turn=(orders,)),
    KindSpec("why", "reason", ("text",), in_turn=(reasons,)),
    KindSpec("who_said", "speech", ("name",), in_turn=(speakers,)),
    KindSpec("belief", "mind", ("name",), in_turn=(beliefs,)),
    KindSpec("duration", "time", ("length",), in_turn=(durations,)),
    KindSpec("change", "change", ("text",), in_turn=(changes,)),
    KindSpec("tracking", "change", ("name",), in_turn=(followed,)),
    KindSpec("counterfactual", "reason", ("name",), in_turn=(otherwise,)),
)
"""Every kind of question by its name."""
