"""The captioners `openai` and `anthropic`.

Captions and questions are computed from the ledger (`moviellm.film.captioning`), with their spans,
facts, evidence, programs and answers; the model says them in other words. A sentence that says
more than was given is refused and counted; a caption that loses all of its sentences keeps the
computed text. Answers, options, programs and evidence are never touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeVar, cast

from moviellm import Context, hookimpl
from moviellm.film import Annotations, Brief, Caption, Film, Question
from moviellm.film.captioning import annotate
from moviellm.film.questions import Asked, seen_blind
from moviellm.film.viewers import Screening

from moviellm_plugins_gpt.calls import ModelAnswer, ModelQuestion, Refused, user
from moviellm_plugins_gpt.captioner.checking import Checker, Statements
from moviellm_plugins_gpt.captioner.schemas import (
    Asking,
    Wordings,
    asking_schema,
    wordings_schema,
)
from moviellm_plugins_gpt.config import AnthropicCaptioner, OpenAICaptioner
from moviellm_plugins_gpt.fallback import may_fall_back
from moviellm_plugins_gpt.model_component import ModelComponent

_CAPTIONS_AT_ONCE = 12
_QUESTIONS_AT_ONCE = 20
_TOKENS_OF_CAPTION = 180
_TOKENS_OF_QUESTION = 50
_TOKENS_OF_FORM = 100
_RULES = 120

Item = TypeVar("Item")


class ModelCaptioner(ModelComponent[OpenAICaptioner | AnthropicCaptioner]):
    """Words what the ledger knows, and lets nothing else in."""

    @hookimpl
    def moviellm_caption(self, film: Film, context: Context) -> Annotations:
        """Caption one film and ask about it."""
        computed = annotate(film, self.config, context.random(), context.check)
        checker = Checker(Screening(film.screenplay, film.storyboard, film.footage))
        groups = [
            group
            for _, level in groupby(computed.captions, key=lambda caption: caption.level)
            for group in _parts(list(level), _CAPTIONS_AT_ONCE)
        ]
        asked = list(_parts(computed.questions, _QUESTIONS_AT_ONCE))
        questions = [
            *(self._about_captions(group, checker) for group in groups),
            *(self._about_questions(group) for group in asked),
        ]
        answers = self._client.ask(context, questions) if questions else []
        may_fall_back(answers, context.log)
        dropped: Counter[str] = Counter(computed.dropped)
        captions = [
            caption
            for group, answer in zip(groups, answers[: len(groups)], strict=True)
            for caption in _worded(group, answer, checker, dropped)
        ]
        worded = [
            question
            for group, answer in zip(asked, answers[len(groups) :], strict=True)
            for question in _asked_anew(group, answer, checker, dropped)
        ]
        return computed.model_copy(
            update={
                "captions": tuple(captions),
                "questions": tuple(_still_fair(worded, computed.questions, dropped)),
                "dropped": {name: count for name, count in dropped.items() if count},
            }
        )

    @hookimpl
    def moviellm_estimate(self, brief: Brief) -> float | None:
        """What one film costs at most: every caption and question once."""
        shape = brief.shape
        levels = (1, shape.chapters, shape.total_scenes, shape.total_frames, shape.total_frames)
        questions = min(
            self.config.most, 1 + shape.chapters + round(self.config.per_scene * shape.total_scenes)
        )
        prices = [
            self._client.worst(
                calls=calls,
                input_tokens=_RULES + 200 + at_once * each,
                output_tokens=self.config.cap(_TOKENS_OF_FORM + at_once * each),
            )
            for calls, at_once, each in (
                (
                    sum(-(-count // _CAPTIONS_AT_ONCE) for count in levels),
                    _CAPTIONS_AT_ONCE,
                    _TOKENS_OF_CAPTION,
                ),
                (-(-questions // _QUESTIONS_AT_ONCE), _QUESTIONS_AT_ONCE, _TOKENS_OF_QUESTION),
            )
        ]
        return None if None in prices else sum(cast(list[float], prices))

    def _about_captions(self, captions: Sequence[Caption], checker: Checker) -> ModelQuestion:
        told = []
        for number, caption in enumerate(captions, start=1):
            stated = "; ".join(
                f"{index} {checker.in_words(one)}"
                for index, one in enumerate(Statements(caption).numbered, start=1)
            )
            told.append(f"{number}. ({caption.level}) {caption.text}\n   {stated or 'no facts'}")
        return self._question(
            self._prompts.fill("captions", captions="\n".join(told)),
            wordings_schema(len(captions)),
            len(captions) * _TOKENS_OF_CAPTION,
            f"captions from {captions[0].id}",
        )

    def _about_questions(self, questions: Sequence[Question]) -> ModelQuestion:
        listed = "\n".join(f"{n}. {one.question}" for n, one in enumerate(questions, start=1))
        return self._question(
            self._prompts.fill("questions", questions=listed, count=len(questions)),
            asking_schema(len(questions)),
            len(questions) * _TOKENS_OF_QUESTION,
            f"questions from {questions[0].id}",
        )

    def _question(
        self, text: str, schema: type[Wordings] | type[Asking], tokens: int, label: str
    ) -> ModelQuestion:
        return ModelQuestion(
            system=self._prompts.fill("rules"),
            messages=(user(text),),
            schema=schema,
            max_output_tokens=self.config.cap(_TOKENS_OF_FORM + tokens),
            label=label,
        )


def _worded(
    captions: Sequence[Caption],
    answer: ModelAnswer | Refused,
    checker: Checker,
    dropped: Counter[str],
) -> Iterator[Caption]:
    said = answer.parsed if isinstance(answer, ModelAnswer) else None
    if not isinstance(said, Wordings):
        dropped["captions not worded"] += len(captions)
        yield from captions
        return
    for caption, wording in zip(captions, said.captions, strict=True):
        kept = []
        for sentence in wording.sentences:
            if checker.fault(sentence, caption):
                dropped["sentence refused"] += 1
            else:
                kept.append(sentence)
        yield checker.kept(kept, caption) if kept else caption


def _asked_anew(
    questions: Sequence[Question],
    answer: ModelAnswer | Refused,
    checker: Checker,
    dropped: Counter[str],
) -> Iterator[Question]:
    said = answer.parsed if isinstance(answer, ModelAnswer) else None
    if not isinstance(said, Asking):
        dropped["questions not worded"] += len(questions)
        yield from questions
        return
    for question, text in zip(questions, said.questions, strict=True):
        if checker.question_fault(text, question):
            dropped["question refused"] += 1
            yield question
        else:
            yield question.model_copy(update={"question": " ".join(text.split())})


def _still_fair(
    worded: Sequence[Question], computed: Sequence[Question], dropped: Counter[str]
) -> list[Question]:
    """The questions, with the computed words where new ones let a blind guess come right."""
    seen = seen_blind(
        [Asked(one.kind, one.question, one.answer, one.options or ()) for one in worded]
    )
    before = seen_blind(
        [Asked(one.kind, one.question, one.answer, one.options or ()) for one in computed]
    )
    dropped["question refused"] += len(seen - before)
    return [computed[index] if index in seen - before else one for index, one in enumerate(worded)]


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
