"""Files that threads write, hash and bring to the disk while more of them is made."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import NamedTuple, TypeVar

from moviellm.exporting import FollowingHash

_HANDED_OVER = 4 << 20
"""Bytes that are written and hashed at once: each hand-over costs Python a moment."""

_MOST_HANDED_OVER = 2
_SYNCED_AT_ONCE = 64 << 20
_COPIED_AT_ONCE = 1 << 20
_MOST_PIECES = 1_024
"""What the system takes in one call (IOV_MAX)."""

_SIDE_BY_SIDE = min(4, os.cpu_count() or 1)

Given = TypeVar("Given")


class WriterThreads:
    """Threads that write files, that hash them, and one that waits for the disk."""

    def __init__(self) -> None:
        self.disk = ThreadPoolExecutor(1, "moviellm-disk")
        self._pairs = [
            (ThreadPoolExecutor(1, "moviellm-write"), ThreadPoolExecutor(1, "moviellm-hash"))
            for _ in range(_SIDE_BY_SIDE)
        ]
        self._turns = cycle(self._pairs)

    def next(self) -> tuple[ThreadPoolExecutor, ThreadPoolExecutor]:
        """Return the threads that write and hash the next file."""
        return next(self._turns)

    def close(self) -> None:
        """Wait until all is done."""
        for writer, hasher in self._pairs:
            writer.shutdown()
            hasher.shutdown()
        self.disk.shutdown()


class FinishedFile(NamedTuple):
    """A file that is on the disk."""

    bytes: int
    sha256: str


class HashedFile:
    """A file under a hidden name, which gets its own when it is whole and on the disk.

    Args:
        path: Its own name.
        writers: Who does the work.
    """

    def __init__(self, path: Path, writers: WriterThreads) -> None:
        path.parent.mkdir(exist_ok=True)
        self._path = path
        self._draft = path.with_name(f".{path.name}.part")
        self._file = self._draft.open("xb", buffering=0)
        self._hash = FollowingHash(self._draft)
        self._writer, self._hasher = writers.next()
        self._disk = writers.disk
        self._pieces: list[bytes] = []
        self._bytes = 0
        self._handed_over: deque[Future[None]] = deque()
        self._bytes_synced = 0
        self._syncs: list[Future[None]] = []

    def write(self, pieces: Iterable[bytes | Path]) -> None:
        """Take bytes, and files, which are removed when their contents are taken.

        Raises:
            OSError: What was taken before cannot be written.
        """
        for piece in pieces:
            if isinstance(piece, bytes):
                self._pieces.append(piece)
                self._bytes += len(piece)
            else:
                self._hand_over(self._write, self._taken())
                self._hand_over(self._move, piece)
        if self._bytes >= _HANDED_OVER:
            self._hand_over(self._write, self._taken())

    def close(self) -> Future[FinishedFile]:
        """Return what it is when it is whole and has its name."""
        return self._writer.submit(self._end, self._taken())

    def discard(self) -> None:
        """Remove what was written; the writers must be closed."""
        self._hash.close()
        with suppress(OSError):
            self._file.close()
        self._draft.unlink(missing_ok=True)

    def _taken(self) -> list[bytes]:
        pieces, self._pieces, self._bytes = self._pieces, [], 0
        return pieces

    def _hand_over(self, work: Callable[[Given], None], given: Given) -> None:
        self._handed_over.append(self._writer.submit(work, given))
        while len(self._handed_over) > _MOST_HANDED_OVER:
            self._handed_over.popleft().result()

    def _write(self, pieces: list[bytes]) -> None:
        for first in range(0, len(pieces), _MOST_PIECES):
            some = pieces[first : first + _MOST_PIECES]
            left = sum(map(len, some)) - os.writev(self._file.fileno(), some)
            rest = memoryview(b"".join(some))[-left:] if left else memoryview(b"")
            while rest:
                rest = rest[self._file.write(rest) :]
        self._follow()

    def _move(self, path: Path) -> None:
        with path.open("rb") as source:
            shutil.copyfileobj(source, self._file, _COPIED_AT_ONCE)
        path.unlink()
        self._follow()

    def _follow(self) -> None:
        self._hasher.submit(self._hash.follow)  # if it fails, so does the end
        size = self._file.tell()
        if size - self._bytes_synced >= _SYNCED_AT_ONCE:
            self._syncs.append(self._disk.submit(os.fsync, self._file.fileno()))
            self._bytes_synced = size

    def _end(self, pieces: list[bytes]) -> FinishedFile:
        try:
            for earlier in self._handed_over:
                earlier.result()
            self._write(pieces)
            synced = self._disk.submit(os.fsync, self._file.fileno())
            sha256 = self._hasher.submit(self._hash.end).result()
            whole = FinishedFile(self._file.tell(), sha256)
            for sync in (*self._syncs, synced):  # the system tells of a failure once
                sync.result()
            self._file.close()
            self._draft.rename(self._path)
        except BaseException:
            self.discard()
            raise
        return whole
