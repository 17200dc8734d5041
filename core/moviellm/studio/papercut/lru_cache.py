"""A least-recently-used cache with a limit in bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class LruCache(Generic[Made]):
    """Values by key, up to a number of bytes; what was used longest ago goes first.

    Args:
        limit: How many bytes all values together may have; the last one always stays.
        size: How many bytes a value has.
    """

    def __init__(self, limit: int, size: Callable[[Made], int]) -> None:
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._limit = limit
        self._size = size
        self.used = 0

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was kept under a key, or what ``make`` makes."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        thing = make()
        self._kept[key] = thing
        self.used += self._size(thing)
        while self.used > self._limit and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self.used -= self._size(old)
        return thing
