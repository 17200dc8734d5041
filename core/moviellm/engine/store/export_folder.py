"""The folder that an export is written into until it is whole and takes its name."""

from __future__ import annotations

import contextlib
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from moviellm.disk import refused_by_disk, sync_folder, sync_tree, write_error
from moviellm.engine.journal.writer_lock import turn_at
from moviellm.errors import Cancelled, MovieLLMError, StorageError

EXPORTS = "export"
"""The folder of a run's exports."""

_DRAFT, _OLD = ".draft-", ".old-"
_KEY = 16
_LOOK_SECONDS = 0.1

_INTERRUPTIONS = (Cancelled, StorageError)
"""After these an exporter that resumes goes on where it was."""


@contextlib.contextmanager
def drafted(folder: Path, key: str, *, resumes: bool) -> Iterator[Path]:
    """Give the draft of an export; it takes the place of ``folder`` when it is whole.

    Args:
        folder: Where the export will stand.
        key: The export's.
        resumes: Whether what an interruption leaves is kept for the next time.

    Raises:
        StorageError: The disk is full or closed.
    """
    draft = folder.with_name(f"{_DRAFT}{folder.name}-{key[:_KEY]}")
    try:
        draft.mkdir(parents=True, exist_ok=True)
        _drop_other_drafts(draft)
        yield draft
        sync_tree(draft)  # a name that survives a power cut before its data does would lie
        _publish(draft, folder)
        sync_folder(folder.parent)
    except MovieLLMError as error:
        error.message = error.message.replace(str(draft), str(folder))
        if not (resumes and isinstance(error, _INTERRUPTIONS)):
            shutil.rmtree(draft, ignore_errors=True)
        raise
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise write_error(error, folder) from error


def drafts(run: Path) -> list[Path]:
    """What an interrupted curator and interrupted exports left in a run's folder."""
    places = (run, run / EXPORTS)
    return [path for place in places for mark in (_DRAFT, _OLD) for path in place.glob(f"{mark}*")]


@contextlib.contextmanager
def at_work_in(draft: Path, *, resumes: bool, check: Callable[[], None]) -> Iterator[None]:
    """Let one exporter write into a draft; it is emptied first, unless the exporter resumes.

    A worker of a killed run lives on for a moment and may write yet: its end is waited for.

    Args:
        draft: The folder.
        resumes: Whether the exporter goes on with what is there.
        check: Raises when the run was asked to stop.

    Raises:
        StorageError: The disk is full or closed.
    """

    def wait() -> None:
        check()
        time.sleep(_LOOK_SECONDS)

    try:
        with turn_at(draft, wait):
            if not resumes:
                _empty(draft)
            yield
    except OSError as error:
        if refused_by_disk(error):
            raise write_error(error, draft.parent) from error
        raise


def _drop_other_drafts(draft: Path) -> None:
    """Remove what interrupted exports of other films or options left for the same folder."""
    stem = draft.name[:-_KEY]
    for path in draft.parent.glob(f"{_DRAFT}*"):
        if path != draft and re.fullmatch(re.escape(stem) + f"[0-9a-f]{{{_KEY}}}", path.name):
            shutil.rmtree(path, ignore_errors=True)


def _publish(draft: Path, folder: Path) -> None:
    """Put a whole export in the place of the old one."""
    old = folder.with_name(_OLD + folder.name)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    try:
        draft.rename(folder)
    except OSError:
        with contextlib.suppress(OSError):
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
