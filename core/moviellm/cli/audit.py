"""``moviellm audit``: how many questions are answered without seeing the films."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moviellm.cli.options import example, json_option
from moviellm.cli.streams import echo
from moviellm.errors import RunError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from moviellm.audit import Audit, TableLine

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
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A language model to train blind, too: a local folder of Hugging Face, or a .gguf file.",
)
@click.option(
    "--model-rows",
    type=click.IntRange(min=1),
    default=2000,
    show_default=True,
    metavar="N",
    help="How many questions it is trained on and asked, at most.",
)
@json_option
def audit(
    dataset: Path,
    by: str,
    at_most: float | None,
    scores: Path | None,
    model: Path | None,
    model_rows: int,
    as_json: bool,
) -> int:
    """Measure how many questions can be answered without seeing the films.

    DATASET is a run's folder, the folder of one export, or a file of rows with multiple choice:
    ours, or somebody else's (JSON Lines, JSON, CSV, TSV, Parquet).

    Baselines are trained on some families of films and asked of the others: on a question and its
    options, beside the film's other questions as well, and on the options alone. Of a run, others
    see a part of the film: one frame, all frames without their order, or no sound, and are asked
    what that should not suffice for. What they answer above chance is given away. That is a lower
    bound: a stronger model finds more; --model trains a language model blind beside them. It needs
    scikit-learn: pip install 'moviellm[audit]'.
    """
    from moviellm.audit import BlindModel, as_data, audit_items, is_run, read_items, steps
    from moviellm.cli.printing import print_json

    items = read_items(dataset)
    blind = BlindModel(path=model, rows=model_rows) if model else None
    label, quiet = "Training baselines", as_json or not sys.stderr.isatty()
    with click.progressbar(
        length=steps(items, blind), label=label, file=sys.stderr, hidden=quiet
    ) as bar:
        found = audit_items(items, lambda: bar.update(1), blind)
    if scores is not None:
        _write_scores(scores, found)
    if as_json:
        print_json({"dataset": str(dataset), **as_data(found)})
    else:
        _print(found, by)
    if is_run(dataset):
        _keep(found, dataset, quiet=as_json)
    if at_most is not None and found.above > at_most:
        if not as_json:
            echo(f"That is more than {at_most:.3g} above chance.")
        return RunError.exit_code
    return 0


def _write_scores(path: Path, found: Audit) -> None:
    from moviellm.exporting import BLIND_COLUMN, whole_file, write_rows

    rows: Iterator[dict[str, Any]] = (
        {"id": called, BLIND_COLUMN: found.blind_score(called), "right": right}
        for called, right in found.right.items()
    )
    with whole_file(path) as draft:
        write_rows(draft, rows)


def _keep(found: Audit, run: Path, *, quiet: bool) -> None:
    """Leave the audit in its run's folder, and show it in the report; an audit does not fail so."""
    from moviellm.audit import as_data
    from moviellm.cli.printing import paragraph, shown
    from moviellm.cli.reporting import write_report
    from moviellm.exporting import AUDIT_FILE, whole_file, write_text

    file = run / AUDIT_FILE
    try:
        with whole_file(file) as draft:
            write_text(draft, f"{json.dumps(as_data(found), indent=2)}\n")
    except StorageError as error:
        echo(f"The audit is not kept: {shown(error)}", err=True)
        return
    page = write_report(run)
    if not quiet:
        paragraph(f"Kept in {shown(file)}{f', and in {shown(page)}' if page else ''}.")


def _print(found: Audit, by: str) -> None:
    from moviellm.audit import BLIND, VIEWS
    from moviellm.audit.data import worst_leaks
    from moviellm.cli.printing import how_many, paragraph, table

    whole = found.blind.everything
    paragraph(
        f"Answered without the films, of {how_many(whole.questions, 'question')} with options in "
        f"{whole.families:,} families of films:"
    )
    lines = found.blind.kinds if by == "kind" else found.blind.templates
    head = ("questions", "chance", *BLIND, "")
    table([head, *(_cells(line) for line in (whole, *lines[:_LINES]))])
    if (more := len(lines) - _LINES) > 0:
        paragraph(f"and {more:,} more; --json lists them all.", indent="  ")
    for view in BLIND:
        paragraph(f"{view}: {VIEWS[view].sees}", indent="  ")
    _print_parts(found)
    if found.leaks:
        echo("What gives answers away:")
    for leak in worst_leaks(found):
        paragraph(leak, indent="  ")
    paragraph("In brackets, 95 of 100 draws of as many families. All is a lower bound.")
    if whole.families < _FAMILIES:
        paragraph(f"Of fewer than {_FAMILIES} families, it says little: make more films.")


def _print_parts(found: Audit) -> None:
    """Print what those answer who see a part of the films."""
    from moviellm.audit import BLIND, VIEWS
    from moviellm.cli.printing import paragraph, table

    if found.parts:
        echo("Answered with a part of the film, of the questions that it should not suffice for:")
        rows = [_cells(part.everything, view) for view, part in found.parts.items()]
        table([("questions", "chance", BLIND[0], "with it", ""), *rows])
    for view in found.parts:
        paragraph(f"{view}: {VIEWS[view].sees}; of {VIEWS[view].of}", indent="  ")
    for reason in dict.fromkeys(found.unasked.values()):
        views = ", ".join(view for view, why in found.unasked.items() if why == reason)
        paragraph(f"Not asked: {views} ({reason}).", indent="  ")


def _cells(line: TableLine, name: str | None = None) -> tuple[str, ...]:
    from moviellm.cli.printing import short

    return (
        f"{line.questions:,}",
        f"{line.chance:.0%}",
        *(f"{s.rate:.0%} ({100 * s.low:.0f}-{100 * s.high:.0f})" for s in line.scores.values()),
        short(name or line.name, 40),
    )
