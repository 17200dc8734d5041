"""What of a film and of a question one gets to see: all, and each way to cheat."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from torch import Tensor

from learning.data import Asked, Watched
from learning.network import Seen
from learning.words import OPTION, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is seen.

    Attributes:
        about: The same in a line.
        frames: All key frames; all, but not when; one, drawn for each film; or none.
        question: Whether the question is read beside its options.
    """

    about: str
    frames: Literal["all", "shuffled", "one", "none"]
    question: bool = True

    def read(self, asked: Asked) -> list[list[Token]]:
        """What is read of a question: itself or nothing, then each of its options."""
        return [asked.question if self.question else [], *([OPTION, *o] for o in asked.options)]

    def seen(self, film: Watched, told: Tensor, draw: int) -> Seen | None:
        """What is seen of a film's key frames; None for one who sees nothing.

        Args:
            film: The film.
            told: What an eye tells of its key frames.
            draw: Another one shuffles otherwise.
        """
        chance = random.Random(f"{film.id} {draw}")
        times = film.times.to(told.device)
        order = list(range(len(told)))
        if self.frames == "none":
            return None
        if self.frames == "one":
            order = [chance.choice(order)]
            return Seen(told[order], times[order])
        if self.frames == "shuffled":
            chance.shuffle(order)
        return Seen(told[order], times)


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "whole film": View(about="all key frames in order, question and options", frames="all"),
        "text only": View(about="question and options, no picture", frames="none"),
        "options only": View(about="nothing but the options", frames="none", question=False),
        "one frame": View(about="one key frame that was drawn", frames="one"),
        "shuffled": View(about="the key frames in an order that was drawn", frames="shuffled"),
        "no question": View(about="all key frames, and options", frames="all", question=False),
    }
)
