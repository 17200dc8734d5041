"""The parquet files of one table: about one size each, written while the next rows are gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import pyarrow as pa

from moviellm_plugin_hf.background_writer import BackgroundWriter, DataFile, OpenFile
from moviellm_plugin_hf.columns import IMAGE, Column, schema

ROW_GROUP = 16 << 20
"""Bytes in memory after which a row group is written: what readers load at once."""

_BATCH = 4 << 20

Subject = TypeVar("Subject")


class ParquetFiles(Generic[Subject]):
    """The files of one table.

    Args:
        columns: Of the table.
        path: Returns the path of the n-th file, from 0.
        most_bytes: A file of this size is followed by another.
        writer: Writes and hashes.
    """

    def __init__(
        self,
        columns: Sequence[Column[Subject]],
        path: Callable[[int], Path],
        most_bytes: float,
        writer: BackgroundWriter,
    ) -> None:
        self._columns, self._path, self._most, self._background_writer = (
            columns,
            path,
            most_bytes,
            writer,
        )
        self._schema = schema(columns)
        self._batches: list[pa.RecordBatch] = []
        self._bytes = 0
        self._has_begun = False
        self._file: OpenFile | None = None
        self._closed: list[Callable[[], DataFile]] = []

    def add(self, rows: Iterable[Subject]) -> None:
        """Add the rows of one film."""
        for batch in _batches(rows, self._columns, self._schema):
            self._batches.append(batch)
            self._bytes += batch.nbytes
            if self._bytes >= ROW_GROUP:
                self._hand_over()

    def close(self) -> list[DataFile]:
        """Write what is left and return the files; a table without rows has one file too."""
        if self._batches or not self._has_begun:
            self._hand_over()
        self._background_writer.write(self._end_file)
        self._background_writer.wait()
        return [made() for made in self._closed]

    def abandon(self) -> None:
        """Let go of a file that will not be whole, when the writer has stopped."""
        if self._file:
            self._file.abandon()

    def _hand_over(self) -> None:
        table = pa.Table.from_batches(self._batches, self._schema)
        self._batches, self._bytes, self._has_begun = [], 0, True
        self._background_writer.write(lambda: self._write(table))

    def _write(self, table: pa.Table) -> None:
        if self._file is None:
            path = self._path(len(self._closed))
            self._file = OpenFile(path, self._columns, self._background_writer)
        if self._file.write(table) >= self._most:
            self._end_file()

    def _end_file(self) -> None:
        if self._file:
            self._closed.append(self._file.close())
            self._file = None


def _batches(
    rows: Iterable[Subject], columns: Sequence[Column[Subject]], schema_: pa.Schema
) -> Iterator[pa.RecordBatch]:
    values: list[list[Any]] = [[] for _ in columns]
    bulky = [place for place, column in enumerate(columns) if column.bulky]
    bulk = 0
    for row in rows:
        for list_, column in zip(values, columns, strict=True):
            list_.append(column.of(row))
        bulk += sum(len(values[place][-1]) for place in bulky)
        if bulk >= _BATCH:
            yield _batch(values, schema_)
            values, bulk = [[] for _ in columns], 0
    if values[0]:
        yield _batch(values, schema_)


def _batch(values: Sequence[Sequence[Any]], schema_: pa.Schema) -> pa.RecordBatch:
    arrays = [_array(list_, field.type) for list_, field in zip(values, schema_, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema_)


def _array(values: Sequence[Any], type_: pa.DataType) -> pa.Array:
    if type_ != IMAGE:
        return pa.array(values, type_)
    data = pa.array(values, pa.binary())
    return pa.StructArray.from_arrays([data, pa.nulls(len(data), pa.string())], fields=list(type_))
