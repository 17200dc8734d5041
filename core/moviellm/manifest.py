"""``MANIFEST.json``: every file of an export with its size and sha256, so that it can be checked.

The manifest is written last: a folder that has one is whole. It is itself JSON with sorted keys,
one file a line, so that two exports are compared by ``diff``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from moviellm.errors import DamageError, StorageError

__all__ = [
    "MANIFEST",
    "ManifestRow",
    "check_manifest",
    "read_manifest",
    "unlisted_files",
    "write_manifest",
]

MANIFEST = "MANIFEST.json"
"""The manifest's name; it does not list itself."""

SCHEMA = "moviellm-manifest/1"


class ManifestRow(NamedTuple):
    """One file of an export.

    Attributes:
        path: Relative to the export's folder, with ``/``.
        bytes: Its size.
        sha256: Its hash, in hexadecimal.
    """

    path: str
    bytes: int
    sha256: str


def _hash_it(path: str) -> str | None:
    return None


def write_manifest(folder: Path, *, sha256_of: Callable[[str], str | None] = _hash_it) -> Path:
    """Write the manifest over all files below a folder. Call it last.

    Args:
        folder: The export's folder.
        sha256_of: Returns the hash of a file (by its path in the manifest) that the caller has
            just written and knows, or None to have it read and hashed.

    Returns:
        The manifest's path.

    Raises:
        StorageError: Something below the folder is neither a file nor a folder.
    """
    path = folder / MANIFEST
    count = total = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"files": [')
        for name, size in _walk(folder):
            digest = sha256_of(name) or _sha256(folder / name)
            row = {"bytes": size, "path": name, "sha256": digest}
            out.write(",\n" if count else "\n")
            out.write(json.dumps(row, ensure_ascii=False, sort_keys=True))
            count += 1
            total += size
        out.write(
            f'\n], "schema": "{SCHEMA}", "synthetic": true, '
            f'"total_bytes": {total}, "total_files": {count}}}\n'
        )
    return path


def read_manifest(folder: Path) -> list[ManifestRow]:
    """Return the rows of a folder's manifest.

    Raises:
        DamageError: There is none, or it is not a manifest.
    """
    path = folder / MANIFEST
    try:
        return _rows(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise DamageError(
            f"{folder} has no {MANIFEST}.",
            hint="An export that was interrupted has none: export again.",
        ) from None
    except (ValueError, TypeError, KeyError) as error:
        raise DamageError(
            f"{path} is not a manifest: {error}.", hint="Export again into a new folder."
        ) from error


def check_manifest(folder: Path) -> list[str]:
    """Compare every file below a folder with its manifest; nothing outside it is opened.

    Returns:
        A sentence for each file that is missing, extra or changed; empty when all is well.
    """
    try:
        listed = {row.path: row for row in read_manifest(folder)}
        found = dict(_walk(folder))
    except (DamageError, StorageError) as error:
        return [error.message]
    problems = [f"{path} is missing." for path in listed.keys() - found.keys()]
    problems += [f"{path} is not in the manifest." for path in found.keys() - listed.keys()]
    for path in listed.keys() & found.keys():
        row = listed[path]
        if found[path] != row.bytes:
            problems.append(f"{path} has {found[path]} bytes instead of {row.bytes}.")
        elif _sha256(folder / path) != row.sha256:
            problems.append(f"{path} has changed: its sha256 is not the manifest's.")
    return sorted(problems)


def unlisted_files(folder: Path) -> list[str]:
    """Return the files below a folder that its manifest does not list; nothing is hashed.

    Raises:
        DamageError: It has no manifest, or one that is not an export's.
        StorageError: Something below the folder is neither a file nor a folder.
    """
    listed = {row.path for row in read_manifest(folder)}
    return [path for path, _ in _walk(folder) if path not in listed]


def _rows(found: Any) -> list[ManifestRow]:
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    rows = [ManifestRow(str(r["path"]), int(r["bytes"]), str(r["sha256"])) for r in found["files"]]
    if len(rows) != found["total_files"] or sum(r.bytes for r in rows) != found["total_bytes"]:
        raise ValueError("its totals are not those of its files")
    return rows


def _walk(folder: Path, inside: str = "") -> Iterator[tuple[str, int]]:
    """Yield path and size of every file but the manifest, in the order of the paths."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=_sort_key)
    for entry in ordered:
        path = f"{inside}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{path}/")
        elif not entry.is_file(follow_symlinks=False):
            raise StorageError(
                f"{entry.path} is neither a file nor a folder.",
                hint="An export holds plain files only: copy what the link points to.",
            )
        elif path != MANIFEST:
            yield path, entry.stat(follow_symlinks=False).st_size


def _sort_key(entry: os.DirEntry[str]) -> str:
    return entry.name + "/" * entry.is_dir(follow_symlinks=False)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
