"""One look at a run folder: what its journal says at one moment, held against what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from moviellm.engine.exports.export import folder_of, stands
from moviellm.engine.journal.errors import storage_error
from moviellm.engine.journal.records import ExportRow, FilmRow
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.run_lock import RUN_LOCK_FILE, lock_text
from moviellm.engine.store.artifacts import artifacts
from moviellm.engine.store.documents import documents_of, has_all_documents
from moviellm.engine.store.store import StoreReader
from moviellm.manifest import MANIFEST, check_manifest

Kind = Literal["journal", "row", "blob", "step", "film", "export", "kept", "lock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something that is not what was written.

    Attributes:
        name: Digest of a blob, table and number of a row, key of a kept thing, id of a film, name
            of an export or file.
        text: What is wrong, in a sentence.
    """

    kind: Kind
    name: str
    text: str


class Look:
    """One look at a run folder.

    All that the journal says is read here, in one snapshot; `damage` then reads everything else.

    Args:
        journal: Of the run.
        suspects: What to look at; everything by default.
        writer: Who else writes the folder; what such a one may just be replacing is no damage.

    Attributes:
        blobs: The size of every blob by digest, in the order in which they lie.
        films: Every film.
        exports: The exports that should stand.
        replaced: Names of what ``writer`` may just be replacing; complete after `damage`.
    """

    def __init__(
        self,
        journal: JournalReader,
        suspects: Collection[Damage] | None = None,
        *,
        writer: str = "",
    ) -> None:
        self._journal = journal
        self._suspects = None if suspects is None else {(s.kind, s.name) for s in suspects}
        self._writer = writer
        with journal.snapshot():
            self.blobs = {name: place.length for name, place in journal.blobs()}
            self.blobs |= {name: len(data) for name, data in journal.inline_blobs()}
            self.films = journal.films()
            self._needed = _needed(journal, self.films)
            self._changed_steps = journal.damaged_steps()
            self._unsound = journal.unsound()
            exports = journal.exports()
            self._header = journal.header()
        self.exports = [row for row in exports if _should_stand(row, journal.folder)]
        self.replaced: list[str] = []

    def damage(self) -> Iterator[Damage]:
        """Yield what is not as the journal says."""
        yield from self._of_journal()
        yield from self._of_blobs()
        yield from self._of_films()
        for row in self.exports:
            if row.manifest and self._asked("export", row.name):
                yield from self._of_export(row)
        yield from self._of_artifacts()
        yield from self._of_lock_file()

    def _asked(self, kind: Kind, name: str) -> bool:
        return self._suspects is None or (kind, name) in self._suspects

    def _of_journal(self) -> Iterator[Damage]:
        name = self._journal.folder.name
        for text in self._journal.faults() if self._asked("journal", name) else ():
            yield Damage(kind="journal", name=name, text=f"The journal: {text}.")
        for row in self._unsound:
            if self._asked("row", row.name):
                yield Damage(kind="row", name=row.name, text=row.text)
        for step in map(str, self._changed_steps):
            if self._asked("step", step):
                text = f"Row {step} of the journal (a step) had changed; it is made again."
                yield Damage(kind="step", name=step, text=text)

    def _of_blobs(self) -> Iterator[Damage]:
        """Blobs whose bytes have changed, and those that something needs and nobody has."""
        lost = self._needed.keys() - self.blobs.keys()
        known = [name for name in self.blobs if self._asked("blob", name)]
        changed = set(StoreReader(self._journal).damaged(known))
        for name in sorted(lost | changed):
            if self._asked("blob", name):
                what = f" ({self._needed[name]})" if name in self._needed else ""
                fate = "has changed" if name in changed else "is lost"
                yield Damage(kind="blob", name=name, text=f"The blob {name[:16]}{what} {fate}.")

    def _of_films(self) -> Iterator[Damage]:
        for row in self.films:
            whole = row.state != "done" or has_all_documents(row)
            if not whole and self._asked("film", row.film):
                yield Damage(kind="film", name=row.film, text=f"The row of {row.film} has changed.")

    def _of_export(self, row: ExportRow) -> Iterator[Damage]:
        folder = folder_of(row, self._journal.folder)
        problems = _problems(folder, row)
        if problems and not stands(row, folder):
            yield from self._unless_replaced("export", row.name, problems)
        else:
            for text in problems:
                yield Damage(kind="export", name=row.name, text=text)

    def _of_artifacts(self) -> Iterator[Damage]:
        if self._suspects is not None and not any(kind == "kept" for kind, _ in self._suspects):
            return
        for thing in artifacts(self._journal.folder):
            if not thing.sound and self._asked("kept", thing.key):
                who = f"{thing.maker.get('stage', '')} {thing.maker.get('component', '')}".strip()
                text = f"What {who or 'a component'} kept ({thing.key[:16]}) has changed."
                yield Damage(kind="kept", name=thing.key, text=text)

    def _of_lock_file(self) -> Iterator[Damage]:
        if "pipeline" not in self._header or not self._asked("lock", RUN_LOCK_FILE):
            return
        path = self._journal.folder / RUN_LOCK_FILE
        try:
            same = path.read_text(encoding="utf-8") == lock_text(self._header)
        except (OSError, UnicodeDecodeError):
            same = False
        if not same:
            yield from self._unless_replaced(
                "lock", RUN_LOCK_FILE, [f"{path} has changed or is gone."]
            )

    def _unless_replaced(self, kind: Kind, name: str, texts: Collection[str]) -> Iterator[Damage]:
        """A run replaces exports and its lock file a moment before or after the journal's row."""
        if self._writer:
            self.replaced.append(name)
        else:
            for text in texts:
                yield Damage(kind=kind, name=name, text=text)


def _needed(journal: JournalReader, films: Collection[FilmRow]) -> dict[str, str]:
    """What each blob that something refers to is, in words."""
    needed: dict[str, str] = {}
    for call in journal.calls():
        if call.state == "done":
            needed[call.reply] = f"a paid answer to {call.component}"
    for row in films:
        for part, name in (documents_of(row) if row.state == "done" else {}).items():
            needed[name] = f"{part} of {row.film}"
    makers = journal.makers()
    for step in journal.all_steps():
        maker = makers[step.maker]
        where = f"{step.item} of {step.film}" if step.item else step.film
        for output in step.outputs:
            needed[output] = f"{where}, by {maker.stage} {maker.component}"
    return needed


def _should_stand(row: ExportRow, run: Path) -> bool:
    """Whether an export belongs to the run's folder, or is elsewhere and still there."""
    folder = folder_of(row, run)
    return folder.is_relative_to(run) or folder.is_dir()


def _problems(folder: Path, row: ExportRow) -> list[str]:
    """What is wrong with an export, in sentences."""
    try:
        if not folder.is_dir():
            return [f"The export {row.name}: {folder} is gone."]
        if (folder / MANIFEST).is_file() and not stands(row, folder):
            return [f"{folder / MANIFEST} has changed."]
        return [f"The export {row.name}: {text}" for text in check_manifest(folder)]
    except FileNotFoundError as error:
        return [f"The export {row.name}: {error.filename} is gone."]
    except OSError as error:
        raise storage_error(error, folder) from error
