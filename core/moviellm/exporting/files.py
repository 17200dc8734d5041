"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from moviellm.disk import write_error


@contextlib.contextmanager
def written_to(path: Path) -> Iterator[None]:
    """Explain what the disk says while something is written to ``path``.

    Raises:
        StorageError: It cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise write_error(error, path) from error


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; it takes that name when it is written and durable.

    Raises:
        StorageError: The file cannot be written; nothing is left of it.
    """
    path = path.absolute()
    draft = path.with_name(f".{path.name}.part")
    try:
        with written_to(path):
            yield draft
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
