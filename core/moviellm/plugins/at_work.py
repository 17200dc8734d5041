"""Whether a plugin is at work in a thread: what is printed then is the plugin's, not ours."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

_OF_THREAD = threading.local()


@contextlib.contextmanager
def plugin_at_work() -> Iterator[None]:
    """Say for the length of a context that this thread runs a plugin."""
    _OF_THREAD.depth = getattr(_OF_THREAD, "depth", 0) + 1
    try:
        yield
    finally:
        _OF_THREAD.depth -= 1


def is_plugin_at_work() -> bool:
    """Whether this thread runs a plugin."""
    return getattr(_OF_THREAD, "depth", 0) > 0
