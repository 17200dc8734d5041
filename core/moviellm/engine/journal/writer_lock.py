"""One writer per run folder, and one maker per kept thing."""

from __future__ import annotations

import fcntl
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from moviellm.engine.journal.errors import storage_error
from moviellm.errors import LockedError

WRITER_LOCK_FILE = "writer.lock"
_TRIES, _PAUSE_SECONDS = 4, 0.05


class WriterLock:
    """Holds a folder for this process until `release` or the end of the process.

    It is an ``flock``, so a killed process leaves nothing to clean up; the file tells others whom
    to ask. Forked children give their copy up at once, so that a worker that outlives a killed
    driver does not keep the folder locked.

    Args:
        folder: The folder.
        what: What it is, for messages.

    Raises:
        LockedError: Another process holds it.
        StorageError: The folder cannot be written.
    """

    def __init__(self, folder: Path, what: str = "the run folder") -> None:
        path = folder / WRITER_LOCK_FILE
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise storage_error(error, folder) from error
        try:
            _take(self._fd)
            os.ftruncate(self._fd, 0)
            holder = {"pid": os.getpid(), "host": platform.node()}
            os.pwrite(self._fd, json.dumps(holder).encode(), 0)
        except BlockingIOError as error:
            who = _holder(self._fd)
            os.close(self._fd)
            raise LockedError(
                f"{who} is writing {what} {folder}.",
                hint="Wait until it ends or stop it, or give this run its own folder with --out.",
            ) from error
        except OSError as error:
            os.close(self._fd)
            raise storage_error(error, folder) from error
        _held.add(self._fd)

    def release(self) -> None:
        """Let others write."""
        if self._fd in _held:
            _held.discard(self._fd)
            os.close(self._fd)


@contextmanager
def turn_at(path: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold a folder or a lock file; one thread of one process at a time does.

    Args:
        path: A folder, or a file that is made if it is not there.
        wait: Called again and again while another holds it; what it raises comes through.

    Raises:
        StorageError: It cannot be opened.
    """
    try:
        how = os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT
        fd = os.open(path, how | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise storage_error(error, path.parent) from error
    _held.add(fd)
    try:
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                wait()
            else:
                break
        yield
    finally:
        _held.discard(fd)
        os.close(fd)


_held: set[int] = set()
"""Descriptors that lock something for this process, and not for its forked children."""


def _release_in_child() -> None:
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_release_in_child)


def writer_of(folder: Path) -> str:
    """Who writes a run folder right now, as words for a sentence; empty when nobody does."""
    try:
        fd = os.open(folder / WRITER_LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _holder(fd)
    except OSError:
        return ""
    finally:
        os.close(fd)
    return ""


def _take(fd: int) -> None:
    """Lock, or raise `BlockingIOError`; somebody who just looks (`writer_of`) holds for moments."""
    for remaining in reversed(range(_TRIES)):
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not remaining:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _holder(fd: int) -> str:
    try:
        holder = json.loads(os.pread(fd, 4096, 0))
        return f"Process {int(holder['pid'])} on {holder['host']}"
    except (ValueError, KeyError, TypeError, OSError):
        return "Another process"
