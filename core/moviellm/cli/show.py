"""``moviellm show``: how a run stands."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moviellm.cli.options import example, json_option, run_argument
from moviellm.cli.streams import echo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moviellm.engine.inspect.status import RunFacts, StageFacts
    from moviellm.engine.journal.records import Spend

_SAYS = {
    "running": "is running",
    "finished": "is finished",
    "incomplete": "has ended, and not everything was made",
    "stopped": "was stopped",
    "failed": "has failed",
    "interrupted": "was interrupted",
}


_CALLED = {"reasoning_tokens": "of these reasoning"}
"""Classes of usage that another one contains, which is told before them."""


@click.command(epilog=example("moviellm show runs/quickstart"))
@run_argument
@click.option("--failures", is_flag=True, help="Every failed film, and the plugins' tracebacks.")
@json_option
def show(run: Path, failures: bool, as_json: bool) -> None:
    """Show the state, rates, failures, spend, exports and disk use of a run.

    It works while the run goes on, and on read-only media.
    """
    from moviellm.engine.inspect.status import look

    facts = look(run)
    if as_json:
        from moviellm.cli.printing import print_json

        print_json(_as_data(facts))
    else:
        _print(facts, failures=failures)


def _as_data(facts: RunFacts) -> dict[str, Any]:
    from moviellm.report.failures import failure_groups

    return {
        "folder": str(facts.folder),
        "state": facts.state,
        "writer": facts.writer or None,
        "pipeline": facts.file,
        "moviellm": facts.version,
        "plugins": dict(facts.plugins),
        "films": {
            "asked": facts.asked,
            **{name: facts.count(name) for name in ("done", "quarantined", "pending")},
        },
        "failures": facts.failures(),
        "failure_groups": [
            {
                "reason": group.reason,
                "films": [{"id": film.id, "theme": film.theme} for film in group.films],
                "traceback": group.trace or None,
            }
            for group in failure_groups(facts.failed())
        ],
        "stages": {
            stage.stage: {
                "items": stage.items,
                "made": stage.made,
                "reused": stage.reused,
                "per_second": stage.per_second,
                "cpu_ms": stage.cpu_ms,
                "wall_ms": stage.wall_ms,
            }
            for stage in facts.stages
        },
        "wall_ms": facts.wall_ms,
        "spend": {
            **asdict(facts.spend),
            "cap_usd": facts.pipeline.get("limits", {}).get("usd"),
            "components": [asdict(one) for one in facts.usage],
        },
        "exports": {
            name: {"folder": str(folder), "there": there}
            for name, (folder, there) in facts.exports.items()
        },
        "curation": dict(facts.curation) or None,
        "observers": list(facts.observers),
        "disk": {**facts.disk, "total": sum(facts.disk.values())},
        "go_on": _go_on(facts) or None,
    }


def _go_on(facts: RunFacts) -> str:
    """The command that goes on with a run that has ended before its work was done."""
    from moviellm.cli.shell import command_line

    if facts.state in ("running", "finished") or not facts.file:
        return ""
    words = ["moviellm", "run", facts.file, "--out", facts.folder]
    if facts.shard:
        run = facts.folder.absolute().parent.parent
        words = ["moviellm", "work", facts.file, "--shard", facts.shard, "--out", run]
    elif facts.store:
        words += ["--store", facts.store]
    if facts.workers is not None:
        words += ["--workers", facts.workers]
    for setting in facts.settings:
        words += ["--set", setting]
    return command_line(*words)


def _print(facts: RunFacts, *, failures: bool) -> None:
    from moviellm.cli.failures import print_failures
    from moviellm.cli.printing import elapsed, how_many, paragraph, shown, size, table

    by = f" ({facts.writer})" if facts.writer else ""
    after = f" after {elapsed(facts.wall_ms / 1000)}" if facts.wall_ms else ""
    paragraph(f"The run in {facts.folder} {_SAYS[facts.state]}{by}{after}.")
    states = [f"{facts.count('done'):,} of {how_many(facts.asked, 'film')} done"]
    states += [f"{n:,} {name}" for name in ("quarantined", "pending") if (n := facts.count(name))]
    paragraph(", ".join(states) + ".")
    if facts.stages:
        table([("stage", "items", "made now", "reused", "rate"), *map(_row, facts.stages)])
    if failed := facts.failed():
        echo("failed:")
        rest = "; --failures shows all, and tracebacks"
        if failures:
            print_failures(failed, traces=True, reasons=None, named=None)
        else:
            print_failures(failed, rest=rest)
    for text in dict.fromkeys(facts.observers):
        paragraph(f"an observer failed: {text}", indent="  ")
    paragraph(f"spent: {_spend(facts.spend)}")
    for one in facts.usage:
        models = f" ({', '.join(one.models)})" if one.models else ""
        paragraph(f"{one.stage} {one.component}{models}: {_spend(one.spend)}", indent="  ")
        if used := _used(one.classes):
            paragraph(used, indent="    ")
    if facts.curation:
        _print_curation(facts.curation)
    for name, (folder, there) in facts.exports.items():
        paragraph(f"export {name}: {folder if there else 'gone from ' + str(folder)}")
    parts = [f"{shown(name)} {size(number)}" for name, number in facts.disk.items()]
    paragraph(f"disk: {size(sum(facts.disk.values()))} ({', '.join(parts)})")
    if command := _go_on(facts):
        echo(f"Go on: {command}")


def _print_curation(found: Mapping[str, Any]) -> None:
    from moviellm.cli.printing import how_many, paragraph

    kept = how_many(found["kept"], "question")
    reasons = "; ".join(f"{number:,} {reason}" for reason, number in found["left_out"].items())
    left_out = f"; left out: {reasons}" if reasons else ""
    paragraph(f"curator {found['curator']}: {kept} kept{left_out}")
    for quota in found["quotas"]:
        got = f"{quota['asked']:.1%} asked, {quota['got']:.1%} got"
        why = f": {quota['why']}" if quota["why"] else ""
        paragraph(f"{quota['dial']} {quota['value']}: {got}{why}", indent="  ")


def _row(stage: StageFacts) -> tuple[str, ...]:
    rate = "" if stage.per_second is None else f"{stage.per_second:,.2f}/s"
    return stage.stage, f"{stage.items:,}", f"{stage.made:,}", f"{stage.reused:,}", rate


def _spend(spend: Spend) -> str:
    from moviellm.cli.printing import how_many, spend_text

    text = spend_text(asdict(spend))
    calls = spend.done + spend.failed + spend.unrecorded
    return text if calls in (0, spend.unknown_calls) else f"{text} for {how_many(calls, 'call')}"


def _used(classes: Mapping[str, int]) -> str:
    """What calls used, in words: tokens of each class, and how many calls came in batches."""
    from moviellm.cli.printing import how_many

    counts = {name: number for name, number in classes.items() if number}
    batched = counts.pop("batch", 0)
    told = [
        f"{number:,} {_CALLED.get(name) or name.removesuffix('_tokens').replace('_', ' ')}"
        for name, number in counts.items()
    ]
    parts = [f"tokens: {', '.join(told)}"] if told else []
    return "; ".join([*parts, f"{how_many(batched, 'call')} in batches"] if batched else parts)
