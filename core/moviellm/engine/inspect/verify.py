"""Everything in a run folder held against what the journal promises.

A look that goes on for minutes sees a folder that changes. So what one look finds damaged is looked
at again, and only what is still wrong then is said. It is forgotten, so that the next run makes it
again, if nobody else can write the folder meanwhile.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from moviellm.engine.inspect.damage import Damage, Look
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.journal.writer_lock import writer_of
from moviellm.engine.store.artifacts import forget_keepsakes
from moviellm.engine.store.store import Store, StoreReader
from moviellm.errors import InputError, LockedError, StorageError


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
        broken: Whether the journal's file itself is damaged and was not put right: `recover` does.
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
    broken: bool = False
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
            mended = [Damage(kind="row", name=m.name, text=m.text) for m in journal.mended]
            damage = _taken_up(journal, (*mended, *Look(journal, suspects).damage()))
            broken = _forget(journal, damage)
            return replace(found, damage=damage, forgotten=bool(damage), broken=broken)
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


def _taken_up(journal: Journal, damage: Sequence[Damage]) -> tuple[Damage, ...]:
    """Look for blobs by the packs' own tables, and say which are where they are after all."""
    blobs = {each.name for each in damage if each.kind == "blob"}
    still = set(blobs)
    with contextlib.suppress(InputError, StorageError):  # the store cannot be written now
        store = Store(journal)
        store.take_up(blobs)
        still = set(StoreReader(journal, store.packs).damaged(blobs))
    return tuple(
        replace(each, kind="row", text=f"{each.text} Its pack knew where it lies.")
        if each.kind == "blob" and each.name not in still
        else each
        for each in damage
    )


def _forget(journal: Journal, damage: Collection[Damage]) -> bool:
    """Let the next run make again what is damaged; return whether the file itself stays so."""

    def named(kind: str) -> list[str]:
        return list(dict.fromkeys(each.name for each in damage if each.kind == kind))

    broken = bool(named("journal")) and bool(journal.rebuild_indices())
    journal.quarantine(named("blob"))
    journal.forget_damaged_steps()
    if named("step") or named("row"):
        journal.doubt_films()
    journal.forget_films(named("film"))
    forget_keepsakes(journal.folder, named("kept"))
    journal.forget_exports(named("export"))
    return broken
