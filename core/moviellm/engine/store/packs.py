"""Packs: many blobs in one durable file.

A pack is never changed and never seen half-written: it is written to ``tmp/``, flushed with one
fsync, and renamed. Its end names what is in it::

    MVPACK01 | blob | blob | ... | (digest 32, length 8) per blob | digest of that table 32
             | count 8 | MVPACKND

Numbers are big-endian. The journal's index rows, not this table, say which blobs count; the table
is read where a row is damaged or lost. A pack that no row mentions, and that holds nothing that is
missed, was being written when a run was killed, and goes at the next opening. A pack is named after
the session of its writer, so that nobody ever removes what another one wrote.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import secrets
import struct
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from blake3 import blake3

from moviellm.disk import sync_folder, write_durably
from moviellm.engine.journal.errors import storage_error
from moviellm.engine.journal.records import Pack
from moviellm.engine.keys import DIGEST_BYTES
from moviellm.errors import StorageError

_HEAD = b"MVPACK01"
_TAIL = b"MVPACKND"
_ROW = struct.Struct(f">{DIGEST_BYTES}sQ")
_END = struct.Struct(f">{DIGEST_BYTES}sQ8s")
_OPEN_PACKS = 64

MARK = "moviellm-store.json"
"""The file that tells whose a store is; `moviellm.engine.store.mark` says what is in it."""

MARK_DRAFT = f".{MARK}"


class Packs(Protocol):
    """Where packs lie: a folder, or a place that fsspec reaches.

    Attributes:
        where: The place.
        session: The session that packs are written in; their names begin with it.
    """

    where: str
    session: str

    def create(self) -> None:
        """Make the place ready for packs."""

    def strangers(self) -> list[str]:
        """Return the names of what lies at the place itself; nothing where there is no place."""

    def read_mark(self) -> bytes:
        """Return what `write_mark` wrote; empty where nothing was."""

    def write_mark(self, data: bytes) -> None:
        """Write the mark that tells whose the place is, whole or not at all."""

    def write(self, blobs: Sequence[bytes]) -> Pack:
        """Write one durable pack of ``blobs``; equal ones are stored once."""

    def read(self, name: str, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes; fewer where the pack ends early or is missing."""

    def size(self, name: str) -> int:
        """Return how many bytes a pack has; 0 where it is gone."""

    def names(self) -> list[str]:
        """Return the names of all packs."""

    def remove(self, names: Sequence[str]) -> None:
        """Remove packs; those that are gone already are no error."""

    def sweep(self, sessions: Collection[str]) -> None:
        """Remove what killed writers of these sessions left half-written."""


def new_name(session: str) -> str:
    """Return a name that no other pack has; `session_of` tells who gave it."""
    return f"{session}-{secrets.token_hex(12)}.pack"


def session_of(name: str) -> str:
    """Return the session that a pack was written in; empty when its name tells of none."""
    return name.partition("-")[0] if "-" in name else ""


def overhead(blobs: int) -> int:
    """Return how many bytes of a pack with so many blobs are not blobs."""
    return len(_HEAD) + blobs * _ROW.size + _END.size


def lay_out(name: str, blobs: Sequence[bytes]) -> tuple[Pack, list[bytes]]:
    """Return the description of a pack of ``blobs`` and its bytes in pieces."""
    start = len(_HEAD)
    places: dict[bytes, tuple[str, int, int]] = {}
    pieces, table, given = [_HEAD], [], []
    for blob in blobs:
        hasher = blake3(blob)
        raw = hasher.digest()
        if raw not in places:
            places[raw] = (raw.hex(), start, len(blob))
            pieces.append(blob)
            table.append(_ROW.pack(raw, len(blob)))
            start += len(blob)
        given.append(places[raw][0])
    rows = b"".join(table)
    end = rows + _END.pack(blake3(rows).digest(), len(table), _TAIL)
    pieces.append(end)
    return Pack(name, start + len(end), tuple(places.values()), tuple(given)), pieces


def read_table(size: int, read: Callable[[int, int], bytes]) -> list[tuple[str, int, int]] | None:
    """Return digest, start and length of each blob of a pack, or None if it is torn.

    Args:
        size: Bytes in the whole pack.
        read: Returns the bytes from a start, of a length.
    """
    if size < len(_HEAD) + _END.size or read(0, len(_HEAD)) != _HEAD:
        return None
    end = read(size - _END.size, _END.size)
    if len(end) != _END.size:
        return None
    seal, count, tail = _END.unpack(end)
    first = size - _END.size - count * _ROW.size
    if tail != _TAIL or first < len(_HEAD):
        return None
    rows = read(first, count * _ROW.size)
    if blake3(rows).digest() != seal:
        return None
    entries = list(_ROW.iter_unpack(rows))
    starts = itertools.accumulate((length for _, length in entries), initial=len(_HEAD))
    return [(raw.hex(), at, length) for (raw, length), at in zip(entries, starts, strict=False)]


