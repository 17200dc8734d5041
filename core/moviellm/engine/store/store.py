"""The store: the run's blobs by digest.

A blob's bytes become durable in a pack first; only then does the journal learn where they lie.
So a crash leaves at worst a pack that nobody mentions, which goes at the next opening.
"""

from __future__ import annotations

import contextlib
import itertools
import secrets
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from moviellm.engine.journal.errors import storage_error
from moviellm.engine.journal.group_commit import GroupCommit
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.records import BlobPlace, Pack
from moviellm.engine.journal.writer import Journal
from moviellm.engine.keys import digest as digest_of
from moviellm.engine.store.mark import begin_session, removable_sessions, require_own
from moviellm.engine.store.packs import Packs, overhead, read_pack, session_of
from moviellm.engine.store.remote_packs import open_packs
from moviellm.errors import DamageError, InputError

STORE_FOLDER = "store"
_PACK_BYTES = 256 << 20
_LOOKED_UP_AT_ONCE = 500
STORE_PLACE = "store"
"""Name of the header's entry with the place of a store that is not in the run folder."""


class BlobDamagedError(DamageError):
    """A stored blob is missing or its bytes changed.

    Attributes:
        digest: The digest of the blob; `Journal.quarantine` forgets it and what depends on it.
    """

    digest = ""


class StoreReader:
    """Reads blobs of a run; worker processes and `show`, `explain`, `export` use it.

    Args:
        journal: Knows where the blobs lie.
        packs: Where they lie; by default as the journal's header says.
    """

    def __init__(self, journal: JournalReader, packs: Packs | None = None) -> None:
        self._index = journal
        self.packs = packs or open_packs(store_place(journal))
        self._ahead: Mapping[str, BlobPlace] = {}

    def look_ahead(self, digests: Collection[str]) -> None:
        """Look up at once where blobs lie that are soon asked for one by one."""
        self._ahead = self._index.places(digests)

    def get(self, digest: str) -> bytes:
        """Return the bytes with this digest; they are hashed again on the way.

        Raises:
            BlobDamagedError: They are not what was stored, or the run has no such blob.
            StorageError: The store cannot be read.
        """
        known = False
        for data in self._copies(digest):
            if digest_of(data) == digest:
                return data
            known = True
        raise _damage(digest, self.packs.where, known=known)

    def _copies(self, digest: str) -> Iterator[bytes]:
        """Read a blob wherever it lies; `pack_inline` and `clean` may move it between two looks."""
        tried = self._ahead.get(digest)
        if tried is not None:
            yield self.packs.read(tried.pack, tried.start, tried.length)
        for _ in range(2):
            while (place := self._index.place(digest)) != tried and place is not None:
                yield self.packs.read(place.pack, place.start, place.length)
                tried = place
            if tried is None and (letter := self._index.letter(digest)) is not None:
                yield letter

    def damaged(self, digests: Iterable[str]) -> Iterator[str]:
        """Read and hash blobs; yield the digests of those that are not what was stored."""
        waiting = iter(digests)
        while some := list(itertools.islice(waiting, _LOOKED_UP_AT_ONCE)):
            self.look_ahead(some)
            for digest in some:
                try:
                    StoreReader.get(self, digest)
                except BlobDamagedError:
                    yield digest


