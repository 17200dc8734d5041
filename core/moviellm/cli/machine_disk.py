"""The disk below a folder: room, and how long a small file takes until it is durable."""

from __future__ import annotations

import contextlib
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from moviellm.cli.printing import size
from moviellm.disk import write_durably, write_error

_FILES = 8
_SLOW_MS = 100
"""A run commits some ten times a second; a disk that is slower than this holds it up."""

_LITTLE_ROOM = 5e9


def disk_findings(
    folder: Path,
) -> Iterator[tuple[str, Literal["ok", "note", "fault"], str, str]]:
    """Yield what is found of the disk; what was written to try it is removed."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        free = shutil.disk_usage(place).free
        milliseconds = _time_of_a_file(place)
    except OSError as error:
        found = write_error(error, place)
        yield "disk", "fault", found.message, found.hint
        return
    told = f"{size(free)} free at {place}; a small file is durable in {milliseconds:.1f} ms"
    if free < _LITTLE_ROOM:
        yield "disk", "note", told, "`moviellm plan` tells how much room a run needs."
    elif milliseconds > _SLOW_MS:
        yield "disk", "note", told, "A local disk makes runs faster: moviellm run --out DIR."
    else:
        yield "disk", "ok", told, ""


def _time_of_a_file(place: Path) -> float:
    """The median over some files, in milliseconds."""
    times = []
    with tempfile.TemporaryDirectory(prefix=".moviellm-doctor-", dir=place) as name:
        for n in range(_FILES):
            begun = time.perf_counter()
            write_durably(Path(name) / str(n), b"durable?" * 512)
            times.append((time.perf_counter() - begun) * 1000)
            with contextlib.suppress(OSError):
                (Path(name) / str(n)).unlink()
    return statistics.median(times)
