"""Writing parquet in the background: one thread writes them, another hashes what was written.

Text is compressed by zstd. JPEG is not: zstd makes it 1 % smaller and writing four times as dear.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from moviellm.exporting import FollowingHash

from moviellm_plugin_hf.columns import Column, schema

_IN_FLIGHT = 2

Hashed = TypeVar("Hashed")


@dataclass(frozen=True, slots=True)
class DataFile:
    """A whole file of an export.

    Attributes:
        path: Where it is.
        rows: How many rows it has.
        bytes: Its size.
        in_memory: What its rows take when they are loaded, in bytes.
        sha256: Its hash.
    """

    path: Path
    rows: int
    bytes: int
    in_memory: int
    sha256: str


class BackgroundWriter:
    """Two threads for all tables: one writes, one hashes what was written.

    What either raises is raised again by the next call, or at the end.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(1, "parquet"), ThreadPoolExecutor(1, "sha256")
        self._ahead: deque[Future[None]] = deque()

    def __enter__(self) -> BackgroundWriter:
        return self

    def __exit__(self, *error: object) -> None:
        writing, hashing = self._threads
        writing.shutdown(cancel_futures=True)
        hashing.shutdown()

    def write(self, work: Callable[[], None]) -> None:
        """Have something written; wait while much is waiting already."""
        self._ahead.append(self._threads[0].submit(work))
        self.wait(_IN_FLIGHT)

    def wait(self, but: int = 0) -> None:
        """Wait until all but so many pieces of work are done."""
        while len(self._ahead) > but:
            self._ahead.popleft().result()

    def hash(self, work: Callable[[], Hashed]) -> Future[Hashed]:
        """Have something hashed."""
        return self._threads[1].submit(work)


class OpenFile:
    """A parquet file under way; its hash follows what is written."""

    def __init__(
        self, path: Path, columns: Sequence[Column[Any]], writer: BackgroundWriter
    ) -> None:
        self.path = path
        self._background_writer = writer
        self._sink = pa.OSFile(str(path), "wb")
        self._writer = pq.ParquetWriter(self._sink, schema(columns), **settings_of(columns))
        self._hash = FollowingHash(path)
        self._rows = self._in_memory = 0

    def write(self, table: pa.Table) -> int:
        """Write a row group; return the file's size."""
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self._rows += table.num_rows
        self._in_memory += table.nbytes
        self._background_writer.hash(self._hash.follow)
        return int(self._sink.tell())

    def close(self) -> Callable[[], DataFile]:
        """End the file; what it has become is known when its hash is."""
        self._writer.close()
        size = int(self._sink.tell())
        self._sink.close()
        sha256 = self._background_writer.hash(self._hash.end)
        return lambda: DataFile(self.path, self._rows, size, self._in_memory, sha256.result())

    def abandon(self) -> None:
        """Let go of a file that will not be whole."""
        self._writer.is_open = False  # its destructor would write the file's end
        for file in (self._sink, self._hash):
            with contextlib.suppress(OSError):
                file.close()


def settings_of(columns: Sequence[Column[Any]]) -> dict[str, Any]:
    """Return what `ParquetWriter` is told of each column."""
    plain = {leaf for c in columns if c.bulky for leaf in _leaves(c.name, c.type)}
    leaves = [leaf for column in columns for leaf in _leaves(column.name, column.type)]
    others = [leaf for leaf in leaves if leaf not in plain]
    stored = {leaf for leaf in leaves if leaf.endswith(".bytes")}
    return {
        "compression": {leaf: "NONE" if leaf in stored else "ZSTD" for leaf in leaves},
        "use_dictionary": others,
        "write_statistics": others,
    }


def _leaves(path: str, type_: pa.DataType) -> Iterator[str]:
    """Yield the parquet columns of an Arrow column."""
    if pa.types.is_list(type_):
        yield from _leaves(f"{path}.list.element", type_.value_type)
    elif pa.types.is_struct(type_):
        for field in type_:
            yield from _leaves(f"{path}.{field.name}", field.type)
    else:
        yield path
