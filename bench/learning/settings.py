"""How much is made, learned and asked: in seconds, in minutes, or in a night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Shape = tuple[int, int, int]
"""Chapters, scenes of each, key frames of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Films that are made together.

    Attributes:
        name: Names its folder and its table.
        films: How many are read, whole families only.
        shape: Of each film.
        seed: Added to the benchmark's seed.
        themes: Which of the example themes, from and to.
    """

    name: str
    films: int
    shape: Shape
    seed: int = 0
    themes: tuple[int, int] = (0, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one run of the benchmark takes.

    Attributes:
        curve: On how many films the network is trained, least first; the last number counts for
            the tables of every view.
        shape: Of the films that it is trained on.
        held_out: Films of families that it is never trained on, in the same run.
        elsewhere: Other runs that it is asked of.
        picture: Width and height of a key frame.
        width: Of the network's vectors.
        layers: In which texts look at frames.
        eye_epochs: How often the eye sees each picture.
        reader_epochs: How often the reader reads each question.
    """

    curve: tuple[int, ...]
    shape: Shape
    held_out: int
    elsewhere: tuple[Corpus, ...]
    picture: tuple[int, int]
    width: int
    layers: int
    eye_epochs: int
    reader_epochs: int

    @property
    def corpus(self) -> Corpus:
        """The films to train on and those that are held out of them."""
        return Corpus(name="train", films=self.curve[-1] + self.held_out, shape=self.shape)


def _elsewhere(films: int, shape: Shape, longer: Shape, longer_films: int) -> tuple[Corpus, ...]:
    return (
        Corpus(name="other seeds", films=films, shape=shape, seed=1),
        Corpus(name="other themes", films=films, shape=shape, seed=2, themes=(40, 50)),
        Corpus(name="longer films", films=longer_films, shape=longer, seed=3),
    )


Size = Literal["smoke", "small", "full"]

SETTINGS: Mapping[Size, Setting] = MappingProxyType(
    {
        "smoke": Setting(
            curve=(2, 4),
            shape=(2, 2, 3),
            held_out=2,
            elsewhere=_elsewhere(2, (2, 2, 3), (2, 3, 3), 2),
            picture=(64, 64),
            width=16,
            layers=1,
            eye_epochs=1,
            reader_epochs=1,
        ),
        "small": Setting(
            curve=(24, 48, 96),
            shape=(3, 3, 6),
            held_out=24,
            elsewhere=_elsewhere(24, (3, 3, 6), (4, 4, 6), 8),
            picture=(224, 128),
            width=64,
            layers=2,
            eye_epochs=12,
            reader_epochs=5,
        ),
        "full": Setting(
            curve=(100, 200, 400, 800, 1600),
            shape=(3, 3, 6),
            held_out=200,
            elsewhere=_elsewhere(200, (3, 3, 6), (6, 6, 8), 40),
            picture=(224, 128),
            width=256,
            layers=4,
            eye_epochs=30,
            reader_epochs=30,
        ),
    }
)
