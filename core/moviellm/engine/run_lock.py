"""``run.lock.yaml``: what a run was made with, so that it can be made again."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from moviellm.disk import write_durably
from moviellm.engine.journal.errors import storage_error
from moviellm.engine.journal.writer import Journal
from moviellm.engine.keys import KEY_FORMAT
from moviellm.pipeline.read import LoadedPipeline
from moviellm.pipeline.yaml_text import yaml_text
from moviellm.plugins.components import Components

REPORT = "report"
"""Name of the header's entry that tells how the last run went, or that it goes on."""

SHARD = "shard"
"""Name of the header's entry that tells which part of a run is made in a folder: [2, 4]."""

WORKERS = "workers"
"""Name of the header's entry that tells how many worker processes were asked for, if any."""

RUN_LOCK_FILE = "run.lock.yaml"
_PRICES = "prices"
_SHOWN = ("moviellm", "key_format", "plugins", "revisions", _PRICES, "pipeline")
_NOT_EMPTY = ("revisions", _PRICES)
_THEMES_FILE = "themes_file"
_THEMES, _THEMES_LENGTH = 20_000, 500_000
"""Themes that a lock holds itself; with more, or more characters, it could not be read again."""


def header_of(loaded: LoadedPipeline, components: Components) -> dict[str, Any]:
    """The header of a run: format, versions of plugins and files, and the whole pipeline.

    Secrets cannot be in it: a pipeline holds only the names of environment variables.
    """
    return {
        "moviellm": importlib.metadata.version("moviellm"),
        "key_format": KEY_FORMAT,
        "plugins": dict(components.versions()),
        "revisions": components.revisions(),
        "pipeline": _pipeline(loaded),
        "file": str(loaded.file.resolve()) if loaded.file else "",
        "settings": list(loaded.settings),
        "selected": [[choice.stage, choice.name, choice.options] for choice in loaded.selected],
        **({SHARD: [loaded.shard.number, loaded.shard.of]} if loaded.shard else {}),
    }


def _pipeline(loaded: LoadedPipeline) -> dict[str, Any]:
    """The pipeline; what it names beside its file is taken into it, or named by its whole path."""
    data = loaded.pipeline.model_dump(mode="json", exclude_none=True)
    films = data["films"]
    if file := films.pop(_THEMES_FILE, None):
        if len(loaded.themes) <= _THEMES and sum(map(len, loaded.themes)) <= _THEMES_LENGTH:
            films["themes"] = list(loaded.themes)
        else:
            films[_THEMES_FILE] = str((loaded.folder / file).resolve())
    return data


def lock_text(header: Mapping[str, Any]) -> str:
    """The content of ``run.lock.yaml`` for a header as `header_of` makes it, more names or not."""
    shown = {name: header.get(name) for name in _SHOWN}
    shown = {name: shown[name] for name in _SHOWN if shown[name] or name not in _NOT_EMPTY}
    return yaml_text(shown)


def note_prices(journal: Journal) -> None:
    """Record by which prices the folder's paid calls were counted, as their components say.

    Raises:
        StorageError: The folder cannot be written.
    """
    prices = {
        f"{maker.stage} {maker.component}": maker.facts[_PRICES]
        for _, maker in sorted(journal.makers().items())
        if _PRICES in maker.facts
    }
    if prices:
        journal.set_header({_PRICES: prices})
        write_lock_file(journal.folder, journal.header())


def write_lock_file(folder: Path, header: Mapping[str, Any]) -> None:
    """Write ``run.lock.yaml`` into the run's folder.

    Raises:
        StorageError: The folder cannot be written.
    """
    path = folder / RUN_LOCK_FILE
    try:
        write_durably(path, lock_text(header).encode())
    except OSError as error:
        raise storage_error(error, path) from error
