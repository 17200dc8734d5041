"""``moviellm verify``: hash everything in a run folder again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from moviellm.cli.options import example, json_option, run_argument
from moviellm.errors import DamageError

if TYPE_CHECKING:
    from moviellm.engine.inspect.verify import Verification

_SHOWN = 50


@click.command(epilog=example("moviellm verify runs/quickstart"))
@run_argument
@json_option
def verify(run: Path, as_json: bool) -> int:
    """Hash everything in a run folder again.

    That is stored bytes, what components keep for the whole run, the journal's rows and exports.

    What is damaged is named and, unless the folder is being written or cannot be, forgotten:
    running the same pipeline again makes it again. It may be used beside a run.

    Exit code: 0 when all is well, 8 when something is damaged.
    """
    from moviellm.cli.printing import print_json
    from moviellm.engine.inspect.verify import verify as look_at_everything

    found = look_at_everything(run)
    if as_json:
        print_json({**asdict(found), "folder": str(found.folder), "sound": not found.damage})
    else:
        _print(found)
    return DamageError.exit_code if found.damage else 0


def _print(found: Verification) -> None:
    from moviellm.cli.printing import how_many, paragraph, size
    from moviellm.engine.run_lock import RUN_LOCK_FILE

    looked = f"{how_many(found.blobs, 'blob')} ({size(found.bytes)})"
    exports = f" and {how_many(len(found.exports), 'export')}" if found.exports else ""
    if not found.damage:
        paragraph(f"All is well: {looked}{exports} in {found.folder} are what was written.")
    if found.unfinished and not found.damage:
        paragraph(f"{how_many(found.unfinished, 'film')} not whole: run the pipeline to finish.")
    for name in found.unchecked:
        paragraph(f"The export {name} has no manifest and was not checked.")
    for name in found.replaced:
        what = f"The export {name}" if name != RUN_LOCK_FILE else name
        paragraph(f"{what} was not checked: {found.writer} may just be replacing it.")
    for damage in found.damage[:_SHOWN]:
        paragraph(damage.text, indent="  ")
    if (more := len(found.damage) - _SHOWN) > 0:
        paragraph(f"and {more:,} more; --json lists them all.", indent="  ")
    if found.damage:
        paragraph(f"{how_many(len(found.damage), 'part')} of {found.folder} are damaged.")
        paragraph(_what_to_do(found))


def _what_to_do(found: Verification) -> str:
    if found.broken:
        return f"The journal's file is damaged: run `moviellm recover {quote(str(found.folder))}`."
    if found.writer:
        return (
            f"{found.writer} is writing the folder, so nothing was forgotten. Verify it again when "
            "that has ended, and then run the pipeline."
        )
    if not found.forgotten:
        return (
            "The folder cannot be written now, so nothing was put right: verify it again where it "
            "can, and then run the pipeline."
        )
    others = " (or `moviellm export` for an export that it does not name)"
    exports = others if any(damage.kind == "export" for damage in found.damage) else ""
    return f"Run the pipeline again{exports}: what is damaged is made again, and nothing else."
