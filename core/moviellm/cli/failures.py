"""Films that could not be made, as a person reads of them."""

from __future__ import annotations

from collections.abc import Iterable

from moviellm.cli.printing import how_many, paragraph, short
from moviellm.cli.streams import echo
from moviellm.report.failures import FailedFilm, failure_groups


def print_failures(
    films: Iterable[FailedFilm],
    *,
    traces: bool = False,
    reasons: int | None = 10,
    named: int | None = 5,
    rest: str = "",
) -> None:
    """Print films that failed alike together, with their themes.

    Args:
        films: What could not be made.
        traces: Print the tracebacks of plugins, too.
        reasons: How many reasons are told, that of most films first; None for all.
        named: How many films of each are named; None for all.
        rest: Who prints what was left out.
    """
    groups = failure_groups(films)
    for group in groups[:reasons]:
        paragraph(f"{how_many(len(group.films), 'film')}: {group.reason}", indent="  ")
        for film in group.films[:named]:
            paragraph(f"{film.id}: {short(film.theme, 200)}", indent="    ")
        if more := len(group.films[named:] if named is not None else ()):
            paragraph(f"and {how_many(more, 'more film')}{rest}", indent="    ")
        if traces and group.trace:
            echo("\n".join(f"      {line}" for line in _lines(group.trace)))
    if more := len(groups[reasons:] if reasons is not None else ()):
        paragraph(f"and {how_many(more, 'other reason')}{rest}", indent="  ")


def _lines(trace: str) -> Iterable[str]:
    """The lines of a traceback without the characters that steer a terminal."""
    for line in trace.rstrip().splitlines():
        yield "".join(c if c.isprintable() else "\ufffd" for c in line)
