"""``report.html`` in a run's folder, written when a run has ended."""

from __future__ import annotations

import contextlib
from collections import Counter
from importlib.metadata import version
from pathlib import Path

from moviellm.cli.printing import shown
from moviellm.cli.streams import echo
from moviellm.engine.inspect.status import FilmFacts, RunFacts, look
from moviellm.engine.journal.schema import JOURNAL_FILE
from moviellm.errors import MovieLLMError
from moviellm.exporting import AUDIT_FILE, read_audit
from moviellm.report import (
    AuditLines,
    CurationLine,
    FilmLine,
    PluginLine,
    QuotaLine,
    RunData,
    SpendLine,
    StageLine,
    render_report,
)

REPORT_FILE = "report.html"


def write_report(folder: Path) -> Path | None:
    """Write the report of the run that ended last in a folder.

    Returns:
        Its path; None when there is nothing to report or it cannot be written, which is said
        on standard error: a run does not fail for its report.
    """
    if not (folder / JOURNAL_FILE).is_file():
        return None
    page, draft = folder / REPORT_FILE, folder / f".{REPORT_FILE}"
    try:
        facts = look(folder)
        if facts.state in ("running", "interrupted"):
            return None
        draft.write_text(render_report(_data(facts)), encoding="utf-8")
        draft.replace(page)
    except (OSError, MovieLLMError) as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        echo(f"The report {shown(page)} could not be written: {shown(error)}", err=True)
        return None
    return page


def _data(facts: RunFacts) -> RunData:
    state = facts.state
    assert state != "running"
    assert state != "interrupted"
    kinds, levels, dropped = Counter[str](), Counter[str](), Counter[str]()
    for film in facts.films:
        kinds.update(film.summary.get("kinds", {}))
        levels.update(film.summary.get("levels", {}))
        dropped.update(film.summary.get("dropped", {}))
    return RunData(
        name=facts.folder.resolve().name,
        state=state,
        version=facts.version or version("moviellm"),
        seed=facts.pipeline["films"]["seed"],
        wall_ms=facts.wall_ms,
        plugins=[
            PluginLine(stage=stage, name=name, version=origin)
            for key, origin in facts.plugins.items()
            for stage, _, name in [key.partition(":")]
        ],
        stages=[
            StageLine(
                stage=stage.stage,
                made=stage.made,
                reused=stage.reused,
                work_ms=stage.wall_ms * stage.made // max(stage.items, 1),
            )
            for stage in facts.stages
        ],
        films=[_film(film) for film in facts.films],
        kinds=kinds,
        levels=levels,
        dropped=dropped,
        curation=_curation(facts),
        spend=_spend(facts),
        exports={
            name: _link(folder, facts.folder)
            for name, (folder, there) in facts.exports.items()
            if there and folder.is_relative_to(facts.folder)
        },
        audit=_audit(facts.folder / AUDIT_FILE),
    )


def _audit(file: Path) -> AuditLines | None:
    """What an audit left in the run's folder; one that cannot be read is told, and left out."""
    if not file.exists():
        return None
    try:
        found = read_audit(file)
    except ValueError as error:
        echo(f"The report is without the audit: {shown(error)}.", err=True)
        return None
    return AuditLines(
        films=found.films,
        heads=found.heads,
        rows=tuple(found.rows()),
        notes=tuple(found.told()),
        worst=found.worst,
    )


def _film(film: FilmFacts) -> FilmLine:
    return FilmLine(
        id=film.id,
        theme=film.theme,
        title=film.summary.get("title", ""),
        state=film.state,
        reason=film.reason,
        trace=film.trace,
        frames=film.summary.get("frames", 0),
        captions=sum(film.summary.get("levels", {}).values()),
        questions=sum(film.summary.get("kinds", {}).values()),
        ms=film.summary.get("ms", 0),
    )


def _curation(facts: RunFacts) -> CurationLine | None:
    found = facts.curation
    if not found:
        return None
    return CurationLine(
        curator=found["curator"],
        kept=found["kept"],
        left_out=found["left_out"],
        quotas=[
            QuotaLine(
                dial=f"{quota['dial']}: {quota['value']}",
                **{name: quota[name] for name in ("asked", "got", "questions", "why")},
            )
            for quota in found["quotas"]
        ],
    )


def _spend(facts: RunFacts) -> SpendLine | None:
    spend = facts.spend
    if not (spend.done or spend.failed or spend.unrecorded):
        return None
    return SpendLine(
        usd=spend.usd,
        possible_usd=spend.possible_usd,
        unknown_calls=spend.unknown_calls,
        calls=spend.done,
        cap_usd=facts.pipeline.get("limits", {}).get("usd"),
    )


def _link(export: Path, run: Path) -> str:
    index = export / "index.html"
    return (index if index.is_file() else export).relative_to(run).as_posix()
