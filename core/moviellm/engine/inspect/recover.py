"""A journal that SQLite cannot use, made again from all that proves itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from moviellm.disk import sync_folder
from moviellm.engine.inspect.verify import Verification, verify
from moviellm.engine.journal.errors import storage_error
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.records import Pack
from moviellm.engine.journal.salvage import Salvage
from moviellm.engine.journal.schema import JOURNAL_FILE, require_journal
from moviellm.engine.journal.writer_lock import WriterLock
from moviellm.engine.store.packs import read_pack
from moviellm.engine.store.remote_packs import open_packs
from moviellm.engine.store.store import STORE_FOLDER, STORE_PLACE
from moviellm.errors import StorageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What was recovered.

    Attributes:
        aside: Where the damaged journal is now; None when the journal needed no recovery.
        taken: How many rows were recovered, by table.
        packs: How many packs of the store were read.
        verification: What `verify` then found, and let be made again.
    """

    folder: Path
    aside: Path | None = None
    taken: Mapping[str, int] = field(default_factory=dict)
    packs: int = 0
    verification: Verification | None = None


def recover(folder: Path) -> Recovery:
    """Make the journal of a run folder again if its file is damaged.

    The damaged file is kept beside it. What is lost of a film is made again by the next run; a
    paid answer is kept wherever any part of the folder still has it.

    Raises:
        LockedError: Another process writes the folder.
        StorageError: It is no run folder, or it cannot be read or written.
    """
    path = folder / JOURNAL_FILE
    require_journal(path)
    if _is_sound(folder):
        return Recovery(folder=folder)
    lock = WriterLock(folder)
    try:
        aside = _free_name(folder)
        aside.mkdir()
        new = aside / "new.sqlite"
        salvage = Salvage(path, new)
        packs = list(_packs(folder, salvage.header()))
        salvage.finish(packs)
        for log in ("-wal", "-shm"):  # first, since SQLite would take them for the new file's
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + log).rename(aside / (path.name + log))
        (aside / path.name).hardlink_to(path)
        new.replace(path)
        sync_folder(folder)
    except OSError as error:
        raise storage_error(error, folder) from error
    finally:
        lock.release()
    return Recovery(
        folder=folder,
        aside=aside,
        taken=dict(salvage.taken),
        packs=len(packs),
        verification=verify(folder),
    )


def _is_sound(folder: Path) -> bool:
    """Whether SQLite can use the file; rows that are not what was written are mended by others."""
    try:
        with JournalReader(folder) as journal:
            return not journal.faults()
    except StorageError:
        return False


def _free_name(folder: Path) -> Path:
    number = 1
    while (place := folder / f"damaged-journal-{number}").exists():
        number += 1
    return place


def _packs(folder: Path, header: Mapping[str, Any]) -> Iterator[Pack]:
    """The packs of the run's store."""
    packs = open_packs(header.get(STORE_PLACE) or folder / STORE_FOLDER)
    for name in packs.names():
        if (pack := read_pack(packs, name)) is not None:
            yield pack
