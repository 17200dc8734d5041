"""One writer per run folder."""

from __future__ import annotations

import fcntl
import json
import os
import platform
import time
import weakref
from pathlib import Path

from moviellm.engine.faults import storage_error
from moviellm.errors import LockedError

LOCK_FILE = "writer.lock"
_TRIES, _PAUSE_SECONDS = 4, 0.05


class WriterLock:
    """Holds the run folder for this process until `release` or the end of the process.

    It is an ``flock``, so a killed process leaves nothing to clean up; the file tells others whom
    to ask. Forked children give their copy up at once, so that a worker that outlives a killed
    driver does not keep the folder locked.

    Raises:
        LockedError: Another process holds it.
        StorageError: The folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK_FILE
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
                f"{who} is writing the run folder {folder}.",
                hint="Wait until it ends or stop it, or give this run its own folder with --out.",
            ) from error
        except OSError as error:
            os.close(self._fd)
            raise storage_error(error, folder) from error
        _held.add(self)

    def release(self) -> None:
        """Let others write."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


_held: weakref.WeakSet[WriterLock] = weakref.WeakSet()


def _release_in_child() -> None:
    for lock in _held:
        lock.release()


os.register_at_fork(after_in_child=_release_in_child)


def writer_of(folder: Path) -> str:
    """Who writes a run folder right now, as words for a sentence; empty when nobody does."""
    try:
        fd = os.open(folder / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC)
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
