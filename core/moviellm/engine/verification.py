"""Everything in a run folder held against what the journal promises.

Looking is done by a reader, so it works while a run goes on and on read-only media. What is found
damaged is then forgotten, where the folder can be written, so that the next run makes it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from moviellm.engine.exports import folder_of
from moviellm.engine.journal import Journal, JournalReader
from moviellm.engine.keepsakes import forget_keepsakes, keepsakes
from moviellm.engine.keys import digest
from moviellm.engine.lockfile import LOCK_FILE, lock_text
from moviellm.engine.records import ExportRow, FilmRow
from moviellm.engine.results import PARTS, documents_of
from moviellm.engine.store import StoreReader
from moviellm.errors import LockedError, StorageError
from moviellm.manifest import MANIFEST, check_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something that is not what was written.

    Attributes:
        name: Digest of a blob, key of a step or kept thing, id of a film, name of an export or
            file.
        text: What is wrong, in a sentence.
    """

    kind: Literal["journal", "blob", "step", "film", "export", "kept", "lock"]
    name: str
    text: str


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
    """

    folder: Path
    blobs: int
    bytes: int
    exports: tuple[str, ...]
    unchecked: tuple[str, ...]
    unfinished: int
    damage: tuple[Damage, ...] = ()
    forgotten: bool = False


def verify(folder: Path) -> Verification:
    """Read and hash everything in a run folder.

    Raises:
        StorageError: It is no run folder, or it cannot be read.
    """
    with JournalReader(folder) as journal:
        blobs = {name: place.length for name, place in journal.blobs()}
        blobs |= {name: len(data) for name, data in journal.letters()}
        rows = [row for row in journal.exports() if _should_stand(row, folder)]
        checked = [row for row in rows if row.manifest]
        found = Verification(
            folder=folder,
            blobs=len(blobs),
            bytes=sum(blobs.values()),
            exports=tuple(row.name for row in checked),
            unchecked=tuple(row.name for row in rows if not row.manifest),
            unfinished=sum(row.state == "pending" for row in journal.films()),
            damage=(
                *_journal(journal),
                *_blobs(journal, blobs.keys()),
                *_films(journal),
                *(fault for row in checked for fault in _export(row, folder)),
                *_kept(folder),
                *_lock(journal),
            ),
        )
    return replace(found, forgotten=_forget(found)) if found.damage else found


def _journal(journal: JournalReader) -> Iterator[Damage]:
    for text in journal.faults():
        yield Damage(kind="journal", name=journal.folder.name, text=f"The journal: {text}.")
    for key in journal.damaged_steps():
        yield Damage(kind="step", name=key, text=f"The row of step {key[:16]} has changed.")


def _blobs(journal: JournalReader, known: Collection[str]) -> Iterator[Damage]:
    """Blobs whose bytes have changed, and those that steps and films refer to and nobody has."""
    meaning = _meaning(journal)
    changed = set(StoreReader(journal).damaged())
    for name in sorted(changed | (meaning.keys() - known)):
        what = f" ({meaning[name]})" if name in meaning else ""
        fate = "has changed" if name in changed else "is lost"
        yield Damage(kind="blob", name=name, text=f"The blob {name[:16]}{what} {fate}.")


def _meaning(journal: JournalReader) -> dict[str, str]:
    """What each blob that is needed is, in words."""
    meaning: dict[str, str] = {}
    for call in journal.calls():
        if call.state == "done":
            meaning[call.reply] = f"a paid answer to {call.component}"
    for row in journal.films():
        for part, name in _documents(row).items():
            meaning[name] = f"{part} of {row.film}"
    makers = journal.makers()
    for step in journal.all_steps():
        maker = makers[step.maker]
        where = f"{step.item} of {step.film}" if step.item else step.film
        for output in step.outputs:
            meaning[output] = f"{where}, by {maker.stage} {maker.component}"
    return meaning


def _documents(row: FilmRow) -> dict[str, str]:
    return documents_of(row) if row.state == "done" else {}


def _films(journal: JournalReader) -> Iterator[Damage]:
    for row in journal.films():
        if row.state == "done" and not {*PARTS} - {"soundtrack"} <= _documents(row).keys():
            yield Damage(kind="film", name=row.film, text=f"The row of {row.film} has changed.")


def _should_stand(row: ExportRow, run: Path) -> bool:
    """Whether an export belongs to the run's folder, or is elsewhere and still there."""
    folder = folder_of(row, run)
    return folder.is_relative_to(run) or folder.is_dir()


def _export(row: ExportRow, run: Path) -> Iterator[Damage]:
    folder = folder_of(row, run)
    manifest = folder / MANIFEST
    if manifest.is_file() and digest(manifest.read_bytes()) != row.manifest:
        text = f"{manifest} has changed."
        yield Damage(kind="export", name=row.name, text=text)
        return
    for text in check_manifest(folder) if folder.is_dir() else [f"{folder} is gone."]:
        yield Damage(kind="export", name=row.name, text=f"The export {row.name}: {text}")


def _kept(run: Path) -> Iterator[Damage]:
    for thing in keepsakes(run):
        if not thing.sound:
            who = f"{thing.maker.get('stage', '')} {thing.maker.get('component', '')}".strip()
            text = f"What {who or 'a component'} kept ({thing.key[:16]}) has changed."
            yield Damage(kind="kept", name=thing.key, text=text)


def _lock(journal: JournalReader) -> Iterator[Damage]:
    path = journal.folder / LOCK_FILE
    header = journal.header()
    if "pipeline" not in header:
        return
    try:
        same = path.read_text(encoding="utf-8") == lock_text(header)
    except (OSError, UnicodeDecodeError):
        same = False
    if not same:
        yield Damage(kind="lock", name=LOCK_FILE, text=f"{path} has changed or is gone.")


def _forget(found: Verification) -> bool:
    """Let the next run make again what is damaged; False when the folder cannot be written."""
    named = {
        kind: [damage.name for damage in found.damage if damage.kind == kind]
        for kind in ("blob", "step", "film", "export", "kept")
    }
    try:
        with Journal(found.folder) as journal:
            if named["blob"]:
                journal.quarantine(named["blob"])
            if named["step"]:
                journal.forget_steps(named["step"])
                journal.doubt_films()
            journal.forget_films(named["film"])
            forget_keepsakes(found.folder, named["kept"])
            journal.forget_exports(dict.fromkeys(named["export"]))
    except (LockedError, StorageError):
        return False
    return True
