"""Packs in any place that fsspec reaches (``s3://``, ``gs://``, ``sftp://``, ...)."""

from __future__ import annotations

import contextlib
import posixpath
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from moviellm.engine.journal.records import Pack
from moviellm.engine.store.packs import MARK, LocalPacks, Packs, gone, lay_out, new_name, session_of
from moviellm.errors import InputError, StorageError

_WHOLE_OBJECTS = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss"}
"""Protocols whose ``put`` shows an object only when all of it has arrived."""


def open_packs(where: str | Path, session: str = "") -> Packs:
    """Return the packs at a folder or fsspec URL; nothing is created.

    Args:
        where: The folder or URL.
        session: The writer's; who only reads needs none.

    Raises:
        InputError: The URL carries a password, or its protocol is not installed.
    """
    if isinstance(where, Path) or "://" not in where:
        return LocalPacks(Path(where), session)
    return RemotePacks(where, session)


class RemotePacks:
    """Packs below an fsspec URL.

    A pack is made in a local temporary file and then put whole: under a temporary name that is
    moved where the place is like a disk, straight to its name where objects appear whole. It is
    never streamed into its final name, since an exception there would publish half of it.

    Args:
        where: The URL. Credentials come from the library of its protocol, never from the URL.
        session: The writer's; who only reads needs none.
    """

    def __init__(self, where: str, session: str = "") -> None:
        if urlsplit(where).password:
            raise InputError(
                "The address of the store carries a password.",
                hint="Leave it out; give it by the environment variables of that protocol.",
            )
        self.where = where.rstrip("/")
        self.session = session
        self._fs, root = _filesystem(where)
        self._root = root
        self._packs = posixpath.join(root, "packs")
        self._drafts = posixpath.join(root, "tmp")
        protocols = self._fs.protocol
        names = {protocols} if isinstance(protocols, str) else set(protocols)
        self._whole = bool(names & _WHOLE_OBJECTS)

    def create(self) -> None:
        """Do nothing: folders come with what is put into them."""

    def strangers(self) -> list[str]:
        """Return the names of what lies at the place itself; nothing where there is no place."""
        return self._names(self._root)

    def read_mark(self) -> bytes:
        """Return what `write_mark` wrote; empty where nothing was."""
        with self._explained():
            try:
                data: bytes = self._fs.cat_file(posixpath.join(self._root, MARK))
            except FileNotFoundError:
                return b""
        return data

    def write_mark(self, data: bytes) -> None:
        """Write the mark that tells whose the place is."""
        with self._explained():
            if not self._whole:
                self._fs.makedirs(self._root, exist_ok=True)
            self._fs.pipe_file(posixpath.join(self._root, MARK), data)

    def write(self, blobs: Sequence[bytes]) -> Pack:
        """Write one durable pack of ``blobs``; equal ones are stored once."""
        pack, pieces = lay_out(new_name(self.session), blobs)
        final = self._path(pack.name)
        with self._explained(), tempfile.NamedTemporaryFile(suffix=".pack") as draft:
            draft.writelines(pieces)
            draft.flush()
            if self._whole:
                self._fs.put_file(draft.name, final)
            else:
                self._put_and_move(draft.name, f"{self._drafts}/{pack.name}", final)
            arrived = self._fs.info(final)["size"]
        if arrived != pack.size:
            self.remove([pack.name])
            raise StorageError(
                f"A pack arrived at {self.where} with {arrived} of {pack.size} bytes.",
                hint="Check the connection and run the same command again.",
            )
        return pack

    def _put_and_move(self, draft: str, temporary: str, final: str) -> None:
        self._fs.makedirs(self._drafts, exist_ok=True)
        self._fs.makedirs(self._packs, exist_ok=True)
        try:
            self._fs.put_file(draft, temporary)
            self._fs.mv(temporary, final)
        except BaseException:
            with contextlib.suppress(Exception):
                self._fs.rm_file(temporary)
            raise

    def read(self, name: str, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes; fewer where the pack ends early or is missing."""
        if length == 0:
            return b""
        with self._explained():
            try:
                data: bytes = self._fs.cat_file(self._path(name), start=start, end=start + length)
            except FileNotFoundError:
                if self.read_mark():
                    return b""
                raise gone(self.where) from None
        return data

    def size(self, name: str) -> int:
        """Return how many bytes a pack has; 0 where it is gone."""
        with self._explained():
            try:
                return int(self._fs.info(self._path(name))["size"])
            except FileNotFoundError:
                return 0

    def names(self) -> list[str]:
        """Return the names of all packs."""
        return self._names(self._packs)

    def _names(self, folder: str) -> list[str]:
        with self._explained():
            self._fs.invalidate_cache()
            try:
                paths = self._fs.ls(folder, detail=False)
            except FileNotFoundError:
                return []
        return sorted(name for path in paths if (name := path.rstrip("/").rsplit("/", 1)[-1]))

    def remove(self, names: Sequence[str]) -> None:
        """Remove packs; those that are gone already are no error."""
        with self._explained():
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    self._fs.rm_file(self._path(name))

    def sweep(self, sessions: Collection[str]) -> None:
        """Remove what killed writers of these sessions left half-written."""
        for name in self._names(self._drafts):
            if session_of(name) in sessions:
                with self._explained(), contextlib.suppress(FileNotFoundError):
                    self._fs.rm_file(f"{self._drafts}/{name}")

    def _path(self, name: str) -> str:
        return f"{self._packs}/{name}"

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except StorageError:
            raise
        except Exception as error:
            raise StorageError(
                f"The store {self.where} cannot be used: {type(error).__name__}: {error}",
                hint="Check the address, the credentials and the connection, then run again.",
            ) from error


def _filesystem(where: str) -> tuple[Any, str]:
    import fsspec

    try:
        filesystem, root = fsspec.core.url_to_fs(where.rstrip("/"))
    except (ImportError, ValueError) as error:
        raise InputError(
            f"The store {where} cannot be reached: {error}.",
            hint="Install the fsspec package of that protocol (s3fs, gcsfs, ...).",
        ) from error
    return filesystem, root
