"""Pictures of one call of a painter, handed over to be made durable about every two seconds."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from moviellm.engine.workers.tasks import Made
from moviellm.errors import PluginError

PART_SECONDS = 2.0
"""How much work a crash may cost: a pack takes tens of milliseconds to become durable."""


class PaintedParts:
    """Gathers pictures as they come.

    Args:
        total: How many pictures there will be; the last one always belongs to the rest.
        hand_over: Given pictures that are to be made durable while others are painted.
    """

    def __init__(self, total: int, hand_over: Callable[[Made], None]) -> None:
        self._left = total
        self._hand_over = hand_over
        self._blobs: list[bytes] = []
        self._results: list[str] = []
        self._since = time.monotonic()

    def add(self, data: bytes, result: str) -> None:
        """Take a picture and what is recorded of it."""
        self._blobs.append(data)
        self._results.append(result)
        self._left -= 1
        if self._left and time.monotonic() - self._since >= PART_SECONDS:
            self._hand_over(self.rest())

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Hand over what is painted before a failure, or the wish to stop, ends the call."""
        try:
            yield
        except PluginError:  # the pictures may not be those of their slates
            raise
        except BaseException:
            if self._blobs and self._left:
                self._hand_over(self.rest())
            raise

    def rest(self) -> Made:
        """Return the pictures that were not handed over."""
        made = Made(blobs=self._blobs, results=tuple(self._results))
        self._blobs, self._results, self._since = [], [], time.monotonic()
        return made
