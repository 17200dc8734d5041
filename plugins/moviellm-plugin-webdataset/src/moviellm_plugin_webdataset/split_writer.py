"""The shards of one split, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from moviellm_plugin_webdataset.finished_shards import Shard
from moviellm_plugin_webdataset.formats import SamplePieces, ShardFormat, ShardLimits
from moviellm_plugin_webdataset.hashed_file import FinishedFile, HashedFile, WriterThreads
from moviellm_plugin_webdataset.samples import SampleContent


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedShard:
    """A shard with all of its samples, which is soon whole and on the disk; as `Shard`."""

    split: str
    path: str
    samples: int
    file: Future[FinishedFile]

    def whole(self) -> Shard:
        """Return it as soon as it is whole."""
        file = self.file.result()
        return Shard(
            split=self.split,
            path=self.path,
            samples=self.samples,
            bytes=file.bytes,
            sha256=file.sha256,
        )


class SplitWriter:
    """The shards of one split.

    Args:
        target: The export's folder.
        shard_format: The file format.
        limits: When a shard is closed.
        split: The split's name.
        before: Shards that an earlier attempt finished; their samples are not read again.
        writers: Who writes the shards.
    """

    def __init__(
        self,
        target: Path,
        shard_format: ShardFormat,
        limits: ShardLimits,
        split: str,
        before: Sequence[Shard],
        writers: WriterThreads,
    ) -> None:
        self._target = target
        self._format = shard_format
        self._limits = limits
        self._split = split
        self._writers = writers
        self._number = len(before)
        self._known = sum(shard.samples for shard in before)
        self._open: OpenShard | None = None

    def holds_next(self) -> bool:
        """Whether the next sample is in a shard that was finished before; counts it if it is."""
        held = self._known > 0
        self._known -= held
        return held

    def add(self, key: str, content: SampleContent) -> ClosedShard | None:
        """Write a sample; return the shard that had to be closed before it."""
        closed = None
        size, pieces = self._format.encode(key, content)
        if self._open is not None and self._open.is_full(size, self._limits):
            closed = self.close()
        if self._open is None:
            self._open = OpenShard(self._target / self._path(), self._format, self._writers)
        self._open.add(size, pieces)
        return closed

    def close(self) -> ClosedShard | None:
        """Close the open shard and return it; None when there is none."""
        if self._open is None:
            return None
        written = ClosedShard(
            split=self._split,
            path=self._path(),
            samples=self._open.samples,
            file=self._open.close(),
        )
        self._open = None
        self._number += 1
        return written

    def discard(self) -> None:
        """Give up the open shard."""
        if self._open is not None:
            self._open.discard()

    def _path(self) -> str:
        return self._format.shard_name(self._split, self._number)


class OpenShard:
    """A shard that is being written.

    Args:
        path: Its name.
        shard_format: The file format.
        writers: Who writes it.
    """

    def __init__(self, path: Path, shard_format: ShardFormat, writers: WriterThreads) -> None:
        self._file = HashedFile(path, writers)
        self._body = shard_format.begin(self._file)
        self._bytes = 0
        self.samples = 0

    def is_full(self, more: int, limits: ShardLimits) -> bool:
        """Whether a sample of so many bytes belongs into the next shard."""
        return self.samples >= limits.samples or self._bytes + more > limits.bytes

    def add(self, size: int, pieces: SamplePieces) -> None:
        """Write a sample."""
        self._body.add(pieces)
        self._bytes += size
        self.samples += 1

    def close(self) -> Future[FinishedFile]:
        """End the shard; return what it is when it is whole and has its name."""
        self._body.end()
        return self._file.close()

    def discard(self) -> None:
        """Remove the shard as far as it was written."""
        self._file.discard()
