"""Waits for what another process or thread shows, however busy the machine is."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable


def wait_until(seen: Callable[[], object], process: subprocess.Popen | None = None) -> None:
    """Look again and again; what never comes is ended by pytest's own limit for a test.

    Args:
        seen: What is waited for.
        process: Who is to show it, and must not end before.
    """
    while not seen():
        assert process is None or process.poll() is None, "it ended before it was seen"
        time.sleep(0.005)
