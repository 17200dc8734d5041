"""What the disk and the journal on it say, in words for a person."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from moviellm import disk
from moviellm.errors import StorageError


def storage_error(error: OSError | sqlite3.Error, place: Path | str) -> StorageError:
    """Return the `StorageError` that explains ``error`` at ``place``."""
    if isinstance(error, OSError):
        return disk.write_error(error, place)
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return disk.no_room(place)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return disk.not_written(place, str(error))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return StorageError(
            f"The journal {place} is damaged ({error}).",
            hint="Restore it from a backup, or start again in another folder with --out.",
        )
    return StorageError(
        f"The journal {place} cannot be used: {error}.",
        hint="Check the disk (space, permissions) and run the same command again.",
    )
