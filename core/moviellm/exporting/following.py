"""The hash of a file that is still being written."""

from __future__ import annotations

import hashlib
import mmap
import os
from pathlib import Path


class FollowingHash:
    """The SHA-256 of a file that grows, so that it need not be read again at its end.

    What was added is hashed where it lies in the system's cache. Python goes on meanwhile: give it
    a thread of its own, one at a time.

    Args:
        path: The file, which is there already.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._hash, self._hashed = hashlib.sha256(), 0

    def follow(self) -> None:
        """Hash what was added since the last time."""
        size = os.fstat(self._file.fileno()).st_size
        start = self._hashed - self._hashed % mmap.ALLOCATIONGRANULARITY
        if size > self._hashed:
            with (
                mmap.mmap(
                    self._file.fileno(), size - start, access=mmap.ACCESS_READ, offset=start
                ) as pages,
                memoryview(pages) as added,
            ):
                self._hash.update(added[self._hashed - start :])
            self._hashed = size

    def end(self) -> str:
        """Hash what is left, let go of the file and return the hash in hexadecimal."""
        with self._file:
            self.follow()
        return self._hash.hexdigest()

    def close(self) -> None:
        """Let go of a file that will not be whole."""
        self._file.close()
