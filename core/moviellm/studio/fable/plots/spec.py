"""What a plot says of itself: whoever chooses, configures or documents plots reads this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from moviellm.studio.fable.config import PlotKind
from moviellm.studio.fable.plots.beat import Plot
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.setting import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotSpec:
    """What a plot is about, and which episodes it suits.

    Attributes:
        kind: Its name, as options and themes have it.
        summary: What happens, in a sentence.
        weight: How often it is chosen, beside the weights of the others.
        people: How many persons it needs.
        places: How many places it needs.
        treasure: A quality that what it turns on must have; empty for none.
        kinds: The kinds of thing that it can be about; empty for any treasure.
        darkest: How dark a genre it suits (`Genre.dark`).
        only_last: Whether nothing can come after it.
        shut_away: Whether it turns on what was shut away long before, so that a motive about what
            was just there does not suit it.
    """

    kind: PlotKind
    summary: str
    weight: float
    people: int = 2
    places: int = 1
    treasure: str = ""
    kinds: frozenset[str] = frozenset()
    darkest: float = 1.0
    only_last: bool = False
    shut_away: bool = False


class PlotType(Protocol):
    """A class of plots that can be chosen."""

    @property
    def spec(self) -> PlotSpec:
        """What it says of itself."""

    def __call__(self, setting: Setting, roles: Roles, beats: int) -> Plot:
        """Make a plot of at most so many beats."""
