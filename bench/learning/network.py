"""The network: an eye that sees a key frame, and a reader that looks at all of them."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from learning.data import OPTIONS
from learning.finder import Finder
from learning.words import Texts

_HEADS = 4
_LONGEST = 80
"""Tokens of a question or an option that have a place of their own."""

_PERIODS = torch.logspace(1, 12, 12, base=2.0)
"""In seconds: what is two seconds apart is told from each other, and an hour is one turn."""

_FORGOTTEN = 0.1
"""Of what tokens say, in training."""


class Seen(NamedTuple):
    """Key frames as a reader gets them.

    Attributes:
        told: Of each key frame and word, how likely it is shown, as the eye's logit.
        times: When each begins, in seconds.
    """

    told: Tensor
    times: Tensor


class Eye(nn.Module):
    """Looks at each place of a picture, and tells which words are true of it.

    Args:
        words: How many there are.
        width: Of a place's vector.
    """

    def __init__(self, words: int, width: int) -> None:
        super().__init__()
        sizes = (3, max(8, width // 4), max(8, width // 2), width, width, width)
        layers: list[nn.Module] = []
        for (before, after), stride in zip(pairwise(sizes), (2, 2, 2, 2, 1), strict=True):
            layers += [nn.Conv2d(before, after, 3, stride=stride, padding=1)]
            layers += [nn.GroupNorm(1, after), nn.ReLU()]
        self.picture = nn.Sequential(*layers, nn.Conv2d(width, width, 1))
        self.words = nn.Embedding(words, width)
        nn.init.normal_(self.words.weight, std=1 / math.sqrt(width))
        self.often = nn.Parameter(torch.zeros(words))

    def places(self, pictures: Tensor) -> Tensor:
        """Return pictures (up to 255) as places: pictures x rows x columns x width."""
        seen: Tensor = self.picture(pictures.float() / 127.5 - 1)
        return seen.permute(0, 2, 3, 1)

    def told(self, places: Tensor) -> Tensor:
        """Return how likely each word is true at places, as a logit in the place of the vector."""
        told: Tensor = places @ self.words.weight.T + self.often
        return told

    def forward(self, pictures: Tensor) -> Tensor:
        """Return how likely each word is true of pictures: where it is likeliest."""
        return self.told(self.places(pictures)).flatten(1, 2).amax(1)


class Layer(nn.Module):
    """Reads the text, looks at the key frames, and thinks."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.text = nn.MultiheadAttention(width, _HEADS, dropout, batch_first=True)
        self.film = nn.MultiheadAttention(width, _HEADS, dropout, batch_first=True)
        self.think = nn.Sequential(
            nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width)
        )
        self.drop = nn.Dropout(dropout)
        with torch.no_grad():  # a text looks first at what shows its own words
            self.film.in_proj_weight[width : 2 * width] = self.film.in_proj_weight[:width]

    def forward(self, texts: Tensor, hidden: Tensor, frames: Tensor) -> Tensor:
        """Return the texts (questions x tokens x width) after looking at the frames."""
        here = self.norms[0](texts)
        read, _ = self.text(here, here, here, attn_mask=hidden, need_weights=False)
        texts = texts + self.drop(read)
        here = self.norms[1](texts).flatten(0, 1)[None]  # all texts look at the same frames
        seen, _ = self.film(here, frames, frames, need_weights=False)
        texts = texts + self.drop(seen[0].view_as(texts))
        thought: Tensor = texts + self.drop(self.think(self.norms[2](texts)))
        return thought


class Reader(nn.Module):
    """Ranks options by what it reads and sees.

    Args:
        eye: Whose words it begins with; it is not trained any further.
        layers: In which texts look at frames.
        dropout: The share of what is dropped in training.
    """

    def __init__(self, eye: Eye, layers: int, dropout: float = 0.2) -> None:
        super().__init__()
        width = eye.words.embedding_dim
        self.words = nn.Embedding(eye.words.num_embeddings, width)
        self.words.load_state_dict(eye.words.state_dict())
        self.place = nn.Embedding(_LONGEST, width)
        self.clock = nn.Linear(2 * len(_PERIODS), width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        self.nothing = nn.Parameter(torch.zeros(1, width))
        self.film = nn.TransformerEncoderLayer(
            width, _HEADS, 2 * width, dropout, batch_first=True, norm_first=True
        )
        self.layers = nn.ModuleList(Layer(width, dropout) for _ in range(layers))
        self.score = nn.Linear(width, 1)
        self.finder = Finder(eye.words.num_embeddings, width)

    def forward(self, texts: Texts, seen: Seen | None) -> Tensor:
        """Score the options of questions about one film.

        Args:
            texts: The questions.
            seen: Its key frames; None for one who sees nothing.

        Returns:
            Questions x options.
        """
        if seen is None:
            frames = self.nothing[None]
        else:
            vectors = self.norms[0](seen.told.sigmoid() @ self.words.weight)
            frames = self.film((vectors + self.clock(_waves(seen.times)))[None])
        here, hidden = self._embedded(texts), _hidden(texts)
        for layer in self.layers:
            here = layer(here, hidden, frames)
        options = here[_begins_option(texts)].view(len(here), OPTIONS, -1)
        scores: Tensor = self.score(options).squeeze(-1)
        if seen is not None:
            scores = scores + self.finder(texts, self._asked(texts), seen.told, seen.times)
        return scores

    def _asked(self, texts: Texts) -> Tensor:
        """A vector of each question: the mean of its words, of which options are no part."""
        there = (texts.words > 0) & (texts.parts == 0).unsqueeze(-1)
        total = (self.words(texts.words) * there.unsqueeze(-1)).sum((1, 2))
        mean: Tensor = total / there.sum((1, 2)).clamp(min=1).unsqueeze(-1)
        return mean

    def _embedded(self, texts: Texts) -> Tensor:
        """Each token: the mean of its words, its value if it has one, and its place."""
        there = (texts.words > 0).unsqueeze(-1)
        mean = (self.words(texts.words) * there).sum(2) / there.sum(2).clamp(min=1)
        value = self.clock(_waves(texts.values)) * (texts.values >= 0).unsqueeze(-1)
        places = self.place(texts.places.clamp(max=_LONGEST - 1))
        embedded: Tensor = self.norms[1](mean) + value + places
        return functional.dropout(embedded, _FORGOTTEN, self.training)


def _begins_option(texts: Texts) -> Tensor:
    return (texts.parts > 0) & (texts.places == 0)


def _hidden(texts: Texts) -> Tensor:
    """Which token does not read which: of other options, only where they begin is read.

    So the options' order tells nothing, and they are compared all the same.
    """
    parts = texts.parts
    shown = (parts[:, None, :] == 0) | (parts[:, :, None] == parts[:, None, :])
    shown |= _begins_option(texts)[:, None, :] & (parts[:, :, None] >= 0)
    return ~shown.repeat_interleave(_HEADS, 0)


def _waves(seconds: Tensor) -> Tensor:
    turns = 2 * math.pi * seconds.unsqueeze(-1) / _PERIODS.to(seconds.device)
    return torch.cat([turns.sin(), turns.cos()], -1)
