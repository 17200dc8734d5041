"""The figures of a dataset card: which plots there are, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from moviellm.exporting import write_text

from moviellm_plugin_hf.census import Census
from moviellm_plugin_hf.plots import bars, histogram, time


def write_figures(census: Census, folder: Path) -> list[tuple[str, str]]:
    """Write the plots; return each one's path from the card, and its description."""
    made = []
    for name, title, plot in _figures(census):
        folder.mkdir(exist_ok=True)
        write_text(folder / name, plot)
        made.append((f"{folder.name}/{name}", title))
    return made


def _figures(census: Census) -> Iterator[tuple[str, str, str]]:
    if census.lengths:
        title = "How long the films are"
        films, ms = census.card.counts["films"], census.card.counts["ms"]
        note = f"{_many(films, 'film')}, {time(ms // 1000)} in all; {_middle(census.lengths)}."
        yield "lengths.svg", title, histogram(title, note, census.lengths)
    if census.card.kinds:
        title = "What the questions ask"
        asked = _many(census.card.counts["questions"], "question")
        note = f"{asked}; answers are computed, not guessed."
        yield "questions.svg", title, bars(title, note, census.card.kinds)
        title = "How far apart the evidence of a question lies"
        note = f"From its first to its last piece; {_middle(census.certificates)}."
        yield "evidence.svg", title, histogram(title, note, census.certificates)
    if census.levels:
        title = "What the captions tell"
        told = _many(census.card.counts["captions"], "caption")
        note = f"{told} of parts of films, each with its times."
        yield "captions.svg", title, bars(title, note, census.levels)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _middle(counts: Mapping[int, int]) -> str:
    """The median, in words."""
    reached, half = 0, sum(counts.values()) / 2
    for seconds in sorted(counts):
        reached += counts[seconds]
        if reached >= half:
            return f"the median is {time(seconds)}"
    raise ValueError("nothing was counted")
