"""What the disk says, in words for a person."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from moviellm.errors import StorageError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}


def storage_error(error: OSError | sqlite3.Error, place: Path | str) -> StorageError:
    """Return the `StorageError` that explains ``error`` at ``place``."""
    if isinstance(error, sqlite3.Error):
        return _journal_error(error, place)
    if error.errno in _FULL:
        return _full(place)
    if error.errno in _CLOSED:
        return _closed(place)
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return StorageError(
            f"The run folder {place} cannot be made, because a file is in its way.",
            hint="Give another folder with --out.",
        )
    reason = error.strerror or str(error)
    return StorageError(
        f"The run folder {place} cannot be used: {reason}.",
        hint="Check the disk and the path; running the same command again resumes.",
    )


def _full(place: Path | str) -> StorageError:
    return StorageError(
        f"The disk that holds {place} is full.",
        hint="Free some space and run the same command again; everything finished is kept.",
    )


def _closed(place: Path | str) -> StorageError:
    return StorageError(
        f"{place} cannot be written.",
        hint="Change its permissions, or give another folder with --out.",
    )


def _journal_error(error: sqlite3.Error, place: Path | str) -> StorageError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return _full(place)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return _closed(place)
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return StorageError(
            f"The journal {place} is damaged ({error}).",
            hint="Restore it from a backup, or start again in another folder with --out.",
        )
    return StorageError(
        f"The journal {place} cannot be used: {error}.",
        hint="Check the disk (space, permissions) and run the same command again.",
    )
