"""From drafts to questions: proved, in good measure, half of them with four options."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice, zip_longest
from typing import Protocol

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.annotations import Distractor, Question, QuestionKind
from moviellm.film.questions.apart import far_apart
from moviellm.film.questions.checks import Asked, Proof, prove, seen_blind
from moviellm.film.questions.distractors import distractor
from moviellm.film.questions.draft import QuestionDraft, Sources
from moviellm.film.questions.drafts.order import orders_of_like
from moviellm.film.questions.family import Family, RotatingQuestion
from moviellm.film.questions.giveaways import gives_away
from moviellm.film.questions.kinds import QUESTION_KINDS, KindSpec, SceneDrafts
from moviellm.film.questions.programs import Answer, as_evidence, certificate_ms

OPTIONS = 4
_TRIES = 12
"""How many drafts of a kind may fail in a row before the kind is given up."""


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


@dataclass(frozen=True, slots=True)
class Chosen:
    """A proved question.

    Attributes:
        wrong: Three wrong answers in words; empty when there are not so many.
        siblings: Those of them that are right in other films of the family.
    """

    draft: QuestionDraft
    proof: Proof
    answer: str
    wrong: tuple[str, ...]
    choice: bool = False
    siblings: tuple[str, ...] = ()

    @property
    def rotates(self) -> bool:
        """Whether it is asked in all films of the family, with another answer in each."""
        return bool(self.siblings)

    @property
    def text(self) -> str:
        """The question as it is asked."""
        return self.draft.asks if self.choice and self.draft.asks else self.draft.question

    def asked(self) -> Asked:
        """The question as the blind viewer reads it."""
        options = tuple(sorted((self.answer, *self.wrong))) if self.choice else ()
        return Asked(self.draft.kind, self.text, self.answer, options)


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

    def questions(self) -> tuple[Question, ...]:
        """The questions with ids: those that are always asked, then all in the film's order."""
        kept = self._without_blind(self._choices(self._drawn()))
        kept.sort(key=lambda one: min(p.start_ms for p in one.proof.evidence))
        first = [kind for kind, spec in QUESTION_KINDS.items() if spec.always]
        ranks = {kind: rank for rank, kind in enumerate(first)}
        kept.sort(key=lambda one: ranks.get(one.draft.kind, len(ranks)))
        places = self._answer_places(sum(one.choice and not one.rotates for one in kept))
        return tuple(
            self._question(f"q{number:04d}", one, places)
            for number, one in enumerate(kept[: self.config.most], start=1)
        )

    def _drawn(self) -> list[Chosen]:
        asked = [spec for spec in QUESTION_KINDS.values() if spec.name in self.config.kinds]
        always = [draft for spec in asked for way in spec.always for draft in way(self.sources)]
        kept = [one for draft in always if (one := self._prove(draft)) is not None]
        scenes = [scene.id for scene in self.sources.screening.screenplay.scenes()]
        wanted = round(self.config.per_scene * len(scenes))
        rotating = self._rotating(asked, round(self.config.multiple_choice * (wanted + len(kept))))
        kept += rotating
        wanted = max(0, wanted - len(rotating))
        for spec in asked:
            if spec.each_scene:
                kept += self._by_scene(spec.each_scene, scenes[:wanted])
                wanted -= min(len(scenes), wanted)
        return [*kept, *self._by_turns(asked, wanted)]

    def _rotating(self, asked: Sequence[KindSpec], wanted: int) -> list[Chosen]:
        """What is asked in all films of the family, kind by kind in turn; nothing without one."""
        if not self._family:
            return []
        anchors = [partial(_everywhere, way) for spec in asked for way in spec.each_scene]
        ways = [orders_of_like, *(way for spec in asked for way in spec.in_turn), *anchors]
        by_kind: dict[str, list[Chosen]] = {}
        runs = (islice(self._family.questions(way, self.config.kinds), wanted) for way in ways)
        for one in chain.from_iterable(runs):
            if any(_told(one.draft, text) for text in (one.answer, *one.others)):
                continue
            wrong = self._filled(one)
            if len(wrong) == OPTIONS - 1:
                chosen = Chosen(one.draft, one.proof, one.answer, wrong, True, one.others)
                by_kind.setdefault(one.draft.kind, []).append(chosen)
        kinds = [self.sources.shuffled(ones, "rotating", _question) for ones in by_kind.values()]
        turns = (one for turn in zip_longest(*kinds) for one in turn if one is not None)
        kept = list(islice(turns, wanted))
        self._texts |= {one.draft.question.lower() for one in kept}
        self._programs |= {str(one.draft.program) for one in kept}
        return kept

    def _filled(self, one: RotatingQuestion) -> tuple[str, ...]:
        """The options of a family of fewer films than there are options."""
        said = {text.lower() for text in (one.answer, *one.others)}
        found = list(one.others)
        for wrong in one.draft.wrong() if len(found) < OPTIONS - 1 else ():
            text = one.draft.say(wrong)
            if text.lower() not in said and far_apart(
                one.draft.kind, wrong, one.proof.answer or ""
            ):
                said.add(text.lower())
                found.append(text)
        return tuple(found[: OPTIONS - 1])

    def _by_scene(self, ways: Sequence[SceneDrafts], scenes: Sequence[str]) -> list[Chosen]:
        """One question a scene."""
        by_scene: dict[str, list[Step]] = {}
        for step in self.sources.moments.anchors:
            by_scene.setdefault(step.scene, []).append(step)
        kept: list[Chosen] = []
        for number, scene in enumerate(scenes):
            among = by_scene.get(scene, [])
            order = ways if number % 3 else ways[::-1]
            drafts = (draft for way in order for draft in way(self.sources, among))
            kept += islice(self._proved(drafts), 1)
        return kept

    def _by_turns(self, asked: Sequence[KindSpec], wanted: int) -> list[Chosen]:
        """The other kinds take turns until there are enough, or none is left."""
        ways = [(spec.name, way) for spec in asked for way in spec.in_turn]
        ways = self.sources.shuffled(ways, "turns", lambda one: f"{one[0]} {one[1].__name__}")
        runs = [self._proved(way(self.sources)) for _, way in ways]
        kept: list[Chosen] = []
        while runs and len(kept) < wanted:
            for run in list(runs):
                one = next(run, None)
                if one is None:
                    runs.remove(run)
                elif len(kept) < wanted:
                    kept.append(one)
        return kept

    def _proved(self, drafts: Iterator[QuestionDraft]) -> Iterator[Chosen]:
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

    def _prove(self, draft: QuestionDraft) -> Chosen | None:
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
        if _told(draft, answer) or (self._family and not self._family.everywhere(draft)):
            self.dropped["not_told"] += 1
            return None
        return Chosen(draft, proof, answer, self._wrong(draft, proof.answer, answer))

    def _wrong(self, draft: QuestionDraft, truth: Answer, answer: str) -> tuple[str, ...]:
        """Three wrong options, each said unlike the truth and unlike the others."""
        said = {answer.lower()}
        found: list[Answer] = []
        for one in self._near(draft, truth) if isinstance(truth, int) else draft.wrong():
            text = draft.say(one)
            if one != truth and text.lower() not in said:
                said.add(text.lower())
                found.append(one)
            if len(found) == OPTIONS - 1:
                return tuple(map(draft.say, found))
        return ()

    def _near(self, draft: QuestionDraft, truth: int) -> Iterator[int]:
        """Wrong numbers, nearest first, so many of them below the right one as the lot says.

        Whoever knows about when or how long such things happen cannot tell them apart by that.
        """
        wrong = {one for one in draft.wrong() if isinstance(one, int)}
        found = sorted(one for one in wrong if far_apart(draft.kind, one, truth))
        first = bisect(found, truth)
        lot = self.sources.number(OPTIONS, f"rank {draft.question}")
        start = max(0, min(first - lot, len(found) - OPTIONS + 1))
        yield from found[start : start + OPTIONS - 1]

    def _choices(self, kept: list[Chosen]) -> list[Chosen]:
        """Give options to the wanted share, turn by turn within each kind."""
        able = [one for one in kept if one.wrong and not one.rotates]
        rotating = [one for one in kept if one.rotates]
        share = self.config.multiple_choice
        wanted = min(len(able), round(share * len(kept)) - len(rotating))
        order = sorted(range(len(able)), key=lambda i: (able[i].draft.kind, i))
        chosen: set[int] = set()
        for turn in range(2):
            for rank, i in enumerate(order):
                if len(chosen) < wanted and (rank % 2 == turn):
                    chosen.add(i)
        picked = {id(able[i]) for i in chosen} | {id(one) for one in rotating}
        return [replace(one, choice=id(one) in picked) for one in kept]

    def _without_blind(self, kept: list[Chosen]) -> list[Chosen]:
        """Drop what can be guessed blind, then even out the shares; again until none is left."""
        for _ in range(8):
            asked = [i for i, one in enumerate(kept) if not one.rotates]
            refused = {asked[i] for i in seen_blind([kept[i].asked() for i in asked])}
            if refused:
                self.dropped["not_blind"] += len(refused)
            left = [one for i, one in enumerate(kept) if i not in refused]
            kept = self._choices(left)
            if not refused and [one.choice for one in kept] == [one.choice for one in left]:
                break
        return kept

    def _answer_places(self, count: int) -> Iterator[int]:
        places: list[int] = []
        while len(places) < count:
            places += self.sources.rng.sample(range(OPTIONS), OPTIONS)
        return iter(places)

    def _distractor(self, one: Chosen, option: str) -> Distractor:
        if option == one.answer:
            return ""
        if option in one.siblings:
            return "other film"
        return distractor(one.draft.program, str(one.proof.answer))

    def _question(self, name: str, one: Chosen, places: Iterator[int]) -> Question:
        proof = one.proof
        options, index, wrong = None, None, None
        checks = {**proof.verdicts, "not_told": True, "not_blind": True}
        if one.rotates:
            options = self.sources.shuffled((one.answer, *one.wrong), one.draft.question)
            index = options.index(one.answer)
            checks["one_right"] = True
        elif one.choice:
            index = next(places)
            options = self.sources.shuffled(one.wrong, one.text)
            options.insert(index, one.answer)
            checks["one_right"] = True
        if options is not None:
            wrong = tuple(self._distractor(one, option) for option in options)
        return Question(
            id=name, kind=one.draft.kind, question=one.text, answer=one.answer,
            options=tuple(options) if options else None, answer_index=index, distractors=wrong,
            evidence=as_evidence(proof.evidence), hops=proof.hops,
            certificate_ms=certificate_ms(proof.evidence), program=str(one.draft.program),
            checks=checks,
        )  # fmt: skip


def _everywhere(way: SceneDrafts, sources: Sources) -> Iterator[QuestionDraft]:
    """Drafts about the events of all scenes."""
    return way(sources, sources.moments.anchors)


def _question(one: Chosen) -> str:
    return one.draft.question


def _told(draft: QuestionDraft, answer: str) -> bool:
    """Whether the question gives its answer; one that asks for an order may name all of them."""
    if draft.program.order:
        return False
    forms = QUESTION_KINDS[draft.kind].answers
    return any(gives_away(draft.question, answer, form) for form in forms)
