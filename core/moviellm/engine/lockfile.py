"""``run.lock.yaml``: what a run was made with, so that it can be made again."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from moviellm.engine.faults import storage_error
from moviellm.engine.keys import KEY_FORMAT
from moviellm.pipeline.read import Production
from moviellm.plugins.crew import Crew

LOCK_FILE = "run.lock.yaml"
_SHOWN = ("moviellm", "key_format", "plugins", "pipeline")


def header_of(production: Production, crew: Crew) -> dict[str, Any]:
    """The header of a run: format, versions of every plugin, and the whole pipeline.

    Secrets cannot be in it: a pipeline holds only the names of environment variables.
    """
    return {
        "moviellm": importlib.metadata.version("moviellm"),
        "key_format": KEY_FORMAT,
        "plugins": dict(crew.versions()),
        "pipeline": production.pipeline.model_dump(mode="json", exclude_none=True),
        "file": str(production.file.resolve()),
        "selected": [[choice.stage, choice.name, choice.options] for choice in production.selected],
    }


def lock_text(header: Mapping[str, Any]) -> str:
    """The content of ``run.lock.yaml`` for a header as `header_of` makes it, more names or not."""
    import yaml

    shown = {name: header[name] for name in _SHOWN}
    return yaml.safe_dump(shown, sort_keys=True, allow_unicode=True)


def write_lock_file(folder: Path, header: Mapping[str, Any]) -> None:
    """Write ``run.lock.yaml`` into the run's folder.

    Raises:
        StorageError: The folder cannot be written.
    """
    path = folder / LOCK_FILE
    draft = folder / f".{LOCK_FILE}"
    try:
        draft.write_text(lock_text(header), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise storage_error(error, path) from error
