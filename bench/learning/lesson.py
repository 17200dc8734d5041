"""What readers of one set of films share: its words, and an eye that learned from its captions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional

from learning.data import Watched
from learning.looks import Looks, looks_of
from learning.network import Eye
from learning.settings import Setting
from learning.steps import Steps
from learning.words import Vocabulary

_PICTURES = 16
"""At a time."""

_HALF = 0.5
_SURE = 3.0
"""A logit: what one is told who need not see for himself."""
_RAREST = 1e-4
"""No word is held to be never said, or always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A set of films to learn from, and what an eye has learned.

    Attributes:
        films: To train on.
        vocabulary: Their words.
        eye: Trained on their captions.
        often: How often their captions say each word.
        setting: Sizes and epochs.
        seed: Of weights, orders and draws.
        device: Where torch works.
        sure: Whether readers are told what captions and boxes say, instead of what the eye sees.
    """

    films: Sequence[Watched]
    vocabulary: Vocabulary
    eye: Eye
    often: Tensor
    setting: Setting
    seed: int
    device: torch.device
    sure: bool = False
    _told: dict[Watched, Tensor] = field(default_factory=dict)

    @torch.no_grad()
    def told(self, film: Watched) -> Tensor:
        """What the eye tells of a film's key frames; looked at once for all readers."""
        if film not in self._told:
            told = self._true(film) if self.sure else self.eye(film.pictures.to(self.device))
            self._told[film] = told
        return self._told[film]

    def _true(self, film: Watched) -> Tensor:
        """What the films say themselves: who and what is seen, and what the captions tell of it."""
        told = torch.full((len(film.captions), len(self.vocabulary)), -_SURE)
        for row, (caption, boxes) in enumerate(zip(film.captions, film.boxes, strict=True)):
            words = (*caption, *(token for box in boxes for token in box.words))
            told[row, self.vocabulary.mentioned(words)] = _SURE
        return told.to(self.device)


def vocabulary_of(films: Sequence[Watched]) -> Vocabulary:
    """The words of the captions, questions and options of films."""
    captions = [caption for film in films for caption in film.captions]
    asked = [each for film in films for each in film.asked]
    options = [option for each in asked for option in each.options]
    shown = [box.words for film in films for boxes in film.boxes for box in boxes]
    return Vocabulary([*captions, *shown, *(each.question for each in asked), *options])


def begin(
    films: Sequence[Watched],
    setting: Setting,
    seed: int,
    device: torch.device,
    *,
    sure: bool = False,
) -> Lesson:
    """Train an eye on the captions and boxes of films; one who is sure needs none."""
    vocabulary = vocabulary_of(films)
    torch.manual_seed(seed)
    eye = Eye(len(vocabulary), setting.width).to(device)
    looks = looks_of(films, vocabulary)
    often = looks.said.mean(0).clamp(_RAREST, 1 - _RAREST)
    with torch.no_grad():  # it begins by knowing how often each word is said
        eye.often.copy_(often.logit())
    if not sure:
        _train(eye, looks, setting.eye_epochs, seed, device)
    return Lesson(
        films=films,
        vocabulary=vocabulary,
        eye=eye.eval().requires_grad_(False),
        often=often,
        setting=setting,
        seed=seed,
        device=device,
        sure=sure,
    )


def _train(eye: Eye, looks: Looks, epochs: int, seed: int, device: torch.device) -> None:
    chance = random.Random(seed)
    starts = range(0, len(looks.pictures), _PICTURES)
    step = Steps(eye, epochs * len(starts))
    for _ in range(epochs):
        order = list(range(len(looks.pictures)))
        chance.shuffle(order)
        for start in starts:
            step(_wrong(eye, looks, order[start : start + _PICTURES], chance, device))


def _wrong(
    eye: Eye, looks: Looks, chosen: Sequence[int], chance: random.Random, device: torch.device
) -> Tensor:
    """How wrong the eye is of pictures, and of who and what is pointed at in them."""
    turned = chance.random() < _HALF
    pictures = looks.pictures[chosen]
    places = eye.places((pictures.flip(3) if turned else pictures).to(device))
    told = eye.told(places).flatten(1, 2).amax(1)
    wrong = functional.binary_cross_entropy_with_logits(
        told, looks.said[chosen].to(device), reduction="sum"
    )
    rows, columns = places.shape[1:3]
    where, called = [], []
    for number, picture in enumerate(chosen):
        for x, y, words in looks.pointed[picture]:
            column = min(int((1 - x if turned else x) * columns), columns - 1)
            where.append((number, min(int(y * rows), rows - 1), column))
            called.append(words)
    if where:
        at = eye.told(places[tuple(torch.tensor(where, device=device).T)])
        said = torch.zeros_like(at)
        for line, words in enumerate(called):
            said[line, words] = 1.0
        wrong = wrong + functional.binary_cross_entropy_with_logits(at, said, reduction="sum")
    return wrong / len(chosen)


@torch.no_grad()
def words_seen(lesson: Lesson, films: Sequence[Watched]) -> tuple[float, float]:
    """How much of captions the eye tells from pictures of films.

    Returns:
        The share of a caption's words that is among as many likeliest words, as the eye sees the
        picture; and the same for the words that are most often said, whatever is seen.
    """
    looks = looks_of(films, lesson.vocabulary)
    seen = often_said = total = 0.0
    for start in range(0, len(looks.pictures), _PICTURES):
        said = looks.said[start : start + _PICTURES]
        told = lesson.eye(looks.pictures[start : start + _PICTURES].to(lesson.device)).cpu()
        seen += _among(told, said)
        often_said += _among(lesson.often.expand_as(told), said)
        total += said.sum().item()
    return seen / total, often_said / total


def _among(told: Tensor, said: Tensor) -> float:
    ranks = told.argsort(dim=1, descending=True, stable=True).argsort(dim=1, stable=True)
    return float(((ranks < said.sum(1, keepdim=True)) * said).sum())
