"""Series of shards, one a split: each appears under its name when it is whole and on the disk."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from moviellm_plugin_webdataset.finished import FinishedShards, Shard
from moviellm_plugin_webdataset.forms import Limits, ShardForm
from moviellm_plugin_webdataset.growing import Writers
from moviellm_plugin_webdataset.samples import Content
from moviellm_plugin_webdataset.series import Series, Written

_MOST_PENDING = 8


class Shards:
    """Writes samples into shards, and goes on after those that an earlier attempt finished.

    Threads write them, hash them and bring them to the disk while more samples are read.

    Args:
        target: The export's folder.
        form: The file format.
        limits: When a shard is closed.

    Attributes:
        target: The export's folder.
    """

    def __init__(self, target: Path, form: ShardForm, limits: Limits) -> None:
        self.target = target
        self._form = form
        self._limits = limits
        self._finished = FinishedShards(target)
        self._series: dict[str, Series] = {}
        self._writers = Writers()
        self._pending: deque[Written] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writers.close()
        for series in self._series.values():
            series.leave()
        with suppress(OSError):
            self._note(most_pending=0)

    def holds_next(self, split: str) -> bool:
        """Whether a whole shard holds the next sample of a split already, so that it is left out.

        Asked once for each sample, in order.
        """
        return self._of(split).holds_next()

    def add(self, split: str, key: str, content: Content) -> None:
        """Write the next sample that no shard holds; its video file is removed in time."""
        if closed := self._of(split).add(key, content):
            self._pending.append(closed)
        self._note(_MOST_PENDING)

    def finish(self) -> dict[str, list[Shard]]:
        """Close the open shards and return all shards of each split that has any."""
        for series in self._series.values():
            if closed := series.close():
                self._pending.append(closed)
        self._note(most_pending=0)
        return {split: row for split, row in sorted(self._finished.by_split.items()) if row}

    def _of(self, split: str) -> Series:
        if split not in self._series:
            before = self._finished.by_split[split]
            self._series[split] = Series(
                self.target, self._form, self._limits, split, before, self._writers
            )
        return self._series[split]

    def _note(self, most_pending: int) -> None:
        """Write down the shards that are whole, in order; wait while too many are not."""
        while self._pending and (len(self._pending) > most_pending or self._pending[0].file.done()):
            self._finished.add(self._pending.popleft().whole())
