"""What the disk says, in words for a person. Standard library only."""

from __future__ import annotations

import errno
from pathlib import Path

from moviellm.errors import StorageError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_TAKEN = {errno.ENOTDIR, errno.EEXIST}


def refused_by_disk(error: OSError) -> bool:
    """Whether the disk is full or closed; other errors of the system have other causes."""
    return error.errno in _FULL | _CLOSED


def write_error(error: OSError, place: Path | str) -> StorageError:
    """Return the `StorageError` that explains why ``place`` could not be written."""
    if error.errno in _FULL:
        return no_room(place)
    if error.errno in _TAKEN:
        return not_written(place, "a file is in its way")
    return not_written(place, error.strerror or str(error))


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
