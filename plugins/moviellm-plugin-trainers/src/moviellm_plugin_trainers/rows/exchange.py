"""What a trainer learns from, free of formats: an instruction with its answer, a talk of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moviellm.film import Span


@dataclass(frozen=True, slots=True)
class Exchange:
    """One instruction and its answer.

    Attributes:
        id: Of the caption or question, unique in the film.
        kind: The question's kind, or ``caption-<level>``.
        ask: The instruction; it has no placeholder for the video.
        answer: What is true.
        frames: Ids of the key frames that show it; empty for a whole film or what is only heard.
        spans: The parts of the film that it is about.
        timed: Whether it names times of the film, or asks for them.
    """

    id: str
    kind: str
    ask: str
    answer: str
    frames: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """Exchanges about one film, in order.

    Attributes:
        id: ``<film>/<id of the first exchange>``, as `moviellm explain` takes it.
        film: The film's id.
        split: The split that the film belongs to.
        exchanges: At least one.
    """

    id: str
    film: str
    split: str
    exchanges: tuple[Exchange, ...]

    @property
    def kinds(self) -> list[str]:
        """What is asked for, each kind once, in order."""
        return list(dict.fromkeys(exchange.kind for exchange in self.exchanges))

    @property
    def asks(self) -> list[str]:
        """The ids of the captions and questions that it is made of."""
        return [exchange.id for exchange in self.exchanges]


@dataclass(frozen=True, slots=True)
class PreferencePair:
    """An instruction with a right and a wrong answer.

    Attributes:
        twin: The film in which the wrong answer is right.
    """

    id: str
    film: str
    split: str
    right: Exchange
    wrong: str
    twin: str


@dataclass(frozen=True, slots=True)
class Reward:
    """An instruction whose answer a function checks.

    Attributes:
        solution: What the checker holds an answer against.
        checker: The name of a function in `moviellm_plugin_trainers.checkers`.
        options: What the question gives to choose from, in order; empty where nothing.
    """

    id: str
    film: str
    split: str
    exchange: Exchange
    solution: str
    checker: str
    options: tuple[str, ...] = ()

    def columns(self) -> dict[str, Any]:
        """The columns that `moviellm_plugin_trainers.checkers.reward` reads."""
        return {
            "solution": self.solution,
            "checker": self.checker,
            "options": list(self.options),
        }
