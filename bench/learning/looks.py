"""What an eye learns from: each picture once, with what is true of it and what is where in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from learning.data import Boxed, Watched
from learning.words import Vocabulary


class Looks(NamedTuple):
    """Pictures to learn from.

    Attributes:
        pictures: Pictures x 3 x height x width.
        said: Of each picture and word, whether its caption or something in it says it.
        pointed: Of each picture, where something is, in shares of its sides, and the words for it.
    """

    pictures: Tensor
    said: Tensor
    pointed: list[list[tuple[float, float, list[int]]]]


def looks_of(films: Sequence[Watched], vocabulary: Vocabulary) -> Looks:
    """Each picture of films once: siblings share pictures."""
    found: dict[tuple[bytes, tuple[int, ...]], tuple[Tensor, list[Boxed]]] = {}
    for film in films:
        for picture, caption, boxes in zip(film.pictures, film.captions, film.boxes, strict=True):
            digest = hashlib.sha256(picture.numpy().tobytes()).digest()
            told = (*caption, *(token for box in boxes for token in box.words))
            found.setdefault((digest, tuple(vocabulary.mentioned(told))), (picture, boxes))
    said = torch.zeros(len(found), len(vocabulary))
    for row, (_, words) in enumerate(found):
        said[row, list(words)] = 1.0
    pointed = [
        [(box.x, box.y, vocabulary.mentioned(box.words)) for box in boxes]
        for _, boxes in found.values()
    ]
    return Looks(torch.stack([picture for picture, _ in found.values()]), said, pointed)
