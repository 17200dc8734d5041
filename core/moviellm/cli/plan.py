"""``moviellm plan``: what a run would make, reuse and cost."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moviellm.cli.options import (
    SET_IN_PIPELINE,
    example,
    json_option,
    out_option,
    pipeline_argument,
    run_folder,
    set_option,
)
from moviellm.cli.streams import echo

if TYPE_CHECKING:
    from moviellm.engine.plan import Plan, StagePlan


_FATES = {"made": "is made", "reused": "is there", "remade": "is made again"}

_NAMED = 50
"""Films that are named beside the reason for which they would be refused."""

TELL_SECONDS = 1.0
"""How often a plan that takes long says how far it is."""


@click.command(
    epilog=example("moviellm plan examples/quickstart.yaml --set 'painter.size=[64,64]'")
)
@pipeline_argument
@out_option
@set_option(SET_IN_PIPELINE)
@json_option
def plan(pipeline: Path, out: Path | None, settings: tuple[str, ...], as_json: bool) -> None:
    """List what a run would make, reuse, make again and cost at most.

    "Again" is what has an earlier result in the run's folder that no longer fits. Nothing is
    spent or written. What follows a part that is still to be made is counted from the shape of
    the films, so a later stage may find more to reuse. A price that nobody knows is "unknown",
    never zero.
    """
    from moviellm.cli.printing import paragraph
    from moviellm.cli.themes import print_theme_remarks, theme_remarks
    from moviellm.engine.plan import plan as look_ahead
    from moviellm.engine.workers.tasks import untold
    from moviellm.pipeline.read import read_pipeline
    from moviellm.plugins.components import Components

    folder = run_folder(pipeline, out)
    loaded = read_pipeline(pipeline, settings)
    found = look_ahead(loaded, folder, untold if as_json else _telling())
    components = Components(loaded.selected)
    remarks, themes = components.remarks(), theme_remarks(loaded, components)
    if as_json:
        from moviellm.cli.printing import print_json

        print_json({**_as_data(found, pipeline, folder), "remarks": remarks, "themes": themes})
    else:
        _print(found, folder)
        for remark in remarks:
            paragraph(remark)
        print_theme_remarks(themes, len(loaded.themes))


def _as_data(found: Plan, pipeline: Path, folder: Path) -> dict[str, Any]:
    return {
        "pipeline": str(pipeline),
        "folder": str(folder),
        "films": {"asked": found.films, "finished": found.finished, "dropped": found.dropped},
        "refused": found.refused,
        "failed_films": found.failed_films,
        "foreseen": asdict(found.foreseen),
        "stages": {
            stage.stage: {
                "component": stage.component,
                "made": stage.made,
                "reused": stage.reused,
                "remade": stage.remade,
                "paid": stage.paid,
                "usd": None if stage.unknown else stage.usd,
                "known_usd": stage.usd,
                "films_of_unknown_price": stage.unknown,
            }
            for stage in found.stages
        },
        "curation": found.curation,
        "exports": found.exports,
        "usd": None if any(s.unknown for s in found.stages) else sum(s.usd for s in found.stages),
        "smaller_shapes_usd": found.smaller,
        "cap_usd": found.cap_usd,
        "unpriced": found.unpriced,
        "spent": {
            "usd": found.spent.usd,
            "possible_usd": found.spent.possible_usd,
            "unknown_calls": found.spent.unknown_calls,
        },
    }


def _print(found: Plan, folder: Path) -> None:
    from moviellm.cli.printing import how_many, money, paragraph, shown, spend_text, table

    echo(
        f"{how_many(found.films, 'film')} in {shown(folder)}, {found.finished:,} of them finished."
    )
    head = ("stage", "component", "make", "reuse", "again", "at most")
    table([head, *(_row(stage) for stage in found.stages)])
    if found.curation is not None:
        echo(f"  the curator's choice {_FATES[found.curation]}")
    for name, fate in found.exports.items():
        echo(f"  export `{shown(name)}` {_FATES[fate]}")
    if found.dropped:
        paragraph(f"{how_many(found.dropped, 'film')} in the folder are no longer asked for.")
    if found.refused:
        _print_refusals(found)
    if any(stage.paid for stage in found.stages):
        for name, usd in found.smaller.items():
            cost = "an unknown price" if usd is None else f"{money(usd)} at most"
            paragraph(f"In the shape `{name}` all films together would cost {cost}.")
        cap = "no cap" if found.cap_usd is None else f"a cap of {money(found.cap_usd)}"
        spent = spend_text(asdict(found.spent))
        paragraph(f"Spent here so far: {spent}. The pipeline sets {cap}.")
    if found.cap_usd is not None:
        _print_limits(found, found.cap_usd)
    _print_foreseen(found)


def _print_refusals(found: Plan) -> None:
    """Say which films would not be made, and what that does to the run."""
    from moviellm.cli.failures import print_failures
    from moviellm.cli.printing import how_many, paragraph

    echo(f"{how_many(len(found.refused), 'film')} would be refused:")
    print_failures(found.refusals, reasons=None, named=_NAMED, rest="; --json has them all")
    limit = f"`limits.failed_films` is {found.failed_films:,}"
    if len(found.refused) > found.failed_films:
        paragraph(f"The run would stop early: {limit}. Mend them, or raise it.")
    else:
        paragraph(f"The run would go on without them: {limit}.")


def _print_foreseen(found: Plan) -> None:
    """Say how long the run takes and how much room it needs, or that nobody knows."""
    from moviellm.cli.printing import elapsed, paragraph, size

    if not any(stage.made + stage.remade for stage in found.stages):
        return
    seen = found.foreseen
    known = [] if seen.seconds is None else [f"about {elapsed(seen.seconds)}"]
    if seen.bytes is not None:
        known.append(f"about {size(seen.bytes)}")
    if not known:
        paragraph("How long it takes and how much room it needs was never measured here.")
        return
    text = f"By what was measured here it takes {' and '.join(known)}"
    if seen.unmeasured:
        text += f", not counting {' and '.join(seen.unmeasured)}, never measured here"
    paragraph(f"{text}.")
    if seen.bytes and seen.free_bytes is not None and seen.free_bytes < seen.bytes:
        paragraph(f"There is not enough room: {size(seen.free_bytes)} are free.")


def _telling() -> Callable[[int, int], None]:
    """Tell on standard error how far a plan is, once a second."""
    last = time.monotonic()

    def told(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= TELL_SECONDS:
            last = time.monotonic()
            echo(f"looked at {done:,} of {total:,} films", err=True)

    return told


def _print_limits(found: Plan, cap: float) -> None:
    """Say what the cap would do to the run."""
    from moviellm.cli.printing import money, paragraph

    if found.unpriced:
        stages = " and ".join(found.unpriced)
        paragraph(
            f"A run would not start: the price of the {stages} is unknown. Give the model's "
            "`price` in its options, or drop `limits.usd`."
        )
        return
    left = cap - found.spent.usd - found.spent.possible_usd
    most = sum(stage.usd for stage in found.stages)
    if most > left:
        paragraph(
            f"The cap leaves {money(max(left, 0.0))}: should the run need more, it stops there, "
            "keeps everything, and goes on with a higher cap."
        )


def _row(stage: StagePlan) -> tuple[str, ...]:
    return (
        stage.stage,
        stage.component,
        f"{stage.made:,}",
        f"{stage.reused:,}",
        f"{stage.remade:,}",
        _price(stage),
    )


def _price(stage: StagePlan) -> str:
    from moviellm.cli.printing import how_many, money

    if stage.unknown and stage.usd:
        return f"{money(stage.usd)} and {how_many(stage.unknown, 'film')} of unknown price"
    if stage.unknown:
        return "unknown"
    return money(stage.usd) if stage.paid else "free"
