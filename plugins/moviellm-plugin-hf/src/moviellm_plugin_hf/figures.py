"""The figures of a dataset card: which plots there are, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from moviellm.exporting import write_text

from moviellm_plugin_hf.charts import bars, clock_time, histogram
from moviellm_plugin_hf.dataset_stats import DatasetStats


def write_figures(stats: DatasetStats, folder: Path) -> list[tuple[str, str]]:
    """Write the plots; return each one's path from the card, and its description."""
    made = []
    for name, title, plot in _figures(stats):
        folder.mkdir(exist_ok=True)
        write_text(folder / name, plot)
        made.append((f"{folder.name}/{name}", title))
    return made


def _figures(stats: DatasetStats) -> Iterator[tuple[str, str, str]]:
    if stats.lengths:
        title = "How long the films are"
        films, ms = stats.card.counts["films"], stats.card.counts["ms"]
        note = f"{_many(films, 'film')}, {clock_time(ms // 1000)} in all; {_middle(stats.lengths)}."
        yield "lengths.svg", title, histogram(title, note, stats.lengths)
    if stats.card.kinds:
        title = "What the questions ask"
        asked = _many(stats.card.counts["questions"], "question")
        note = f"{asked}; answers are computed, not guessed."
        yield "questions.svg", title, bars(title, note, stats.card.kinds)
        title = "How far apart the evidence of a question lies"
        note = f"From its first to its last piece; {_middle(stats.certificates)}."
        yield "evidence.svg", title, histogram(title, note, stats.certificates)
    if stats.levels:
        title = "What the captions tell"
        told = _many(stats.card.counts["captions"], "caption")
        note = f"{told} of parts of films, each with its times."
        yield "captions.svg", title, bars(title, note, stats.levels)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _middle(counts: Mapping[int, int]) -> str:
    """The median, in words."""
    reached, half = 0, sum(counts.values()) / 2
    for seconds in sorted(counts):
        reached += counts[seconds]
        if reached >= half:
            return f"the median is {clock_time(seconds)}"
    raise ValueError("nothing was counted")
