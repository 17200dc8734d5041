"""What lies in a folder, to compare with what lies in another."""

from __future__ import annotations

from pathlib import Path

OF_PROCESSES = ("-wal", "-shm", ".lock")
"""Ends of the names of files that come and go with processes that look at a run."""


def bytes_of(folder: Path, *, but: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by its path.

    Args:
        folder: Where to look.
        but: Ends of the names of files that do not count.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if not path.name.endswith(but)
    }
