"""What was measured, as data and as tables of at most 60 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from moviellm_plugins_sd.measure.published import ABLATION
from moviellm_plugins_sd.measure.similarities import Similarities, mean

_NAME = 24
"""Characters of a film's name, so that a row has at most 60 columns."""


def data_of(by_film: Mapping[str, Similarities], told: Mapping[str, Any]) -> dict[str, Any]:
    """Everything as JSON: how it was measured, each film, all of them, and the paper's numbers.

    Args:
        by_film: The measures of each film, by its id.
        told: How it was measured.
    """
    return {
        "synthetic": True,
        **told,
        "films": {film: _measures(similarities) for film, similarities in by_film.items()},
        "all": _measures(_together(by_film.values())),
        "paper": [row._asdict() for row in ABLATION],
    }


def lines(by_film: Mapping[str, Similarities], model: str) -> Iterator[str]:
    """The report for people."""
    whole = _together(by_film.values())
    yield f"Looked at by {_cut(model, 46)}."
    yield ""
    head = ("film", "frames", "adjacent", "same person", "LPIPS")
    rows = [_film_row(_cut(film, _NAME), similarities) for film, similarities in by_film.items()]
    yield from table([head, *rows, *([_film_row("all", whole)] if len(rows) > 1 else [])])
    yield ""
    yield "The same person again, by frames in between:"
    gaps = [(_gap_name(gap), f"{len(v):,}", _number(mean(v))) for gap, v in whole.same.items() if v]
    yield from (
        table([("frames", "times", "similarity"), *gaps]) if gaps else ["  nobody comes twice"]
    )
    if whole.whole:
        yield _note(whole)
    yield ""
    yield "The paper's ablation, adjacent frames (arXiv 2403.01422):"
    ablation = [(row.name, _number(row.clip), _number(row.lpips)) for row in ABLATION]
    yield from table([("", "CLIP score", "LPIPS"), *ablation])
    yield "It does not name its CLIP model: compare with care."


def table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows in columns as wide as their longest cell; numbers stand at the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        yield "  ".join(cells).rstrip()


def _measures(similarities: Similarities) -> dict[str, Any]:
    return {
        "frames": similarities.frames,
        "adjacent": _told(similarities.adjacent),
        "lpips": _told(similarities.distances),
        "same_person": _told(similarities.all_same()),
        "same_person_by_gap": [
            {"from": low, "to": high, **_told(values)}
            for (low, high), values in similarities.same.items()
        ],
        "people_in_boxes": similarities.crops,
        "people_in_whole_frames": similarities.whole,
    }


def _told(values: list[float]) -> dict[str, Any]:
    return {"pairs": len(values), "mean": mean(values)}


def _together(by_film: Any) -> Similarities:
    whole = Similarities()
    for similarities in by_film:
        whole.add(similarities)
    return whole


def _film_row(name: str, similarities: Similarities) -> tuple[str, ...]:
    measures = (similarities.adjacent, similarities.all_same(), similarities.distances)
    return name, f"{similarities.frames:,}", *(_number(mean(values)) for values in measures)


def _note(similarities: Similarities) -> str:
    if not similarities.crops:
        return "The painter does not tell where people are: whole frames."
    whole, all_people = similarities.whole, similarities.whole + similarities.crops
    return f"{whole:,} of {all_people:,} by whole frames, for want of boxes."


def _gap_name(gap: tuple[int, int | None]) -> str:
    low, high = gap
    if high is None:
        return f"{low} and more"
    return str(low) if low == high else f"{low} to {high}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _cut(text: str, width: int) -> str:
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return shown if len(shown) <= width else f"{shown[: width - 3]}..."
