"""Films that are worked at side by side."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from moviellm.component import Context

Item = TypeVar("Item")
Made = TypeVar("Made")


def side_by_side(
    work: Callable[[Item, Context], Made],
    items: Iterable[Item],
    context: Context,
    workers: int | None = None,
) -> Iterator[Made]:
    """Yield what comes of each film in order; as many films are in memory as there are workers.

    The first failure comes through, and the films that are being worked at give up.

    Args:
        work: What is done with a film, in a thread: worth it where Python waits, as for encoders.
            It gets the film and a context that says so when it is to give up.
        items: The films, or what stands for them; walked once, by the caller's thread.
        context: Of the export.
        workers: How many threads; by default as many as there are cores.
    """
    stop, most = threading.Event(), workers or os.cpu_count() or 1
    watched = replace(context, cancelled=lambda: stop.is_set() or context.cancelled())
    waiting: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(most) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item, watched))
                if len(waiting) == most:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            stop.set()
            for future in waiting:
                future.cancel()
