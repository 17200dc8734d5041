"""Records out of a file that SQLite no longer opens.

Every page of the file, and of its write-ahead log, that looks like a leaf of a table is read by
itself, after SQLite's description of its file format (https://sqlite.org/fileformat2.html), so that
damage anywhere else does not matter. Nothing that comes out is to be believed: it may be old, or
what a flipped bit made of it. `moviellm.engine.journal.salvage` takes what proves itself.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_PAGE_BYTES = 4096
"""Of every journal: nothing ever chose another size."""

_LEAF_OF_TABLE = 0x0D
_FILE_HEADER = 100
_WAL_HEADER = 32
_FRAME_HEADER = 24

CarvedRow = tuple[int, list[Any]]
"""Row number and values: None, int, float, bytes of a blob, or `Text`."""


class Text(bytes):
    """The bytes of a text, which may be no text any more."""


def records(journal: Path) -> Iterator[CarvedRow]:
    """Yield every record that can be read at a journal's path, the latest first.

    Raises:
        OSError: The file cannot be read.
    """
    pages = _pages(journal.read_bytes(), _PAGE_BYTES, 0, 0)
    log = journal.with_name(f"{journal.name}-wal")
    written = log.read_bytes() if log.exists() else b""
    frames = list(_pages(written, _PAGE_BYTES + _FRAME_HEADER, _WAL_HEADER, _FRAME_HEADER))
    base = dict(enumerate(pages, 1))
    latest = dict(base)
    for frame in frames:
        number = int.from_bytes(frame[:4])
        latest[number] = frame[_FRAME_HEADER:]
    for frame in reversed(frames):
        first = int.from_bytes(frame[:4]) == 1
        yield from _leaf(frame[_FRAME_HEADER:], _FILE_HEADER if first else 0, latest.get)
    for number, page in base.items():
        yield from _leaf(page, _FILE_HEADER if number == 1 else 0, latest.get)


def _pages(data: bytes, size: int, start: int, header: int) -> Iterator[bytes]:
    """Cut a file into whole pages, each behind its header."""
    for at in range(start, len(data) - size + 1, size):
        yield data[at : at + size]


def _leaf(page: bytes, at: int, page_of: Callable[[int], bytes | None]) -> Iterator[CarvedRow]:
    if page[at] != _LEAF_OF_TABLE:
        return
    (count,) = struct.unpack_from(">H", page, at + 3)
    pointers = page[at + 8 : at + 8 + 2 * count]
    for (cell,) in struct.iter_unpack(">H", pointers[: len(pointers) // 2 * 2]):
        try:
            yield _record(page, cell, page_of)
        except (IndexError, ValueError, struct.error):
            continue  # a bit flipped in this cell


def _record(page: bytes, cell: int, page_of: Callable[[int], bytes | None]) -> CarvedRow:
    size, at = _varint(page, cell)
    row, at = _varint(page, at)
    payload = _payload(page, at, size, page_of)
    end, at = _varint(payload, 0)
    types: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
    values: list[Any] = []
    for kind in types:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError("a record of another length")
    return row, values


def _payload(page: bytes, at: int, size: int, page_of: Callable[[int], bytes | None]) -> bytes:
    """The bytes of a record, which go on in other pages where they are many."""
    most = _PAGE_BYTES - 35
    if size <= most:
        return _exactly(page[at : at + size], size)
    least = (_PAGE_BYTES - 12) * 32 // 255 - 23
    here = least + (size - least) % (_PAGE_BYTES - 4)
    here = here if here <= most else least
    parts, missing = [_exactly(page[at : at + here], here)], size - here
    (following,) = struct.unpack_from(">I", page, at + here)
    while missing > 0:
        more = page_of(following)
        if more is None:
            raise ValueError("a page is gone")
        (following,) = struct.unpack_from(">I", more)
        parts.append(more[4 : 4 + missing])
        missing -= len(parts[-1])
    return b"".join(parts)


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    """A value of one of SQLite's serial types, and where it ends."""
    widths = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
    if kind in widths:
        end = at + widths[kind]
        return int.from_bytes(_exactly(payload[at:end], widths[kind]), signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind in {0, 8, 9}:
        return (None, 0, 1)[max(0, kind - 7)], at
    if kind < 12:
        raise ValueError("no type of value")
    size = (kind - 12) // 2
    data = _exactly(payload[at : at + size], size)
    return (Text(data) if kind % 2 else data), at + size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and where it ends."""
    value = 0
    for end in range(at, at + 8):
        value = value << 7 | data[end] & 0x7F
        if data[end] < 0x80:
            return value, end + 1
    return value << 8 | data[at + 8], at + 9


def _exactly(data: bytes, size: int) -> bytes:
    if len(data) != size:
        raise ValueError("it ends early")
    return data
