"""Writing the shards of all splits: each has its name when it is whole and on the disk."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from moviellm_plugin_webdataset.finished_shards import FinishedShards, Shard
from moviellm_plugin_webdataset.formats import ShardFormat, ShardLimits
from moviellm_plugin_webdataset.hashed_file import WriterThreads
from moviellm_plugin_webdataset.samples import SampleContent
from moviellm_plugin_webdataset.split_writer import ClosedShard, SplitWriter

_MOST_PENDING = 8


class ShardWriter:
    """Writes samples into shards, and goes on after those that an earlier attempt finished.

    Threads write them, hash them and bring them to the disk while more samples are read.

    Args:
        target: The export's folder.
        shard_format: The file format.
        limits: When a shard is closed.

    Attributes:
        target: The export's folder.
    """

    def __init__(self, target: Path, shard_format: ShardFormat, limits: ShardLimits) -> None:
        self.target = target
        self._format = shard_format
        self._limits = limits
        self._finished = FinishedShards(target)
        self._splits: dict[str, SplitWriter] = {}
        self._writers = WriterThreads()
        self._pending: deque[ClosedShard] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writers.close()
        for split_writer in self._splits.values():
            split_writer.discard()
        with suppress(OSError):
            self._note(most_pending=0)

    def holds_next(self, split: str) -> bool:
        """Whether a whole shard holds the next sample of a split already, so that it is left out.

        Asked once for each sample, in order.
        """
        return self._of(split).holds_next()

    def add(self, split: str, key: str, content: SampleContent) -> None:
        """Write the next sample that no shard holds; its video file is removed in time."""
        if closed := self._of(split).add(key, content):
            self._pending.append(closed)
        self._note(_MOST_PENDING)

    def finish(self) -> dict[str, list[Shard]]:
        """Close the open shards and return all shards of each split that has any."""
        for split_writer in self._splits.values():
            if closed := split_writer.close():
                self._pending.append(closed)
        self._note(most_pending=0)
        return {split: row for split, row in sorted(self._finished.by_split.items()) if row}

    def _of(self, split: str) -> SplitWriter:
        if split not in self._splits:
            before = self._finished.by_split[split]
            self._splits[split] = SplitWriter(
                self.target, self._format, self._limits, split, before, self._writers
            )
        return self._splits[split]

    def _note(self, most_pending: int) -> None:
        """Write down the shards that are whole, in order; wait while too many are not."""
        while self._pending and (len(self._pending) > most_pending or self._pending[0].file.done()):
            self._finished.add(self._pending.popleft().whole())
