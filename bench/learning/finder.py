"""Finds in a film what a text speaks of: in which key frames, and in which order."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from learning.data import OPTIONS
from learning.words import Texts

_LEAST, _MOST = -3.0, 5.0
"""In standard deviations of a word over a film's frames: no single frame decides all."""

_NEAR = 4.0
"""Seconds within which a time is told from another."""

_APART = torch.linspace(-4.0, 4.0, 17)
"""Of how far two frames are apart: a logarithm on both sides of none."""

_WHEN = torch.linspace(0.0, 1.0, 9)
"""Of when a frame is seen, as a share of the film."""


class Finder(nn.Module):
    """Scores options by the frames that show what they and the question speak of.

    It looks up words: how much more a frame shows of them than the film's other frames. Then it
    weighs, by what is asked, whether one frame shows both the question and the option, and how long
    before or after the question's frame the option's is.

    Args:
        words: How many there are.
        width: Of a word's vector.
    """

    def __init__(self, words: int, width: int) -> None:
        super().__init__()
        self.matters = nn.Embedding(words, 1)
        nn.init.zeros_(self.matters.weight)
        self.asked = nn.Linear(width, 1 + len(_APART) + len(_WHEN))
        nn.init.zeros_(self.asked.weight)
        nn.init.zeros_(self.asked.bias)
        self.sure = nn.Parameter(torch.zeros(3))

    def forward(self, texts: Texts, question: Tensor, told: Tensor, times: Tensor) -> Tensor:
        """Score the options of questions about one film.

        Args:
            texts: The questions.
            question: A vector of each, of all that is read of it.
            told: Of each key frame and word, how likely it is shown, as a logit.
            times: When each key frame begins.
        """
        about, of_options = self._shown(texts, told, times)
        both = about[:, None] + of_options
        weigh = self.asked(question)
        joint, apart, when = weigh.split((1, len(_APART), len(_WHEN)), dim=1)
        sure = functional.softplus(self.sure)
        late = _near(times / times.max().clamp(min=1), _WHEN) @ when.T
        at_once = torch.logsumexp(sure[0] * both + late.T[:, None], 2) * (1 + joint)
        first, then = (sure[1] * about).softmax(1), (sure[2] * of_options).softmax(2)
        gaps = torch.asinh((times[None] - times[:, None]) / _NEAR)
        turn = torch.einsum("fgk,qk->qfg", _near(gaps, _APART), apart)
        found: Tensor = at_once + torch.einsum("qf,qfg,qog->qo", first, turn, then)
        return found

    def _shown(self, texts: Texts, told: Tensor, times: Tensor) -> tuple[Tensor, Tensor]:
        """How much of a question, and of each of its options, each frame shows."""
        above = (told - told.mean(0)) / (told.std(0, correction=0) + _LEAST_SPREAD)
        matters = functional.softplus(self.matters(texts.words)).squeeze(-1) * (texts.words > 0)
        each = (matters * above.clamp(_LEAST, _MOST)[:, texts.words]).sum(3)
        shown = each / (texts.words > 0).sum(2).clamp(min=1)
        off = (times[:, None, None] - texts.values).abs() / _NEAR
        shown = torch.where(texts.values >= 0, -off.clamp(max=_MOST), shown)
        parts = [(shown * (texts.parts == part)).sum(2).T for part in range(OPTIONS + 1)]
        return parts[0], torch.stack(parts[1:], 1)


_LEAST_SPREAD = 0.5
"""So that a word which no frame shows is not found in noise."""


def _near(values: Tensor, marks: Tensor) -> Tensor:
    """How near values are to marks that are evenly spaced: 1 there, 0 at the next one."""
    marks = marks.to(values.device)
    nearness: Tensor = 1 - (values.unsqueeze(-1) - marks).abs() / (marks[1] - marks[0])
    return nearness.clamp(min=0)
