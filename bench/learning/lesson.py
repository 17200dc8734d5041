"""What readers of one set of films share: its words, and an eye that learned from its captions."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional

from learning.data import Watched
from learning.network import Eye
from learning.settings import Setting
from learning.steps import Steps
from learning.words import Vocabulary

_PICTURES = 64
"""At a time."""

_MOVED = 16
"""Pictures are moved by up to this part of a side while the eye is trained."""

_HALF = 0.5
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
    """

    films: Sequence[Watched]
    vocabulary: Vocabulary
    eye: Eye
    often: Tensor
    setting: Setting
    seed: int
    device: torch.device
    _vectors: dict[Watched, Tensor] = field(default_factory=dict)

    @torch.no_grad()
    def vectors(self, film: Watched) -> Tensor:
        """A film's key frames as the eye sees them; looked at once for all readers."""
        if film not in self._vectors:
            self._vectors[film] = self.eye.see(film.pictures.to(self.device))
        return self._vectors[film]


def vocabulary_of(films: Sequence[Watched]) -> Vocabulary:
    """The words of the captions, questions and options of films."""
    captions = [caption for film in films for caption in film.captions]
    asked = [each for film in films for each in film.asked]
    options = [option for each in asked for option in each.options]
    return Vocabulary([*captions, *(each.question for each in asked), *options])


def begin(films: Sequence[Watched], setting: Setting, seed: int, device: torch.device) -> Lesson:
    """Train an eye on the captions of films."""
    vocabulary = vocabulary_of(films)
    torch.manual_seed(seed)
    eye = Eye(len(vocabulary), setting.width).to(device)
    pictures, targets = _captioned(films, vocabulary)
    often = targets.mean(0).clamp(_RAREST, 1 - _RAREST)
    with torch.no_grad():  # it begins by knowing how often each word is said
        eye.often.copy_(often.logit())
    _train(eye, pictures, targets.to(device), setting.eye_epochs, seed)
    return Lesson(
        films=films,
        vocabulary=vocabulary,
        eye=eye.eval().requires_grad_(False),
        often=often,
        setting=setting,
        seed=seed,
        device=device,
    )


def _train(eye: Eye, pictures: Tensor, targets: Tensor, epochs: int, seed: int) -> None:
    chance = random.Random(seed)
    starts = range(0, len(pictures), _PICTURES)
    step = Steps(eye, epochs * len(starts))
    for _ in range(epochs):
        places = list(range(len(pictures)))
        chance.shuffle(places)
        for start in starts:
            chosen = places[start : start + _PICTURES]
            told = eye(_moved(pictures[chosen], chance).to(targets.device))
            wrong = functional.binary_cross_entropy_with_logits(
                told, targets[chosen], reduction="sum"
            )
            step(wrong / len(chosen))


@torch.no_grad()
def words_seen(lesson: Lesson, films: Sequence[Watched]) -> tuple[float, float]:
    """How much of captions the eye tells from pictures of films.

    Returns:
        The share of a caption's words that is among as many likeliest words, as the eye sees the
        picture; and the same for the words that are most often said, whatever is seen.
    """
    pictures, targets = _captioned(films, lesson.vocabulary)
    seen = often_said = total = 0.0
    for start in range(0, len(pictures), _PICTURES):
        said = targets[start : start + _PICTURES]
        told = lesson.eye(pictures[start : start + _PICTURES].to(lesson.device)).cpu()
        seen += _among(told, said)
        often_said += _among(lesson.often.expand_as(told), said)
        total += said.sum().item()
    return seen / total, often_said / total


def _moved(pictures: Tensor, chance: random.Random) -> Tensor:
    """Pictures moved aside a little, and turned about in half of all cases."""
    height, width = pictures.shape[2:]
    shift = [chance.randint(-side // _MOVED, side // _MOVED) for side in (height, width)]
    moved = pictures.roll(shift, dims=(2, 3))
    return moved.flip(3) if chance.random() < _HALF else moved


def _among(told: Tensor, said: Tensor) -> float:
    ranks = told.argsort(dim=1, descending=True, stable=True).argsort(dim=1, stable=True)
    return float(((ranks < said.sum(1, keepdim=True)) * said).sum())


def _captioned(films: Sequence[Watched], vocabulary: Vocabulary) -> tuple[Tensor, Tensor]:
    """Each picture once, and which words its caption has: siblings share pictures."""
    told: dict[tuple[bytes, tuple[int, ...]], Tensor] = {}
    for film in films:
        for picture, caption in zip(film.pictures, film.captions, strict=True):
            digest = hashlib.sha256(picture.numpy().tobytes()).digest()
            told.setdefault((digest, tuple(vocabulary.mentioned(caption))), picture)
    targets = torch.zeros(len(told), len(vocabulary))
    for row, (_, words) in enumerate(told):
        targets[row, list(words)] = 1.0
    return torch.stack(list(told.values())), targets
