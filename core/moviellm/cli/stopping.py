"""Ctrl-C: the first asks a run to stop, the second ends the process."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

from moviellm.errors import Cancelled

HARD_STOP_SECONDS = 9.5
"""What has not ended by then is left as it is: the journal is whole at every moment."""

STOPPING = "Stopping: what is finished is kept. Again to stop at once."
TOO_LATE = "Stopped. What was under way did not end in time and is made again by the next run."
_SHOW_CURSOR = b"\x1b[?25h\n"


@contextlib.contextmanager
def stop_on_signals(*, bars: bool = False) -> Iterator[threading.Event]:
    """Yield an event that the first SIGINT or SIGTERM sets; the second ends the process.

    Args:
        bars: Progress is shown; on a terminal its bars say `STOPPING` above themselves.
    """
    stop = threading.Event()

    def heard(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            _leave()
        stop.set()
        if not (bars and sys.stderr.isatty()):
            os.write(2, f"{STOPPING}\n".encode())
        last = threading.Timer(HARD_STOP_SECONDS, _leave, [TOO_LATE])
        last.daemon = True
        last.start()

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        if not stop.is_set():  # whoever has asked once may still ask again
            for number, handler in before.items():
                signal.signal(number, handler)


def _leave(why: str = "") -> None:
    if sys.stderr.isatty():
        os.write(2, _SHOW_CURSOR)
    if why:
        os.write(2, f"{why}\n".encode())
    os._exit(Cancelled.exit_code)
