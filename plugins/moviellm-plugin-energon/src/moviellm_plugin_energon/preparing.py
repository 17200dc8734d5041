"""Running ``energon prepare``: it indexes the shards and writes down the splits.

The program is run rather than imported: it starts processes of its own, and what it writes is
its own affair and changes with its version.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from moviellm import Context, PluginError
from moviellm.exporting import write_text
from moviellm_plugin_webdataset import Shard

META = ".nv-meta"
PARTS = {"validation": "val"}
"""What Energon calls a split, where it has a name of its own for it."""

_SECONDS_BETWEEN_LOOKS = 0.5


def require_energon() -> None:
    """Make sure that Energon is installed.

    Raises:
        PluginError: It is not.
    """
    if find_spec("megatron") is None or find_spec("megatron.energon") is None:
        raise PluginError(
            "Megatron Energon is not installed here, so the dataset cannot be prepared.",
            hint='Run `pip install "moviellm-plugin-energon[prepare]"`, or set `prepare: false` '
            "and run `energon prepare` where you train.",
        )


def arguments(folder: str, splits: Iterable[str]) -> list[str]:
    """Return what follows the word ``energon`` on a command line.

    Args:
        folder: The dataset's folder.
        splits: The splits that have shards.
    """
    parts = [f"{PARTS.get(split, split)}:{split}-.*" for split in splits]
    # one worker: several write the rows of the index in any order
    fixed = ("--non-interactive", "--no-progress", "--num-workers", "1")
    divided = [word for part in parts for word in ("--split-parts", part)]
    return ["prepare", folder, *fixed, *divided, "--sample-type", "CrudeWebdataset"]


def prepare(folder: Path, shards: Mapping[str, Sequence[Shard]], context: Context) -> None:
    """Prepare a dataset; equal shards give equal bytes.

    Args:
        folder: The dataset's folder.
        shards: The shards of each split that has any.
        context: Asked whether to stop, and told how many shards are indexed.

    Raises:
        Cancelled: The run was asked to stop.
        PluginError: Energon refused the dataset, or could not write its index.
    """
    command = [sys.executable, "-m", "megatron.energon.cli.main", *arguments(str(folder), shards)]
    status, said = run_preparer(command, folder, context, sum(map(len, shards.values())))
    if status:
        last = said.strip().rpartition("\n")[2]
        raise PluginError(
            f"`energon prepare` ended with status {status}: {last or 'it said nothing'}",
            hint="Set `prepare: false`, and run the command of the data card by hand.",
        )
    hashes = "\n".join(shard.sha256 for row in shards.values() for shard in row)
    name = uuid.uuid5(uuid.NAMESPACE_OID, hashes)  # Energon's own is another each time
    write_text(folder / META / "index.uuid", str(name))


def run_preparer(
    command: Sequence[str], folder: Path, context: Context, shards: int
) -> tuple[int, str]:
    """Run a program that indexes a folder's shards; return its status and what it printed.

    Raises:
        Cancelled: The run was asked to stop; the program and what it started are killed.
    """
    with subprocess.Popen(  # noqa: S603 - this interpreter, and words of our own
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # so that its own processes can be ended with it
    ) as process:
        indexed = 0
        try:
            while True:
                try:
                    said, _ = process.communicate(timeout=_SECONDS_BETWEEN_LOOKS)
                except subprocess.TimeoutExpired:
                    context.check()
                    before, indexed = indexed, sum(1 for _ in folder.glob("*.tar.idx"))
                    if indexed > before:  # else it may hang, and is not to be spoken for
                        context.progress(indexed, shards)
                else:
                    return process.returncode, said
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
