"""What the disk and the journal on it say, in words for a person."""

from __future__ import annotations

import os
import shlex
import sqlite3
from pathlib import Path

from moviellm import disk
from moviellm.errors import StorageError

SQLITE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the latter where it quotes text in which a bit flipped."""


def storage_error(
    error: OSError | sqlite3.Error | UnicodeDecodeError, place: Path | str
) -> StorageError:
    """Return the `StorageError` that explains ``error`` at ``place``."""
    if isinstance(error, OSError):
        return disk.write_error(error, place)
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return disk.no_room(place)
    writable = os.access(place, os.W_OK) and os.access(Path(place).parent, os.W_OK)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")) and not writable:
        return disk.not_written(place, str(error))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return StorageError(
            f"The journal {place} cannot be used: {error}.",
            hint="Check the disk (space, permissions) and run the same command again.",
        )
    return journal_damaged(place, str(error))


def journal_damaged(place: Path | str, what: str) -> StorageError:
    """Return the error of a journal whose file is not what was written."""
    folder = shlex.quote(str(Path(place).parent))
    return StorageError(
        f"The journal {place} is damaged ({what}).",
        hint=f"Run `moviellm recover {folder}`: what is still whole in it is kept, the rest is "
        "made again.",
    )
