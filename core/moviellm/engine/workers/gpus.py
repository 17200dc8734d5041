"""Which GPUs this machine lets us use, and how worker processes are placed on them.

Nothing here imports a library of a GPU: the driver's own program is asked.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence

VISIBLE_GPUS = "CUDA_VISIBLE_DEVICES"
"""The environment variable by which a process is shown some GPUs and no others."""

_ASK_SECONDS = 30.0
_GPU_LINE = re.compile(r"^GPU (\d+):", re.MULTILINE)


def visible_gpus() -> tuple[str, ...]:
    """Return the GPUs that may be used, as `CUDA_VISIBLE_DEVICES` spells them.

    They are those that the variable names where it is set, up to the first that names none (as
    CUDA reads it), and otherwise all that ``nvidia-smi -L`` lists.
    """
    chosen = os.environ.get(VISIBLE_GPUS)
    if chosen is None:
        return tuple(_GPU_LINE.findall(_listing()))
    found: list[str] = []
    for name in (part.strip() for part in chosen.split(",")):
        if not name or name.startswith("-"):
            break
        found.append(name)
    return tuple(found)


def places(gpus: Sequence[str], each: int) -> list[Mapping[str, str]]:
    """Return the environment of every worker process that needs some GPUs to itself.

    Args:
        gpus: Those that there are.
        each: How many one process needs.

    Returns:
        For each process what is to be set beside the usual environment. Where there are not
        enough GPUs for one, it is a single process that sees whatever there is.
    """
    count = len(gpus) // each
    if not count:
        return [{}]
    return [{VISIBLE_GPUS: ",".join(gpus[n * each : (n + 1) * each])} for n in range(count)]


def _listing() -> str:
    program = shutil.which("nvidia-smi")
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - the driver's own program, without our words
            [program, "-L"], capture_output=True, text=True, timeout=_ASK_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
