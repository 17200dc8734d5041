"""The disk: making durable what is written, and what it says in words for a person.

Standard library only.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from moviellm.errors import InputError, StorageError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_TAKEN = {errno.ENOTDIR, errno.EEXIST}


def refused_by_disk(error: OSError) -> bool:
    """Whether the disk is full or closed; other errors of the system have other causes."""
    return error.errno in _FULL | _CLOSED


def is_full(error: OSError) -> bool:
    """Whether the disk has no room."""
    return error.errno in _FULL


def write_error(error: OSError, place: Path | str) -> StorageError:
    """Return the `StorageError` that explains why ``place`` could not be written."""
    if is_full(error):
        return no_room(place)
    if error.errno in _TAKEN:
        return not_written(place, "a file is in its way")
    return not_written(place, error.strerror or str(error))


def require_text(place: Path | str) -> None:
    """Refuse a place whose name is no text in this locale: a journal could not write it down.

    Raises:
        InputError: It is not.
    """
    try:
        str(place).encode()
    except UnicodeEncodeError:
        raise InputError(
            f"The name of {place} is not text in this locale.",
            hint="Rename it, give another folder with --out, or set PYTHONUTF8=1 if it is UTF-8.",
        ) from None


def no_room(place: Path | str) -> StorageError:
    """Return the error of a full disk."""
    return StorageError(
        f"There is no room to write {place}: the disk is full.",
        hint="Free some space there and run the same command again; what is finished is kept.",
    )


def not_written(place: Path | str, reason: str) -> StorageError:
    """Return the error of a place that cannot be written, for a reason without full stop."""
    return StorageError(
        f"{place} cannot be written: {reason}.",
        hint="Check the folder and its permissions, or give another one with --out.",
    )


def sync_folder(folder: Path) -> None:
    """Make the names of files in a folder durable.

    Raises:
        OSError: The disk failed.
    """
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def sync_tree(folder: Path) -> None:
    """Make everything below a folder durable: after it, a power cut leaves no file empty.

    Where the system can, the whole file system is flushed at once, which takes a fraction of the
    time that file by file does.

    Raises:
        OSError: The disk failed, or has no room for what it promised to write.
    """
    if sys.platform == "linux" and _sync_file_system(folder):
        return
    for parent, _, names in os.walk(folder):
        for name in names:
            if not (path := Path(parent, name)).is_symlink():
                _sync(path, os.O_RDONLY | os.O_CLOEXEC)
        sync_folder(Path(parent))


def write_durably(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and durably.

    Raises:
        OSError: It cannot be written; what was there before still is.
    """
    draft = path.with_name(f".{path.name}")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def _sync(path: Path, flags: int) -> None:
    fd = os.open(path, flags)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _sync_file_system(folder: Path) -> bool:
    """Flush the file system that a folder is on; whether the system did."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return False
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if syncfs(fd) == 0:
            return True
        failed = ctypes.get_errno()
    finally:
        os.close(fd)
    if failed in _FULL | {errno.EIO}:
        raise OSError(failed, os.strerror(failed), str(folder))
    return False