class Store(StoreReader):
    """The run's blobs, for reading and writing, by the process that owns the journal.

    A store is one run's own (`moviellm.engine.store.mark`). Opening removes packs that this
    journal's sessions wrote and nothing mentions: they were being written when a run was killed.

    Args:
        journal: The open journal.
        where: A folder or fsspec URL; by default ``store`` in the run folder, or where the run's
            store already is.

    Raises:
        InputError: The run's store is elsewhere, the place holds something else, or it is
            another run's.
        LockedError: Another process writes there.
        StorageError: The store cannot be written, or is gone although the journal mentions it.
    """

    def __init__(self, journal: Journal, where: str | Path | None = None) -> None:
        self._journal = journal
        packs, inside = _claim(journal, where)
        super().__init__(journal, packs)
        self._sweep(removable_sessions(journal, inside=inside))
        self._write: GroupCommit[Sequence[bytes], Pack] = GroupCommit(self._write_group)
        self._shelving = threading.Lock()

    def get(self, digest: str) -> bytes:
        """Return the bytes with this digest; they are hashed again on the way.

        Raises:
            BlobDamagedError: They are not what was stored. The blob is quarantined and what
                depends on it is forgotten, so that running again makes it again.
            StorageError: The store cannot be read.
        """
        with contextlib.suppress(BlobDamagedError):
            return super().get(digest)
        self.take_up([digest])
        try:
            return super().get(digest)
        except BlobDamagedError:
            self._journal.quarantine([digest])
            raise

    def take_up(self, digests: Iterable[str]) -> None:
        """Record where blobs lie by the packs' own tables: the journal's rows may be damaged."""
        missed = set(digests)
        for name in self.packs.names() if missed else ():
            pack = read_pack(self.packs, name)
            blobs = tuple(row for row in pack.blobs if row[0] in missed) if pack else ()
            if pack and blobs:
                self._journal.relocate(replace(pack, blobs=blobs))
        self.look_ahead([])

    def _sweep(self, sessions: Collection[str]) -> None:
        """Remove what killed writers of these sessions left that nothing mentions."""
        self.packs.sweep(sessions)
        known = self._journal.packs()
        for name in self.packs.names():
            if name not in known and session_of(name) in sessions:
                pack = read_pack(self.packs, name)
                if pack and self._journal.misses(pack.digests):  # its row was damaged
                    self._journal.record(packs=[pack])
                else:
                    self.packs.remove([name])

    def put(self, data: bytes) -> str:
        """Store bytes durably and return their digest."""
        return self.put_many([data])[0]

    def put_many(self, blobs: Sequence[bytes]) -> list[str]:
        """Store several blobs durably, in one pack, and return their digests.

        Blobs that the run has already are not written again.
        """
        digests = [digest_of(blob) for blob in blobs]
        known = self._journal.known(digests)
        new = [blob for blob, digest in zip(blobs, digests, strict=True) if digest not in known]
        if new:
            self._journal.record(packs=[self.pack(new)])
        return digests

    def pack(self, blobs: Sequence[bytes]) -> Pack:
        """Write blobs durably without telling the journal: pass the pack on to `Journal.record`.

        Threads that call it at the same moment share one pack and its fsync.
        """
        return self._write(blobs)

    def _write_group(self, group: Sequence[Sequence[bytes]]) -> Sequence[Pack]:
        whole = self.packs.write([blob for blobs in group for blob in blobs])
        places = {digest: (digest, start, length) for digest, start, length in whole.blobs}
        packs, at = [], 0
        for blobs in group:
            digests = whole.digests[at : at + len(blobs)]
            at += len(blobs)
            own = tuple(places[digest] for digest in dict.fromkeys(digests))
            packs.append(Pack(whole.name, whole.size, own, digests))
        return packs

    def pack_inline(self) -> None:
        """Move the blobs that rest in the journal into one pack."""
        with self._shelving:
            inline_blobs = self._journal.inline_blobs()
            if inline_blobs:
                self._journal.pack_inline(
                    inline_blobs, self.pack([data for _, data in inline_blobs])
                )

    def verify(self) -> list[str]:
        """Read and hash every blob, quarantine those that changed, and return their digests."""
        bad = list(self.damaged(self._journal.stored()))
        if bad:
            self._journal.quarantine(bad)
        return bad

    def clean(self, also: Collection[str] = ()) -> int:
        """Keep only blobs that steps, calls or ``also`` refer to; return the bytes given back.

        Packs that hold something else are rewritten. No step may be running.

        Raises:
            BlobDamagedError: A blob that is still referred to changed; it is quarantined.
        """
        keep = self._journal.referred() | set(also)
        sizes = self._journal.packs()
        wanted: dict[str, list[str]] = {name: [] for name in sizes}
        live = dict.fromkeys(sizes, 0)
        for digest, place in self._journal.blobs():
            if digest in keep:
                wanted[place.pack].append(digest)
                live[place.pack] += place.length
        wasteful = [
            name
            for name, digests in wanted.items()
            if not digests or sizes[name] > live[name] + overhead(len(digests))
        ]
        freed = sum(sizes[name] for name in wasteful)
        for names in _portions(wasteful, live):
            freed -= self._repack(names, [digest for name in names for digest in wanted[name]])
        return freed

    def _repack(self, names: list[str], digests: list[str]) -> int:
        """Move blobs out of packs, remove these, and return the size of the new pack."""
        packs = [self.packs.write([self.get(digest) for digest in digests])] if digests else []
        self._journal.move_blobs(packs, names)
        self.packs.remove(names)
        return sum(pack.size for pack in packs)


def _portions(names: Iterable[str], live: Mapping[str, int]) -> Iterator[list[str]]:
    """Group packs so that what is kept of each group fits into memory and one new pack."""
    portion: list[str] = []
    for name in names:
        if portion and sum(live[other] for other in portion) + live[name] > _PACK_BYTES:
            yield portion
            portion = []
        portion.append(name)
    if portion:
        yield portion


def store_place(journal: JournalReader) -> str | Path:
    """Return where the run's store is: a URL or absolute path, or a folder in the run folder."""
    recorded: str | None = journal.header().get(STORE_PLACE)
    return recorded or journal.folder / STORE_FOLDER


def _claim(journal: Journal, where: str | Path | None) -> tuple[Packs, bool]:
    """The packs of a place that is this run's own from now on; whether it is in the run's folder.

    A place elsewhere is looked at before anything is written there, and again when it is held.
    """
    chosen = _choose(journal, where)
    inside = chosen == journal.folder / STORE_FOLDER
    packs = open_packs(chosen, secrets.token_hex(6))
    if not inside:
        require_own(journal, packs, inside=False)
        _hold(journal, chosen)
        if chosen != store_place(journal):
            journal.set_header({STORE_PLACE: str(chosen)})
    begin_session(journal, packs, require_own(journal, packs, inside=inside))
    packs.create()
    return packs, inside


def _choose(journal: Journal, where: str | Path | None) -> str | Path:
    """Where the store is, or is to be."""
    now = store_place(journal)
    if where is None or _same(where, now):
        return now
    if journal.packs():
        raise InputError(
            f"The store of this run is {now}, not {where}.",
            hint="Leave the store out to resume, or give this run its own folder with --out.",
        )
    return str(where) if "://" in str(where) else str(Path(where).resolve())


def _hold(journal: Journal, place: str | Path) -> None:
    """Keep other writers off a folder that is not the run's own, until the journal is closed."""
    if "://" not in str(place):
        folder = Path(place)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(error, folder) from error
        journal.hold(folder, "the store")


def _same(one: str | Path, other: str | Path) -> bool:
    if "://" in str(one) or "://" in str(other):
        return str(one) == str(other)
    return Path(one).resolve() == Path(other).resolve()


def _damage(digest: str, where: str, *, known: bool) -> BlobDamagedError:
    what = "no longer matches its hash" if known else "is not there"
    error = BlobDamagedError(
        f"The blob {digest[:16]} in {where} {what}.",
        hint="Run the same command again: what was lost is made again.",
    )
    error.digest = digest
    return error
