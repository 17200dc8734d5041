"""The shards of one split, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from moviellm_plugin_webdataset.finished import Shard
from moviellm_plugin_webdataset.forms import Limits, Pieces, ShardForm
from moviellm_plugin_webdataset.growing import GrowingFile, WholeFile, Writers
from moviellm_plugin_webdataset.samples import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A shard with all of its samples, which is soon whole and on the disk; as `Shard`."""

    split: str
    path: str
    samples: int
    file: Future[WholeFile]

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


class Series:
    """The shards of one split.

    Args:
        target: The export's folder.
        form: The file format.
        limits: When a shard is closed.
        split: The split's name.
        before: Shards that an earlier attempt finished; their samples are not read again.
        writers: Who writes the shards.
    """

    def __init__(
        self,
        target: Path,
        form: ShardForm,
        limits: Limits,
        split: str,
        before: Sequence[Shard],
        writers: Writers,
    ) -> None:
        self._target = target
        self._form = form
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

    def add(self, key: str, content: Content) -> Written | None:
        """Write a sample; return the shard that had to be closed before it."""
        closed = None
        size, pieces = self._form.encode(key, content)
        if self._open is not None and self._open.is_full(size, self._limits):
            closed = self.close()
        if self._open is None:
            self._open = OpenShard(self._target / self._path(), self._form, self._writers)
        self._open.add(size, pieces)
        return closed

    def close(self) -> Written | None:
        """Close the open shard and return it; None when there is none."""
        if self._open is None:
            return None
        written = Written(
            split=self._split,
            path=self._path(),
            samples=self._open.samples,
            file=self._open.close(),
        )
        self._open = None
        self._number += 1
        return written

    def leave(self) -> None:
        """Give up the open shard."""
        if self._open is not None:
            self._open.leave()

    def _path(self) -> str:
        return self._form.shard_name(self._split, self._number)


class OpenShard:
    """A shard that is being written.

    Args:
        path: Its name.
        form: The file format.
        writers: Who writes it.
    """

    def __init__(self, path: Path, form: ShardForm, writers: Writers) -> None:
        self._file = GrowingFile(path, writers)
        self._body = form.begin(self._file)
        self._bytes = 0
        self.samples = 0

    def is_full(self, more: int, limits: Limits) -> bool:
        """Whether a sample of so many bytes belongs into the next shard."""
        return self.samples >= limits.samples or self._bytes + more > limits.bytes

    def add(self, size: int, pieces: Pieces) -> None:
        """Write a sample."""
        self._body.add(pieces)
        self._bytes += size
        self.samples += 1

    def close(self) -> Future[WholeFile]:
        """End the shard; return what it is when it is whole and has its name."""
        self._body.end()
        return self._file.close()

    def leave(self) -> None:
        """Remove the shard as far as it was written."""
        self._file.leave()
