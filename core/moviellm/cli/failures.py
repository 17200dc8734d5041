"""Films that could not be made, as a person reads of them."""

from __future__ import annotations

from collections.abc import Iterable

from moviellm.cli.printing import how_many, paragraph, short
from moviellm.cli.streams import echo
from moviellm.report.failures import FailedFilm, failure_groups

_GROUPS, _FILMS = 10, 5


def print_failures(
    films: Iterable[FailedFilm], *, traces: bool = False, everything: bool = False, rest: str = ""
) -> None:
    """Print films that failed alike together, with their themes.

    Args:
        films: What could not be made.
        traces: Print the tracebacks of plugins, too.
        everything: Print every film; otherwise the first of the largest groups.
        rest: Who prints what was left out.
    """
    groups = failure_groups(films)
    shown = groups if everything else groups[:_GROUPS]
    for group in shown:
        paragraph(f"{how_many(len(group.films), 'film')}: {group.reason}", indent="  ")
        named = group.films if everything else group.films[:_FILMS]
        for film in named:
            paragraph(f"{film.id}: {short(film.theme, 200)}", indent="    ")
        if more := len(group.films) - len(named):
            paragraph(f"and {how_many(more, 'more film')}{rest}", indent="    ")
        if traces and group.trace:
            echo("\n".join(f"      {line}" for line in _lines(group.trace)))
    if more := len(groups) - len(shown):
        paragraph(f"and {how_many(more, 'other reason')}{rest}", indent="  ")


def _lines(trace: str) -> Iterable[str]:
    """The lines of a traceback without the characters that steer a terminal."""
    for line in trace.rstrip().splitlines():
        yield "".join(c if c.isprintable() else "\ufffd" for c in line)
