"""Trains an eye on captions and a reader on questions, and asks them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from learning.data import Watched
from learning.network import Eye, Reader
from learning.settings import Setting
from learning.views import View
from learning.words import Texts, Vocabulary

_PICTURES = 64
"""At a time."""

_MOVED = 16
"""Pictures are moved by up to this part of a side while the eye is trained."""

_HALF = 0.5
_RATE = 1e-3
_DECAY = 0.05
_LONGEST_STEP = 1.0
_ASKED = -1
"""The draw of a view when the reader is asked; in training, each epoch has its own."""


class Answer(NamedTuple):
    """How a question was answered.

    Attributes:
        family: The film's.
        kind: The question's.
        hops: The question's.
        right: Whether its answer was right.
    """

    family: str
    kind: str
    hops: int
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What readers of one set of films share.

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
    often = targets.mean(0).clamp(1e-4, 1 - 1e-4)
    with torch.no_grad():  # it begins by knowing how often each word is said
        eye.often.copy_(often.logit())
    order = random.Random(seed)
    batches = -(-len(pictures) // _PICTURES)
    step = _Steps(eye, setting.eye_epochs * batches)
    for _ in range(setting.eye_epochs):
        places = list(range(len(pictures)))
        order.shuffle(places)
        for start in range(0, len(places), _PICTURES):
            chosen = places[start : start + _PICTURES]
            told = eye(_moved(pictures[chosen], order).to(device))
            wrong = functional.binary_cross_entropy_with_logits(
                told, targets[chosen].to(device), reduction="sum"
            )
            step(wrong / len(chosen))
    eye.eval().requires_grad_(False)
    return Lesson(
        films=films,
        vocabulary=vocabulary,
        eye=eye,
        often=often,
        setting=setting,
        seed=seed,
        device=device,
    )


def train(lesson: Lesson, view: View) -> Reader:
    """Train a reader on the questions of films, of which it sees what a view shows."""
    torch.manual_seed(lesson.seed)
    reader = Reader(lesson.eye, lesson.setting.layers).to(lesson.device)
    lessons = list(_prepared(lesson, view, lesson.films))
    order = random.Random(lesson.seed)
    step = _Steps(reader, lesson.setting.reader_epochs * len(lessons))
    for epoch in range(lesson.setting.reader_epochs):
        order.shuffle(lessons)
        for film, vectors, texts in lessons:
            answers = torch.tensor([asked.answer for asked in film.asked], device=lesson.device)
            scores = reader(texts, view.seen(film, vectors, epoch))
            step(functional.cross_entropy(scores, answers))
    return reader.eval()


@torch.no_grad()
def ask(lesson: Lesson, reader: Reader, view: View, films: Sequence[Watched]) -> list[Answer]:
    """Ask a trained reader the questions of films."""
    answers = []
    for film, vectors, texts in _prepared(lesson, view, films):
        chosen = reader(texts, view.seen(film, vectors, _ASKED)).argmax(1).tolist()
        answers += [
            Answer(film.family, asked.kind, asked.hops, asked.answer == choice)
            for asked, choice in zip(film.asked, chosen, strict=True)
        ]
    return answers


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


def _prepared(
    lesson: Lesson, view: View, films: Sequence[Watched]
) -> Iterator[tuple[Watched, Tensor, Texts]]:
    """Each film that is asked about, as the eye sees it, with what is read of its questions."""
    for film in films:
        if film.asked:
            texts = lesson.vocabulary.texts([view.read(asked) for asked in film.asked])
            yield film, lesson.vectors(film), Texts(*(each.to(lesson.device) for each in texts))


class _Steps:
    """Steps of AdamW, at a rate that rises and falls once."""

    def __init__(self, network: nn.Module, steps: int) -> None:
        self._weights = list(network.parameters())
        self._adam = torch.optim.AdamW(self._weights, lr=_RATE, weight_decay=_DECAY)
        self._rate = torch.optim.lr_scheduler.OneCycleLR(
            self._adam, max_lr=_RATE, total_steps=max(2, steps)
        )

    def __call__(self, wrong: Tensor) -> None:
        self._adam.zero_grad()
        wrong.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._weights, _LONGEST_STEP)
        self._adam.step()
        self._rate.step()
