"""The shards of an export that are whole, written down one by one, so that an export resumes.

An exporter that was killed finds in its folder the shards that it had finished and this list. A
shard counts when its line is whole and the file has the size that the line tells: it was flushed
to the disk before it got its name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from moviellm.exporting import written_to
from moviellm.manifest import write_manifest

FINISHED_SHARDS = ".finished-shards.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A whole shard.

    Attributes:
        path: Relative to the export's folder.
        samples: How many samples are in it.
    """

    split: str
    path: str
    samples: int
    bytes: int
    sha256: str


def finish_export(target: Path, shards: Mapping[str, Iterable[Shard]]) -> None:
    """Make an export whole: remove the list of its finished shards, and write the manifest.

    Args:
        target: The export's folder.
        shards: Its shards, which are not hashed again.

    Raises:
        StorageError: The disk is full or closed.
    """
    hashes = {shard.path: shard.sha256 for row in shards.values() for shard in row}
    with written_to(target):
        (target / FINISHED_SHARDS).unlink()
        write_manifest(target, sha256_of=hashes.get)


class FinishedShards:
    """The list of whole shards in an export's folder.

    Opening it removes everything else from the folder: what was half-written, and the shards of a
    split that follow one that is missing.

    Args:
        folder: The export's folder.

    Attributes:
        by_split: The shards of each split, in order.
    """

    def __init__(self, folder: Path) -> None:
        self.by_split: defaultdict[str, list[Shard]] = defaultdict(list)
        self._file = folder / FINISHED_SHARDS
        torn: set[str] = set()
        for shard in _listed(self._file):
            whole = folder / shard.path
            if shard.split in torn or not whole.is_file() or whole.stat().st_size != shard.bytes:
                torn.add(shard.split)
            else:
                self.by_split[shard.split].append(shard)
        found = [shard for row in self.by_split.values() for shard in row]
        _remove_all_but({folder / shard.path for shard in found}, folder)
        self._write(*found)

    def add(self, shard: Shard) -> None:
        """Write down that a shard is whole."""
        self.by_split[shard.split].append(shard)
        self._write(shard)

    def _write(self, *shards: Shard) -> None:
        with self._file.open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(asdict(shard)) + "\n" for shard in shards)


def _listed(file: Path) -> Iterator[Shard]:
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True):
        try:
            shard = Shard(**json.loads(line))
        except (ValueError, TypeError):
            return
        if line.endswith("\n"):
            yield shard


def _remove_all_but(keep: set[Path], folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in keep:
            path.unlink()
