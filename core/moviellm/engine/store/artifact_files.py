"""The files of one kept thing, below ``kept/`` in a run's folder.

KEY.bytes     what was made
KEY.json      who made it for which request, and its digest; nothing counts without it
KEY.making/   the maker's own folder; outlives crashes, goes when the thing is whole
KEY.lock      held by the one that makes it, and names the component
KEY.damaged   bytes that changed after they were written
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from moviellm.disk import write_durably
from moviellm.engine.journal.errors import storage_error
from moviellm.engine.journal.writer_lock import turn_at
from moviellm.engine.keys import digest

RECORD, LOCK, DAMAGED = ".json", ".lock", ".damaged"


class ArtifactFiles:
    """The files of one key."""

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder
        self._data = folder / f"{key}.bytes"
        self._record = folder / f"{key}{RECORD}"
        self._lock = folder / f"{key}{LOCK}"
        self._making = folder / f"{key}.making"

    def read(self) -> bytes | None:
        """The bytes, if they are there and what was written."""
        with self._explained():
            record = read_record(self._record)
            if record is None:
                return None
            try:
                data = self._data.read_bytes()
            except FileNotFoundError:
                return None
        return data if digest(data) == record.get("digest") else None

    @contextmanager
    def turn(self, wait: Callable[[], None], identity: Mapping[str, Any]) -> Iterator[None]:
        """Be the only one that makes it; call ``wait`` again and again until then."""
        with self._explained():
            self._folder.mkdir(exist_ok=True)
        with turn_at(self._lock, wait):
            with self._explained():
                self._lock.write_text(json.dumps(identity), encoding="utf-8")
            yield

    def set_aside(self) -> bool:
        """Move bytes away that are not what was written; tell whether there were any."""
        with self._explained():
            if not self._record.exists():
                return False
            self._record.unlink()
            if self._data.exists():
                self._data.replace(self._data.with_suffix(DAMAGED))
        return True

    def making(self) -> Path:
        """The maker's own folder, with what an interrupted one left in it."""
        with self._explained():
            self._making.mkdir(exist_ok=True)
        return self._making

    def write(self, data: bytes, facts: Mapping[str, Any]) -> None:
        """Make bytes durable, then the record that lets them count."""
        record = {**facts, "digest": digest(data), "bytes": len(data)}
        text = json.dumps(record, indent=2, sort_keys=True).encode()
        with self._explained():
            write_durably(self._data, data)
            write_durably(self._record, text)
        shutil.rmtree(self._making, ignore_errors=True)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise storage_error(error, self._folder) from error


def read_record(path: Path) -> dict[str, Any] | None:
    """Return a record; empty when it is torn, None when there is none."""
    try:
        record = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}
