"""From drafts to questions: proved, in good measure, half of them with four options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Protocol

from moviellm.film.models.annotations import Question, QuestionKind
from moviellm.film.questions.checks import prove, seen_blind
from moviellm.film.questions.draft import QuestionDraft, Sources
from moviellm.film.questions.drafts.follow import followed
from moviellm.film.questions.drafts.otherwise import otherwise
from moviellm.film.questions.drafts.turns import orders_of_like, things_in_turn
from moviellm.film.questions.family import Family
from moviellm.film.questions.kinds import QUESTION_KINDS, Drafts
from moviellm.film.questions.proved import Proved, told
from moviellm.film.questions.rotating import rotating
from moviellm.film.questions.rounds import OPTIONS, rounds
from moviellm.film.questions.written import written

_TRIES = 24
"""How many drafts of a sort may fail in a row before the sort is given up."""

_AT_ONCE = 160
"""So many questions of a sort are proved before rounds are made of them."""

NOT_SHARED = "not_shared"
"""What is counted of a family: questions that name what happens in one of its films alone."""


class Measure(Protocol):
    """How much to ask (a captioner's config may be one)."""

    @property
    def per_scene(self) -> float:
        """Questions wanted for each scene."""

    @property
    def most(self) -> int:
        """The most questions of one film."""

    @property
    def multiple_choice(self) -> float:
        """The share of questions with four options."""

    @property
    def kinds(self) -> tuple[QuestionKind, ...]:
        """The kinds of question to ask."""


class Selection:
    """Chooses and proves the questions of one film.

    Args:
        sources: What to ask about.
        config: How much to ask.
    """

    def __init__(self, sources: Sources, config: Measure) -> None:
        self.sources, self.config = sources, config
        self.dropped: Counter[str] = Counter()
        self._texts: set[str] = set()
        self._programs: set[str] = set()
        self._family = Family(sources)
        # captioners of others may have been written before there was this dial
        self._none_of_these = float(getattr(config, "none_of_these", 0.0))

    def questions(self) -> tuple[Question, ...]:
        """The questions with ids: those that are always asked, then all in the film's order."""
        kept = self._without_blind(self._choices(self._drawn()))
        kept.sort(key=lambda one: min(p.start_ms for p in one.proof.evidence))
        first = [kind for kind, spec in QUESTION_KINDS.items() if spec.always]
        ranks = {kind: rank for rank, kind in enumerate(first)}
        kept.sort(key=lambda one: ranks.get(one.draft.kind, len(ranks)))
        return tuple(
            written(self.sources, f"q{number:04d}", one, self._none_of_these)
            for number, one in enumerate(kept[: self.config.most], start=1)
        )

    def _drawn(self) -> list[Proved]:
        asked = [spec for spec in QUESTION_KINDS.values() if spec.name in self.config.kinds]
        always = [draft for spec in asked for way in spec.always for draft in way(self.sources)]
        kept = [one for draft in always if (one := self._prove(draft)) is not None]
        scenes = self.sources.screening.screenplay.scenes()
        wanted = round(self.config.per_scene * len(list(scenes)))
        ways = tuple(dict.fromkeys(way for spec in asked for way in spec.in_turn))
        with_options = round(self.config.multiple_choice * (len(kept) + wanted))
        asked_of_all = self._rotating(ways, with_options)
        left = max(0, wanted - len(asked_of_all))
        able = min(left, with_options - len(asked_of_all))
        return [*kept, *asked_of_all, *self._by_turns(ways, left, able)]

    def _rotating(self, ways: Sequence[Drafts], most: int) -> list[Proved]:
        """What is asked in all films of the family; nothing without one.

        Not what would be otherwise: each of the films would be told anew for each question. Nor
        where a thing is that is followed: what is put once lies in one of the places alone.
        """
        if not self._family:
            return []
        fit = (way for way in ways if way not in (otherwise, followed))
        every = (orders_of_like, things_in_turn, *fit)
        found = rotating(self._family, self.sources, every, self.config.kinds, most)
        self._texts |= {one.draft.question.lower() for one in found}
        self._programs |= {str(one.draft.program) for one in found}
        return found

    def _by_turns(self, ways: Sequence[Drafts], wanted: int, with_options: int) -> list[Proved]:
        """The other kinds take turns until there are enough, or none is left."""
        order = self.sources.shuffled(ways, "turns", lambda way: way.__name__)
        drafted = (self._proved(way(self.sources)) for way in order)
        found = [self._in_rounds(islice(proved, _AT_ONCE)) for proved in drafted]
        able, rest = ([one[part] for one in found] for part in (0, 1))
        kept = list(islice(_turns(able), with_options))
        kept += islice(_turns(rest), wanted - len(kept))
        return [*kept, *islice(_turns(able), wanted - len(kept))]

    def _in_rounds(self, proved: Iterable[Proved]) -> tuple[Iterator[Proved], Iterator[Proved]]:
        """Questions of one sort: those with the options that they share, and those without."""
        some = list(proved)
        made = rounds([one for one in some if not one.wrong])
        for each in made:
            each[:] = self.sources.shuffled(each, "round", lambda one: one.draft.question)
        made = self.sources.shuffled(made, "rounds", lambda each: each[0].draft.question)
        drawn = ([one] for one in some if one.draft.drawn and one.wrong)
        able = [*drawn, *(each for each in made if each[0].wrong)]
        return _turns(map(iter, able)), iter([one for one in some if not one.wrong])

    def _proved(self, drafts: Iterator[QuestionDraft]) -> Iterator[Proved]:
        failures = 0
        for draft in drafts:
            if draft.kind not in self.config.kinds:
                continue
            one = self._prove(draft)
            failures = 0 if one else failures + 1
            if one is not None:
                yield one
            elif failures >= _TRIES:
                return

    def _prove(self, draft: QuestionDraft) -> Proved | None:
        text, program = draft.question.lower(), str(draft.program)
        if text in self._texts or program in self._programs:
            return None
        self._texts.add(text)
        self._programs.add(program)
        proof = prove(draft.program, self.sources.screening)
        if proof.failed is not None or proof.answer is None:
            self.dropped[proof.failed or "true"] += 1
            return None
        answer = draft.say(proof.answer)
        if told(draft, answer):
            self.dropped["not_told"] += 1
            return None
        if self._family and not self._family.everywhere(draft):
            self.dropped[NOT_SHARED] += 1
            return None
        return Proved(draft, proof, proof.answer, answer, self._drawn_beside(draft, answer))

    def _drawn_beside(self, draft: QuestionDraft, answer: str) -> tuple[str, ...]:
        """Three of the answers that the writer held for as good as the right one, by lot."""
        said = {draft.say(one) for one in draft.drawn} - {answer}
        said = {one for one in said if not told(draft, one)}
        found = self.sources.drawn(said, OPTIONS - 1, draft.question)
        return tuple(found) if len(found) == OPTIONS - 1 else ()

    def _choices(self, kept: list[Proved]) -> list[Proved]:
        """Give options to the wanted share, turn by turn within each kind."""
        able = [one for one in kept if one.wrong and not one.rotates]
        share, rotating = self.config.multiple_choice, len([one for one in kept if one.rotates])
        wanted = min(len(able), round(share * len(kept)) - rotating)
        order = sorted(range(len(able)), key=lambda i: (able[i].draft.kind, i))
        chosen: set[int] = set()
        for turn in range(2):
            for rank, i in enumerate(order):
                if len(chosen) < wanted and (rank % 2 == turn):
                    chosen.add(i)
        picked = {id(able[i]) for i in chosen}
        return [replace(one, choice=one.rotates or id(one) in picked) for one in kept]

    def _without_blind(self, kept: list[Proved]) -> list[Proved]:
        """Drop what can be guessed blind, then even out the shares; again until none is left."""
        for _ in range(8):
            alone = [i for i, one in enumerate(kept) if not one.rotates]
            refused = {alone[i] for i in seen_blind([kept[i].asked() for i in alone])}
            if refused:
                self.dropped["not_blind"] += len(refused)
            left = [one for i, one in enumerate(kept) if i not in refused]
            kept = self._choices(left)
            if not refused and [one.choice for one in kept] == [one.choice for one in left]:
                break
        return kept


def _turns(runs: Iterable[Iterator[Proved]]) -> Iterator[Proved]:
    """One of each run in turn, until none is left."""
    left = list(runs)
    while left:
        for run in list(left):
            one = next(run, None)
            if one is None:
                left.remove(run)
            else:
                yield one
