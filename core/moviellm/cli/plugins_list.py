"""The table of installed plugins."""

from __future__ import annotations

from moviellm.cli.app import CORE
from moviellm.cli.printing import shown, table
from moviellm.cli.streams import echo, stdout
from moviellm.plugins import list_plugins
from moviellm.plugins.records import COMMANDS, PluginRecord

_HEAD = ("stage", "name", "version", "state", "from")


def rows() -> list[dict[str, str]]:
    """Return every plugin as plain values; nothing of them is imported.

    A command that has the name of a core command is ``shadowed``: the core's is called.
    """
    return [_row(record) for record in list_plugins()]


def print_table(found: list[dict[str, str]]) -> None:
    """Print the plugins: in colour and folded to the width of a terminal, plain into a pipe."""
    if stdout().isatty():
        _print_rich(found)
        return
    table([_HEAD, *(tuple(shown(row[key]) for key in _KEYS) for row in found)], indent="")
    for row in _ailing(found):
        echo(f"{row['stage']} {row['name']}: {shown(row['cause'])}")


_KEYS = ("stage", "name", "version", "state", "distribution")


def _row(record: PluginRecord) -> dict[str, str]:
    state, cause = str(record.state), record.cause
    if record.stage == COMMANDS and record.name in CORE:
        state, cause = "shadowed", f"`{record.name}` is a command of moviellm itself, which wins"
    return {
        "stage": record.stage,
        "name": record.name,
        "distribution": record.distribution,
        "version": record.version,
        "state": state,
        "cause": cause,
        "summary": record.summary,
        "value": record.value,
    }


def _ailing(found: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in found if row["cause"]]


def _print_rich(found: list[dict[str, str]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(file=stdout())
    grid = Table(box=None, pad_edge=False, header_style="dim")
    for title, least in (("stage", 5), ("name", 6), ("from", 8), ("about", 12)):
        grid.add_column(title, min_width=least, overflow="fold")
    for row in found:
        well = row["state"] == "ok"
        about = row["summary"] if well else f"{row['state']}: {row['cause']}"
        origin = f"{row['distribution']} {row['version']}"
        grid.add_row(
            row["stage"],
            f"[bold]{escape(shown(row['name']))}[/]",
            escape(shown(origin)),
            escape(shown(about)),
            style="" if well else "red" if row["state"] == "broken" else "yellow",
        )
    console.print(grid)
