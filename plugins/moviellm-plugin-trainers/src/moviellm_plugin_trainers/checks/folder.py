"""The folder that is checked: its files of rows, and the registries that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moviellm import InputError
from moviellm.manifest import MANIFEST

from moviellm_plugin_trainers.checks.findings import ExportFinding, named
from moviellm_plugin_trainers.checks.media_probe import kind
from moviellm_plugin_trainers.checks.row_reader import read_registry

_NOT_ROWS = frozenset({MANIFEST, "dataset_info.json", "registry.json", "meta.json"})


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder that is checked.

    Attributes:
        path: The folder.
        media: The folder that media are relative to, when somebody said so.
    """

    path: Path
    media: Path | None = None

    @property
    def moves(self) -> bool:
        """Whether this is an export of ours, which may have been told where it will stand."""
        return (self.path / MANIFEST).is_file()

    def inside(self, written: str) -> Path:
        """Return where a path of a registry leads; relative ones start in the folder.

        What is not there is sought here by name: see `moves`.
        """
        path = self.path / written
        return path if kind(path) else self.path / Path(written).name

    def root(self, written: str = "") -> Path:
        """Return where media are: where somebody said, where a registry says, or here."""
        if self.media is not None:
            return self.media
        found = self.path / written
        return found if kind(found) == "folder" else self.path

    def row_files(self) -> list[Path]:
        """Return the files of rows right in the folder."""
        files = [path for pattern in ("*.jsonl", "*.json") for path in self.path.glob(pattern)]
        return sorted(path for path in files if path.name not in _NOT_ROWS and path.is_file())

    def registries(self, pattern: str) -> list[Path]:
        """Return the registries of a name or pattern that are there."""
        return sorted(path for path in self.path.glob(pattern) if path.is_file()) if pattern else []


@dataclass(frozen=True, slots=True)
class Entry:
    """One dataset of a registry, a mixture or a meta file.

    Attributes:
        name: As it is called there; the datasets of a mixture have numbers.
        fields: What is said of it.
        folder: Where the registry stands.
        rows_in: The field that names the file of rows.
        root_in: The field that names the folder of the media; empty when there is none.
    """

    name: str
    fields: Mapping[str, Any]
    folder: Folder
    rows_in: str
    root_in: str

    @property
    def rows(self) -> Path | None:
        """The file of rows; None when it is not named or not there."""
        written = self.fields.get(self.rows_in)
        if not isinstance(written, str) or not written:
            return None
        path = self.folder.inside(written)
        return path if kind(path) == "file" else None

    @property
    def root(self) -> Path:
        """The folder of the media."""
        written = self.fields.get(self.root_in)
        return self.folder.root(written if isinstance(written, str) else "")


def entries(
    folder: Folder, path: Path, rows_in: str, root_in: str
) -> Iterator[Entry | ExportFinding]:
    """Yield the datasets that a registry names, or what is wrong with the file.

    A JSON registry is an object of objects; a YAML mixture has a list `datasets`.
    """
    file, rule = named(path, folder.path), "registry-can-be-read"
    try:
        found = read_registry(path)
    except InputError as error:
        yield ExportFinding(file, None, rule, error.message, error.hint)
        return
    if path.suffix != ".json":
        listed = found.get("datasets") if isinstance(found, dict) else None
        listed = listed if isinstance(listed, list) else []
        found = {f"dataset {at}": one for at, one in enumerate(listed, start=1)}
    if not isinstance(found, dict) or not found:
        fix = "List `datasets`, or write one object a dataset, by its name."
        yield ExportFinding(file, None, rule, "It names no datasets.", fix)
        return
    for name, fields in found.items():
        if isinstance(fields, dict):
            yield Entry(str(name), fields, folder, rows_in, root_in)
        else:
            yield ExportFinding(file, None, rule, f"{name} is no object.", "Write its fields.")
