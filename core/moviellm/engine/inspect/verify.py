"""Everything in a run folder held against what the journal promises.

A look that goes on for minutes sees a folder that changes. So what one look finds damaged is looked
at again, and only what is still wrong then is said. It is forgotten, so that the next run makes it
again, if nobody else can write the folder meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from moviellm.engine.inspect.damage import Damage, Look
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.journal.writer_lock import writer_of
from moviellm.engine.store.artifacts import forget_keepsakes
from moviellm.errors import LockedError, StorageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at, and what is damaged.

    Attributes:
        blobs: How many blobs were read and hashed.
        bytes: How many bytes these are.
        exports: Exports whose files were hashed.
        unchecked: Exports that have no manifest.
        unfinished: Films that are still to be made, or to be made again after damage.
        forgotten: Whether the damaged parts were forgotten, so that the next run makes them again.
        writer: Who was writing the folder when what seemed damaged was looked at again; empty when
            nobody was, or nothing seemed damaged.
        replaced: Exports, and the lock file, that are not what the journal says because
            ``writer`` may just be replacing them; they were not checked.
    """

    folder: Path
    blobs: int
    bytes: int
    exports: tuple[str, ...]
    unchecked: tuple[str, ...]
    unfinished: int
    damage: tuple[Damage, ...] = ()
    forgotten: bool = False
    writer: str = ""
    replaced: tuple[str, ...] = ()


def verify(folder: Path) -> Verification:
    """Read and hash everything in a run folder.

    Raises:
        StorageError: It is no run folder, or it cannot be read.
    """
    with JournalReader(folder) as journal:
        look = Look(journal)
        suspects = list(look.damage())
    found = Verification(
        folder=folder,
        blobs=len(look.blobs),
        bytes=sum(look.blobs.values()),
        exports=tuple(row.name for row in look.exports if row.manifest),
        unchecked=tuple(row.name for row in look.exports if not row.manifest),
        unfinished=sum(row.state == "pending" for row in look.films),
    )
    return _looked_again(found, suspects) if suspects else found


def _looked_again(found: Verification, suspects: Collection[Damage]) -> Verification:
    """Say what is still damaged now, and forget it unless somebody else writes the folder."""
    try:
        with Journal(found.folder) as journal:
            damage = tuple(Look(journal, suspects).damage())
            _forget(journal, damage)
            return replace(found, damage=damage, forgotten=bool(damage))
    except LockedError:
        writer = writer_of(found.folder) or "Another process"
    except StorageError:
        writer = writer_of(found.folder)
    with JournalReader(found.folder) as reader:
        look = Look(reader, suspects, writer=writer)
        damage = tuple(look.damage())
    return replace(
        found,
        damage=damage,
        writer=writer,
        replaced=tuple(look.replaced),
        exports=tuple(name for name in found.exports if name not in look.replaced),
    )


def _forget(journal: Journal, damage: Collection[Damage]) -> None:
    """Let the next run make again what is damaged."""

    def named(kind: str) -> list[str]:
        return list(dict.fromkeys(each.name for each in damage if each.kind == kind))

    journal.quarantine(named("blob"))
    journal.forget_steps(named("step"))
    if named("step"):
        journal.doubt_films()
    journal.forget_films(named("film"))
    forget_keepsakes(journal.folder, named("kept"))
    journal.forget_exports(named("export"))
