"""``moviellm recover``: make a damaged journal again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moviellm.cli.options import example, json_option, run_argument

if TYPE_CHECKING:
    from moviellm.engine.inspect.recover import Recovery


@click.command(epilog=example("moviellm recover runs/quickstart"))
@run_argument
@json_option
def recover(run: Path, as_json: bool) -> None:
    """Make the journal of a run folder again when its file is damaged.

    Every row that proves itself is taken over, and the packs' own tables tell where pictures and
    answers lie. The damaged file is kept in the folder. Afterwards run the pipeline again: what
    could not be recovered is made again, and nothing else.
    """
    from moviellm.cli.printing import print_json
    from moviellm.engine.inspect.recover import recover as make_journal_again

    done = make_journal_again(run)
    if as_json:
        found = done.verification
        print_json(
            {
                "folder": str(done.folder),
                "aside": str(done.aside) if done.aside else None,
                "taken": done.taken,
                "packs": done.packs,
                "damage": [asdict(damage) for damage in found.damage] if found else [],
            }
        )
    else:
        _print(done)


def _print(done: Recovery) -> None:
    from moviellm.cli.printing import how_many, paragraph

    if done.aside is None:
        paragraph(f"The journal in {done.folder} can be used: there is nothing to recover.")
        paragraph("`moviellm verify` looks at all the rest.")
        return
    taken = done.taken.get
    found = [
        how_many(taken("films", 0), "film"),
        how_many(taken("steps", 0), "step"),
        how_many(taken("calls", 0), "paid call"),
        how_many(done.packs, "pack"),
    ]
    paragraph(f"Recovered {', '.join(found)}.")
    paragraph(f"The damaged journal is in {done.aside}; remove it when all is well.")
    if damage := done.verification.damage if done.verification else ():
        paragraph(f"{how_many(len(damage), 'part')} could not be recovered as they were.")
    paragraph("Run the pipeline again: what is missing is made again, and nothing else.")
