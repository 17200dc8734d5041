"""The plots that can be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from moviellm.studio.fable.config import PlotKind
from moviellm.studio.fable.plots.broken import BrokenThing
from moviellm.studio.fable.plots.contest import Contest
from moviellm.studio.fable.plots.gift import Gift
from moviellm.studio.fable.plots.hidden import Hidden
from moviellm.studio.fable.plots.journey import Journey
from moviellm.studio.fable.plots.locked import Locked
from moviellm.studio.fable.plots.mischief import Mischief
from moviellm.studio.fable.plots.spec import PlotType
from moviellm.studio.fable.plots.storylets import written_plots


def table_of(*plots: PlotType) -> Mapping[PlotKind, PlotType]:
    """Return the plots by kind.

    Raises:
        ValueError: A kind has no plot, or several, or a plot is of no kind.
    """
    told, known = Counter(plot.spec.kind for plot in plots), Counter(get_args(PlotKind))
    if odd := (told - known) + (known - told):
        raise ValueError(f"not one plot for each `PlotKind`: {', '.join(sorted(odd))}")
    return MappingProxyType({plot.spec.kind: plot for plot in plots})


PLOTS = table_of(
    Hidden,
    BrokenThing,
    Gift,
    Locked,
    Contest,
    Journey,
    Mischief,
    *written_plots(get_args(PlotKind)),
)
"""Every plot by its kind."""
