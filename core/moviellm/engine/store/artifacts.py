"""What components make once for a whole run: made by one, waited for by all others."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moviellm.disk import refused_by_disk, write_error
from moviellm.engine.keys import canonical, key_of
from moviellm.engine.store.artifact_files import DAMAGED, LOCK, RECORD, ArtifactFiles, read_record
from moviellm.errors import Cancelled
from moviellm.plugins.loading import LoadedPlugin

KEPT = "kept"
"""The folder in a run's folder."""

_LOOK_SECONDS = 0.1
_LOG = logging.getLogger("moviellm.run")


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One kept thing as its record tells of it.

    Attributes:
        key: Its name.
        maker: ``stage``, ``component``, ``output_version``, and the ``distribution`` and
            ``version`` that made it.
        sound: Whether its bytes are what was written.
    """

    key: str
    maker: Mapping[str, Any]
    sound: bool


class ArtifactCache:
    """`moviellm.Keep` for one call of a component.

    One process or thread makes a thing while all others that ask for it wait.

    Args:
        run: The run's folder.
        plugin: The component.
        cancelled: Whether the run was asked to stop; nobody waits on then.
        waits: Told True when it begins to wait for another process, False when that is over.
    """

    def __init__(
        self,
        run: Path,
        plugin: LoadedPlugin,
        *,
        cancelled: Callable[[], bool],
        waits: Callable[[bool], None],
    ) -> None:
        self._folder = run / KEPT
        self._plugin = plugin
        self._cancelled = cancelled
        self._waits = waits
        self._waiting = False

    def __call__(self, request: Mapping[str, Any], make: Callable[[Path], bytes]) -> bytes:
        """Return what was made for ``request``, or make, keep and return it."""
        component = self._plugin.component
        identity = {
            "stage": component.stage,
            "component": component.name,
            "output_version": component.output_version,
        }
        asked = json.loads(canonical(dict(request)))
        shelf = ArtifactFiles(self._folder, key_of(kept=identity, request=asked))
        found = shelf.read()
        if found is not None:
            return found
        with shelf.turn(self._wait, identity):
            self._tell(False)
            found = shelf.read()
            if found is None:
                found = self._make(shelf, make)
                record = self._plugin.record
                made_by = {"distribution": record.distribution, "version": record.version}
                shelf.write(found, {**identity, **made_by, "request": asked})
        return found

    def _make(self, shelf: ArtifactFiles, make: Callable[[Path], bytes]) -> bytes:
        title = self._plugin.record.title
        if shelf.set_aside():
            _LOG.warning("What the %s kept is damaged; it is made again.", title)
        folder = shelf.making()
        try:
            data = make(folder)
        except OSError as error:
            if refused_by_disk(error):
                raise write_error(error, folder) from error
            raise
        if not isinstance(data, bytes):
            raise self._plugin.broken(f"it kept a {type(data).__name__}, which is no bytes")
        return data

    def _wait(self) -> None:
        if self._cancelled():
            raise Cancelled("The run was asked to stop.")
        self._tell(True)
        time.sleep(_LOOK_SECONDS)

    def _tell(self, waits: bool) -> None:
        if waits != self._waiting:
            self._waiting = waits
            self._waits(waits)


def artifacts(run: Path) -> Iterator[Artifact]:
    """Yield everything that a run has kept, each read and hashed again.

    What is set aside or made again while it is read is left out.
    """
    for path in sorted((run / KEPT).glob(f"*{RECORD}")):
        record = read_record(path)
        sound = ArtifactFiles(path.parent, path.stem).read() is not None
        if sound or (record is not None and read_record(path) == record):
            yield Artifact(key=path.stem, maker=record or {}, sound=sound)


def forget_keepsakes(run: Path, keys: Collection[str]) -> None:
    """Set kept things aside, so that they are made again.

    Raises:
        StorageError: The folder cannot be written.
    """
    for key in keys:
        ArtifactFiles(run / KEPT, key).set_aside()


def clean_artifacts(run: Path, components: Collection[tuple[str, str]]) -> int:
    """Remove what other components than these kept, and what is left over; nobody may be at work.

    Args:
        run: The run's folder.
        components: Stage and name of those whose things stay, half-made ones too.

    Returns:
        How many things were removed, whole or half-made.

    Raises:
        StorageError: The folder cannot be written.
    """
    files: dict[str, list[Path]] = {}
    for path in (run / KEPT).glob("[!.]*"):
        files.setdefault(path.name.partition(".")[0], []).append(path)
    gone = 0
    try:
        for path in (run / KEPT).glob(".*"):
            path.unlink()
        for key, paths in files.items():
            stays = _maker(run / KEPT, key) in components
            gone += not stays
            for path in paths:
                if not stays or path.suffix == DAMAGED:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError as error:
        raise write_error(error, run / KEPT) from error
    return gone


def _maker(folder: Path, key: str) -> tuple[str, str]:
    """Stage and name of the component that made or makes a thing."""
    told = read_record(folder / f"{key}{RECORD}") or read_record(folder / f"{key}{LOCK}") or {}
    return str(told.get("stage")), str(told.get("component"))
