"""What a run says at its end: what was made, what was not and why, where to look, what next."""

from __future__ import annotations

from pathlib import Path

from moviellm.cli.printing import elapsed, how_many, paragraph, shown, spend_text, table
from moviellm.cli.shell import command_line
from moviellm.cli.streams import echo
from moviellm.run_reports import RunReport

_STATES = {
    "finished": "Finished",
    "incomplete": "Ended without everything",
    "stopped": "Stopped",
    "failed": "Failed",
}


SAME_COMMAND = "run the same command again"


def print_summary(
    report: RunReport, page: Path | None, *, again: str = SAME_COMMAND, debug: bool = False
) -> None:
    """Print the summary of a run.

    Args:
        report: How the run ended.
        page: The run's report page, if it was written.
        again: What makes the films that could not be made, once the cause is mended.
        debug: Print the tracebacks of plugins, too.
    """
    frames = report.made.get("painter", 0)
    made = [how_many(report.films, "film")]
    if frames:
        rate = frames * 1000 / max(report.wall_ms, 1)
        made.append(f"{how_many(frames, 'frame')} painted ({rate:,.1f} frames/s)")
    elif report.films and not any(report.made.values()):
        made.append("nothing had to be made again")
    echo(f"{_STATES[report.state]} in {elapsed(report.wall_ms / 1000)}: {', '.join(made)}.")
    table(_where_to_look(report, page))
    if report.quarantined:
        print_failures_in(report.folder, traces=debug)
    if report.state != "finished":
        cause = "mend the cause and " if report.quarantined else ""
        paragraph(f"Next: {cause}{again}; what is made is kept.")


def _where_to_look(report: RunReport, page: Path | None) -> list[tuple[str, str]]:
    rows = []
    for name, folder in report.exports.items():
        index = folder / "index.html"
        rows.append((f"{name}:", shown(index if index.is_file() else folder)))
    if page is not None:
        rows.append(("report:", shown(page)))
    rows.append(("spent:", _spent(report)))
    rows.append(("details:", command_line("moviellm", "show", report.folder)))
    return rows


def _spent(report: RunReport) -> str:
    if report.usd is None:
        return "unknown"
    return spend_text({"usd": report.usd, "possible_usd": report.possible_usd, "unknown_calls": 0})


def print_failures_in(run: Path, *, traces: bool) -> None:
    """Print which films of a run could not be made, and why.

    Args:
        run: Its folder.
        traces: Print the tracebacks of plugins, too.
    """
    from moviellm.cli.failures import print_failures
    from moviellm.engine.inspect.status import look

    failed = look(run).failed()
    if failed:
        echo(f"{how_many(len(failed), 'film')} could not be made:")
        command = command_line("moviellm", "show", run, "--failures")
        print_failures(failed, traces=traces, rest=f"; {command}")