def read_pack(packs: Packs, name: str) -> Pack | None:
    """Return what a pack says of itself, or None if it is torn or gone."""
    size = packs.size(name)
    table = read_table(size, lambda start, length: packs.read(name, start, length))
    digests = tuple(digest for digest, _, _ in table or ())
    return None if table is None else Pack(name, size, tuple(table), digests)


def gone(where: str) -> StorageError:
    """Return the error of a store that is not there: nothing is missing from it, all of it is."""
    return StorageError(
        f"The store {where} is gone.",
        hint="Bring it back (is its disk mounted?), or start in another folder with --out.",
    )


class _OpenFile:
    """A descriptor that closes when nobody reads from it any more."""

    __slots__ = ("fd",)

    def __init__(self, path: Path) -> None:
        self.fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def __del__(self) -> None:
        if hasattr(self, "fd"):
            os.close(self.fd)


class LocalPacks:
    """Packs in a folder. A worker process opens its own and writes packs itself.

    Args:
        folder: Holds ``packs/`` and ``tmp/``.
        session: The writer's; who only reads needs none.

    Raises:
        StorageError: Writing met a full disk or a closed folder; nothing half-written stays.
    """

    def __init__(self, folder: Path, session: str = "") -> None:
        self.where = str(folder)
        self.session = session
        self._folder = folder
        self._packs = folder / "packs"
        self._tmp = folder / "tmp"
        self._open: OrderedDict[str, _OpenFile] = OrderedDict()
        self._lock = threading.Lock()

    def create(self) -> None:
        """Make the folders."""
        with self._explained():
            self._packs.mkdir(parents=True, exist_ok=True)
            self._tmp.mkdir(exist_ok=True)

    def exists(self) -> bool:
        """Whether the folders are there."""
        return self._packs.is_dir()

    def strangers(self) -> list[str]:
        """Return the names of what lies in the folder itself; nothing where there is none."""
        with self._explained():
            try:
                return sorted(path.name for path in self._folder.iterdir())
            except FileNotFoundError:
                return []

    def read_mark(self) -> bytes:
        """Return what `write_mark` wrote; empty where nothing was."""
        with self._explained():
            try:
                return (self._folder / MARK).read_bytes()
            except FileNotFoundError:
                return b""

    def write_mark(self, data: bytes) -> None:
        """Write the mark that tells whose the folder is, whole or not at all."""
        with self._explained():
            self._folder.mkdir(parents=True, exist_ok=True)
            write_durably(self._folder / MARK, data)

    def write(self, blobs: Sequence[bytes]) -> Pack:
        """Write one durable pack of ``blobs``; equal ones are stored once."""
        pack, pieces = lay_out(new_name(self.session), blobs)
        with self._explained():
            self._write(pack.name, pieces)
        return pack

    def _write(self, name: str, pieces: list[bytes]) -> None:
        draft = self._tmp / name
        try:
            with draft.open("xb", buffering=1 << 20) as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(self._packs / name)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        sync_folder(self._packs)

    def read(self, name: str, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes; fewer where the pack ends early or is missing."""
        with self._explained():
            try:
                file = self._opened(name)
            except FileNotFoundError:
                if self.exists():
                    return b""
                raise gone(self.where) from None
            length = min(length, os.fstat(file.fd).st_size - start)  # a row may promise terabytes
            data = os.pread(file.fd, length, start) if length > 0 else b""
            while 0 < len(data) < length:
                more = os.pread(file.fd, length - len(data), start + len(data))
                if not more:
                    break
                data += more
        return data

    def _opened(self, name: str) -> _OpenFile:
        with self._lock:
            file = self._open.get(name)
            if file is None:
                file = self._open[name] = _OpenFile(self._packs / name)
                if len(self._open) > _OPEN_PACKS:
                    self._open.popitem(last=False)
            else:
                self._open.move_to_end(name)
            return file

    def size(self, name: str) -> int:
        """Return how many bytes a pack has; 0 where it is gone."""
        with self._explained():
            try:
                return (self._packs / name).stat().st_size
            except FileNotFoundError:
                return 0

    def names(self) -> list[str]:
        """Return the names of all packs."""
        if not self.exists():
            raise gone(self.where)
        with self._explained():
            return sorted(path.name for path in self._packs.iterdir())

    def remove(self, names: Sequence[str]) -> None:
        """Remove packs; those that are gone already are no error."""
        with self._lock:
            for name in names:
                self._open.pop(name, None)
        with self._explained():
            for name in names:
                (self._packs / name).unlink(missing_ok=True)

    def sweep(self, sessions: Collection[str]) -> None:
        """Remove what killed writers of these sessions left half-written."""
        with self._explained():
            for path in self._tmp.iterdir():
                if session_of(path.name) in sessions:
                    path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the packs that are open for reading."""
        with self._lock:
            self._open.clear()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise storage_error(error, self._folder) from error
