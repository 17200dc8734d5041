"""Every row of a folder, held against every rule of its format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from moviellm import InputError

from moviellm_plugin_trainers.checks.checked_row import CheckedRow, name_of
from moviellm_plugin_trainers.checks.findings import Complaint, ExportFinding, named
from moviellm_plugin_trainers.checks.folder import Entry, Folder, entries
from moviellm_plugin_trainers.checks.format import Format
from moviellm_plugin_trainers.checks.formats import FORMATS
from moviellm_plugin_trainers.checks.media_probe import MediaProbe
from moviellm_plugin_trainers.checks.recognise import recognise
from moviellm_plugin_trainers.checks.row_reader import BrokenRowError, read_rows
from moviellm_plugin_trainers.rows.lengths import SETTINGS, RowLengths


class Check:
    """The check of one folder.

    Args:
        folder: The folder.
        format: The exporter's name; by default it is recognised.
        media: The folder that media are relative to; by default what the format says.

    Attributes:
        format: The format.
        rows: How many rows each file has; filled while `findings` is walked.

    Raises:
        InputError: The folder is none or has no rows, or its format cannot be told.
    """

    def __init__(self, folder: Path, format: str | None = None, media: Path | None = None) -> None:
        for path in (folder, *([media] if media else [])):
            if not path.is_dir():
                raise InputError(
                    f"{path} is no folder.", hint="Give the folder that holds the rows."
                )
        if format is not None and format not in FORMATS:
            raise InputError(
                f"There is no format {format!r}.", hint=f"There are: {', '.join(FORMATS)}."
            )
        self._folder = Folder(folder, media)
        known = [FORMATS[format]] if format else FORMATS.values()
        if not self._folder.row_files() and not any(
            self._folder.registries(one.registry) for one in known
        ):
            raise InputError(
                f"{folder} has no file of rows (.jsonl or .json).",
                hint="Give the folder of an export, or the one where the rows are.",
            )
        self._probe = MediaProbe()
        self.format: Format = FORMATS[format] if format else recognise(self._folder)
        self.rows: Counter[str] = Counter()
        self._notes: dict[str, None] = {}
        setting = SETTINGS.get(self.format.name)
        self._lengths = RowLengths(setting) if setting else None

    def findings(self) -> Iterator[ExportFinding]:
        """Yield everything that is wrong, file by file and row by row; hold one row in memory."""
        format, folder = self.format, self._folder
        seen: set[Path] = set()
        registries = folder.registries(format.registry)
        for path in registries:
            for entry in entries(folder, path, format.rows_in, format.root_in):
                if isinstance(entry, ExportFinding):
                    yield entry
                    continue
                if not format.concerns(entry):
                    continue
                yield from self._of_entry(entry, named(path, folder.path))
                if entry.rows is not None and entry.rows not in seen:
                    seen.add(entry.rows)
                    yield from self._of_file(entry.rows, entry.root, entry.fields)
        if format.needs_registry:
            if not registries:
                what = f"There is no {format.registry}, so the trainer finds no rows."
                yield ExportFinding(format.registry, None, "registry-is-there", what, "Write it.")
            elif not seen:
                what = "None of its datasets has videos, so nothing was looked at."
                fix = "Name the column of the videos under `columns`."
                yield ExportFinding(format.registry, None, "rows-are-there", what, fix)
            return
        for path in folder.row_files():
            if path not in seen:
                yield from self._of_file(path, folder.root(), {})

    def said(self) -> list[str]:
        """What is no fault, and must be known to train on the rows; after `findings`."""
        told = self._lengths.told() if self._lengths else ""
        return [*self._notes, *([told] if told else [])]

    def _note(self, checked: CheckedRow) -> None:
        if note := self.format.note(checked.row):
            self._notes[note] = None
        if self._lengths:
            first = next((path for _, path in checked.paths()), None)
            size = self._probe.size(first) if first and "images" in checked.row else (0, 0)
            self._lengths.add(checked.row, size)

    def _of_entry(self, entry: Entry, file: str) -> Iterator[ExportFinding]:
        for rule in self.format.entry_rules:
            for complaint in rule(entry):
                yield ExportFinding(file, None, name_of(rule), complaint.what, complaint.fix)

    def _of_file(self, path: Path, root: Path, entry: Mapping[str, Any]) -> Iterator[ExportFinding]:
        file = named(path, self._folder.path)
        self.rows[file] = 0
        try:
            for number, row in read_rows(path):
                self.rows[file] += 1
                for rule, complaint in self._of_row(row, root, entry):
                    yield ExportFinding(file, number, rule, complaint.what, complaint.fix)
        except BrokenRowError as broken:
            yield ExportFinding(file, broken.row, "rows-are-json", f"{broken.what}.", broken.fix)
        if not self.rows[file]:
            fix = "Export some, or drop the file."
            yield ExportFinding(file, None, "rows-are-there", "It has no rows.", fix)

    def _of_row(
        self, row: object, root: Path, entry: Mapping[str, Any]
    ) -> Iterator[tuple[str, Complaint]]:
        if not isinstance(row, dict):
            fix = "Write an object with the fields of the format."
            yield "rows-are-objects", Complaint("It is no object.", fix)
            return
        row = self.format.renamed(row)
        row_rules = self.format.special(self.format.row_rules, entry, row)
        checked = CheckedRow(row, row_rules.dialect, root, self._probe, self._folder.moves)
        self._note(checked)
        about_a_video = checked.is_about_a_video()
        for rule in (*row_rules.rules, *(row_rules.video_rules if about_a_video else ())):
            for complaint in rule(checked):
                yield name_of(rule), complaint
