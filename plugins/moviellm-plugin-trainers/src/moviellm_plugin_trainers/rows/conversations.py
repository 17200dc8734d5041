"""A film as conversations, and as questions whose answers a function checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from moviellm.exporting import Letters, letter
from moviellm.film import Cue, Film, Question, derive_seed
from moviellm.film.formats import Timecodes
from moviellm.film.questions import QUESTION_KINDS

from moviellm_plugin_trainers.checkers import checker_of
from moviellm_plugin_trainers.config import TrainerConfig
from moviellm_plugin_trainers.rows.captions import caption_exchanges
from moviellm_plugin_trainers.rows.escaping import escaped_line
from moviellm_plugin_trainers.rows.exchange import Conversation, Exchange, Reward
from moviellm_plugin_trainers.rows.instructions import (
    Chooser,
    lettered,
    wordings,
)
from moviellm_plugin_trainers.rows.questions import (
    for_a_time,
    names_times,
    question_exchange,
    speaks_of_options,
    wanted,
)

WHO_SPEAKS = frozenset(kind for kind, spec in QUESTION_KINDS.items() if spec.skill == "speech")
"""Kinds of questions that a dialogue with its speakers answers by itself."""


class ConversationBuilder:
    """Builds the conversations and rewarded questions of films, one film after another.

    Args:
        config: What is asked, how, and how films are divided.
        rate: Frames a second of what shows the films; their times are those at which it does.
    """

    def __init__(self, config: TrainerConfig, rate: Fraction | int) -> None:
        self._config, self._rate = config, rate
        self._letters: dict[str, Letters] = {}

    def conversations(self, film: Film) -> Iterator[Conversation]:
        """Yield what is asked of a film, captions first, in talks of at most `turns` exchanges."""
        split = self._config.split.of(film)
        codes = Timecodes(film.storyboard, self._rate)
        exchanges = list(self._exchanges(film, split, codes))
        for start in range(0, len(exchanges), self._config.turns):
            part = exchanges[start : start + self._config.turns]
            part[0] = self._heard(film, part[0], part, codes)
            yield Conversation(
                id=f"{film.id}/{part[0].id}", film=film.id, split=split, exchanges=tuple(part)
            )

    def comparable(self, film: Film) -> Iterator[tuple[Question, Exchange]]:
        """Yield each question that twins may answer otherwise, and it as an exchange.

        Questions that speak of their options are left out: a twin has other options. So are those
        for a time: one that is a few seconds off is hardly wrong.
        """
        codes = Timecodes(film.storyboard, self._rate)
        for question in wanted(film, self._config.questions):
            if speaks_of_options(question):
                continue
            if for_a_time(question):
                continue
            chooser = Chooser(self._config.seed, film.id)
            exchange = question_exchange(question, "open", chooser, codes, times=False)
            if exchange is not None:
                yield question, self._heard(film, exchange, [exchange], codes)

    def rewards(self, film: Film) -> Iterator[Reward]:
        """Yield each question of a film whose answer a function can check."""
        split, codes = self._config.split.of(film), Timecodes(film.storyboard, self._rate)
        for question in wanted(film, self._config.questions):
            placed = self._placed(question, f"{split}_reward")
            checker = checker_of(placed)
            if checker is None or (self._config.form == "choice" and checker != "choice"):
                continue
            if self._config.form == "open" and question.control == "none of these":
                continue
            exchange = _checked(placed, checker)
            exchange = self._heard(film, exchange, [exchange], codes)
            yield Reward(
                id=f"{film.id}/{placed.id}",
                film=film.id,
                split=split,
                exchange=exchange,
                solution=exchange.answer,
                checker=checker,
                options=tuple(map(escaped_line, placed.options or ())),
            )

    def _exchanges(self, film: Film, split: str, codes: Timecodes) -> Iterator[Exchange]:
        config = self._config
        chooser = Chooser(config.seed, film.id)
        yield from caption_exchanges(film, config.captions, chooser, codes, times=config.times)
        for question in wanted(film, config.questions):
            if config.form != "open":
                question = self._placed(question, split)
            exchange = question_exchange(question, config.form, chooser, codes, times=config.times)
            if exchange is not None:
                yield exchange

    def _placed(self, question: Question, file: str) -> Question:
        if question.options is None or self._config.form == "open":
            return question.model_copy(update={"options": None, "answer_index": None})
        if not self._config.balance:
            return question
        if file not in self._letters:
            self._letters[file] = Letters(derive_seed(self._config.seed, "letters", file))
        return self._letters[file].placed(question)

    def _heard(
        self, film: Film, exchange: Exchange, talk: Iterable[Exchange], codes: Timecodes
    ) -> Exchange:
        """The exchange after the dialogue, if it is wanted, without what answers the talk."""
        if not self._config.dialogue:
            return exchange
        named = not any(one.kind in WHO_SPEAKS for one in talk)
        ask = after_dialogue(film, exchange.ask, codes, named=named)
        return replace(exchange, ask=ask, timed=exchange.timed or ask != exchange.ask)


def _checked(question: Question, checker: str) -> Exchange:
    """A question with the wording that its checker wants; its answer is the solution."""
    ask = wordings()["reward"][checker].format(
        question=escaped_line(question.question), options=lettered(question)
    )
    right = letter(question.answer_index or 0) if checker == "choice" else question.answer
    return Exchange(
        id=question.id,
        kind=question.kind,
        ask=ask,
        answer=escaped_line(right),
        frames=question.evidence.frames,
        spans=question.evidence.spans_ms,
        timed=names_times(question),
    )


def after_dialogue(film: Film, ask: str, codes: Timecodes, *, named: bool) -> str:
    """Return an instruction with the film's dialogue before it, each line with its time.

    Args:
        film: Has the dialogue.
        ask: The instruction.
        codes: Names the times of the lines.
        named: Whether lines begin with who speaks them.
    """
    names = speakers(film) if named else {}
    lines = "\n".join(
        f"[{codes.stretch(cue.span)}] {spoken(cue, names)}" for cue in film.storyboard.cues
    )
    filled: str = wordings()["dialogue"]["ask"].format(lines=lines, ask=ask)
    return filled if lines else ask


def after_times(times: Iterable[str], exchange: Exchange) -> Exchange:
    """Return an exchange whose instruction says first when each picture of its row is seen.

    Args:
        times: When they are seen, in words.
        exchange: The first of the row.
    """
    ask = wordings()["pictures"]["ask"].format(times=", ".join(times), ask=exchange.ask)
    return replace(exchange, ask=ask)


def speakers(film: Film) -> Mapping[str | None, str]:
    """Return the names of the cast by id."""
    return {person.id: person.name for person in film.screenplay.cast}


def spoken(cue: Cue, names: Mapping[str | None, str]) -> str:
    """Return a line with its speaker, on one line and without signs."""
    speaker = f"{names[cue.speaker]}: " if cue.speaker in names else ""
    return escaped_line(f"{speaker}{cue.text}")
