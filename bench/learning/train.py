"""Trains a reader on questions, and asks it others."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from learning.data import Watched
from learning.lesson import Lesson
from learning.network import Reader
from learning.steps import Steps
from learning.views import View
from learning.words import Texts

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


def train(lesson: Lesson, view: View) -> Reader:
    """Train a reader on the questions of films, of which it sees what a view shows."""
    torch.manual_seed(lesson.seed)
    reader = Reader(lesson.eye, lesson.setting.layers).to(lesson.device)
    lessons = list(_prepared(lesson, view, lesson.films))
    order = random.Random(lesson.seed)
    step = Steps(reader, lesson.setting.reader_epochs * len(lessons))
    for epoch in range(lesson.setting.reader_epochs):
        order.shuffle(lessons)
        for film, told, texts in lessons:
            answers = torch.tensor([asked.answer for asked in film.asked], device=lesson.device)
            scores = reader(texts, view.seen(film, told, epoch))
            step(functional.cross_entropy(scores, answers))
    return reader.eval()


@torch.no_grad()
def ask(lesson: Lesson, reader: Reader, view: View, films: Sequence[Watched]) -> list[Answer]:
    """Ask a trained reader the questions of films."""
    answers = []
    for film, told, texts in _prepared(lesson, view, films):
        chosen = reader(texts, view.seen(film, told, _ASKED)).argmax(1).tolist()
        answers += [
            Answer(film.family, asked.kind, asked.hops, asked.answer == choice)
            for asked, choice in zip(film.asked, chosen, strict=True)
        ]
    return answers


def _prepared(
    lesson: Lesson, view: View, films: Sequence[Watched]
) -> Iterator[tuple[Watched, Tensor, Texts]]:
    """Each film that is asked about, as the eye sees it, with what is read of its questions."""
    for film in films:
        if film.asked:
            texts = lesson.vocabulary.texts([view.read(asked) for asked in film.asked])
            yield film, lesson.told(film), Texts(*(each.to(lesson.device) for each in texts))
