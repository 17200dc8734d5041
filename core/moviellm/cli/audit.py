"""``moviellm audit``: how many questions are answered without seeing the films."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moviellm.cli.options import example, json_option
from moviellm.cli.streams import echo
from moviellm.errors import RunError

if TYPE_CHECKING:
    from moviellm.audit import Audit, TableLine

_LEAKS = 10
_LINES = 30
_FAMILIES = 30


@click.command(epilog=example("moviellm audit runs/quickstart --at-most 0.03"))
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--by",
    type=click.Choice(["kind", "template"]),
    default="kind",
    show_default=True,
    help="What a line of the table is.",
)
@click.option(
    "--at-most",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Exit with 4 if some baseline is further above chance, over all questions.",
)
@click.option(
    "--scores",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write how likely each question's answer is without the film, a JSON line a question.",
)
@json_option
def audit(dataset: Path, by: str, at_most: float | None, scores: Path | None, as_json: bool) -> int:
    """Measure how many questions can be answered without seeing the films.

    DATASET is a run's folder, the folder of one export, or a file of rows with multiple choice:
    ours, or somebody else's (JSON Lines, JSON, CSV, TSV, Parquet).

    Baselines that see only words are trained on some families of films and asked of the others: on
    a question and its options, beside the film's other questions as well, and on the options
    alone. What they answer above chance is given away. That is a lower bound: a stronger model
    finds more. It needs scikit-learn: pip install 'moviellm[audit]'.
    """
    from moviellm.audit import audit_items, read_items, steps
    from moviellm.cli.printing import print_json

    items = read_items(dataset)
    label, quiet = "Training baselines", as_json or not sys.stderr.isatty()
    with click.progressbar(length=steps(items), label=label, file=sys.stderr, hidden=quiet) as bar:
        found = audit_items(items, lambda: bar.update(1))
    if scores is not None:
        _write_scores(scores, found)
    if as_json:
        print_json({"dataset": str(dataset), **_plain(found)})
    else:
        _print(found, by)
    above = found.everything.above
    if at_most is not None and above > at_most:
        if not as_json:
            echo(f"That is more than {at_most:.3g} above chance.")
        return RunError.exit_code
    return 0


def _write_scores(path: Path, found: Audit) -> None:
    from moviellm.exporting import write_rows

    write_rows(
        path, ({"id": called, "right": dict(right)} for called, right in found.right.items())
    )


def _plain(found: Audit) -> dict[str, Any]:
    return {
        "all": asdict(found.everything),
        "kinds": [asdict(line) for line in found.kinds],
        "templates": [asdict(line) for line in found.templates],
        "leaks": [asdict(leak) for leak in found.leaks],
    }


def _print(found: Audit, by: str) -> None:
    from moviellm.audit import VIEWS
    from moviellm.audit.leaks import worst
    from moviellm.cli.printing import how_many, paragraph, table

    whole = found.everything
    paragraph(
        f"Answered without the films, of {how_many(whole.questions, 'question')} with options in "
        f"{whole.families:,} families of films:"
    )
    lines = found.kinds if by == "kind" else found.templates
    head = ("questions", "chance", *VIEWS, "")
    table([head, *(_cells(line) for line in (whole, *lines[:_LINES]))])
    if (more := len(lines) - _LINES) > 0:
        paragraph(f"and {more:,} more; --json lists them all.", indent="  ")
    for view, sees in VIEWS.items():
        paragraph(f"{view}: {sees}", indent="  ")
    if found.leaks:
        echo("What gives answers away:")
    for leak in worst(found.leaks, _LEAKS):
        paragraph(leak.text, indent="  ")
    paragraph("In brackets, 95 of 100 draws of as many families. All is a lower bound.")
    if whole.families < _FAMILIES:
        paragraph(f"Of fewer than {_FAMILIES} families, it says little: make more films.")


def _cells(line: TableLine) -> tuple[str, ...]:
    from moviellm.cli.printing import short

    return (
        f"{line.questions:,}",
        f"{line.chance:.0%}",
        *(f"{s.rate:.0%} ({100 * s.low:.0f}-{100 * s.high:.0f})" for s in line.scores.values()),
        short(line.name, 40),
    )
