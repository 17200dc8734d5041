import dataclasses
import os
import pickle
import resource
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from moviellm import DamageError, StorageError
from moviellm.engine.journal.records import FilmRow, Maker, StepRow
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import digest, key_of
from moviellm.engine.store.packs import lay_out, overhead, read_table
from moviellm.engine.store.store import BlobDamagedError, Store, StoreReader
from waiting import wait_until


def pack_file(store: Store, blob: str) -> tuple[Path, int]:
    place = store._journal.place(blob)
    return Path(store.packs.where) / "packs" / place.pack, place.start


def flip(store: Store, blob: str, bit: int = 0) -> None:
    path, start = pack_file(store, blob)
    data = bytearray(path.read_bytes())
    data[start + bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def table_of(data: bytes) -> list[tuple[str, int, int]] | None:
    return read_table(len(data), lambda start, length: data[start : start + length])


def step_with(store: Store, *outputs: str, name: str = "step") -> StepRow:
    maker = store._journal.maker(Maker(stage="painter", component="papercut"))
    step = StepRow(key=key_of(name=name), maker=maker, film="f1", outputs=outputs)
    store._journal.record(steps=[step])
    return step


def test_what_is_put_is_got_by_its_digest(store):
    blobs = [b"", b"a", b"frame" * 10_000, b"a"]
    digests = store.put_many(blobs)
    assert digests == [digest(blob) for blob in blobs]
    assert [store.get(one) for one in digests] == blobs


def test_equal_blobs_are_stored_once(store):
    store.put_many([b"frame" * 100, b"other"])
    before = store._journal.packs()
    store.put_many([b"other", b"frame" * 100, b"other"])
    assert store._journal.packs() == before
    store.put_many([b"new" * 100, b"other", b"new" * 100])
    assert sorted(store._journal.packs().values())[-1] < 600 + overhead(2)
    assert len(store._journal.packs()) == 2


def test_an_unknown_digest_is_damage(store):
    with pytest.raises(DamageError, match="is not there"):
        store.get(digest(b"never put"))


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_a_pack_names_its_blobs_and_a_torn_one_names_none(blobs):
    pack, pieces = lay_out("a.pack", blobs)
    data = b"".join(pieces)
    assert len(data) == pack.size == sum(map(len, set(blobs))) + overhead(len(set(blobs)))
    assert table_of(data) == list(pack.blobs)
    assert [data[start : start + length] for _, start, length in pack.blobs] == list(
        dict.fromkeys(blobs)
    )
    for torn in (data[:-1], data[: len(data) // 2], data[1:], b""):
        assert table_of(torn) is None


@given(bit=st.integers(0, 8 * 300 - 1))
@settings(max_examples=20)
def test_any_flipped_bit_is_found_and_what_depended_on_it_forgotten(bit):
    with tempfile.TemporaryDirectory() as name, Journal(Path(name)) as journal:
        store = Store(journal)
        good, bad = store.put_many([b"g" * 300, b"b" * 300])
        kept, lost = step_with(store, good, name="kept"), step_with(store, bad, name="lost")
        journal.record(films=[FilmRow(film="f1", ordinal=0, state="done", completion="c")])
        flip(store, bad, bit)
        with pytest.raises(BlobDamagedError, match="no longer matches") as caught:
            store.get(bad)
        assert caught.value.digest == bad
        assert journal.steps([kept.key, lost.key]) == {kept.key: kept}
        assert journal.film("f1").completion == ""
        assert store.put(b"b" * 300) == bad
        assert store.get(bad) == b"b" * 300
        assert store.get(good) == b"g" * 300


def test_verify_reads_everything_and_quarantines_what_changed(store):
    digests = store.put_many([b"%d" % n * 50 for n in range(20)])
    assert store.verify() == []
    flip(store, digests[3], 5)
    flip(store, digests[17], 9)
    assert list(StoreReader(store._journal).damaged(digests)) == [digests[3], digests[17]]
    assert store.verify() == [digests[3], digests[17]]
    assert store.verify() == []
    assert store._journal.damaged() == [digests[3], digests[17]]


def test_a_cut_pack_and_a_missing_one_are_damage(store):
    cut = store.put_many([b"1" * 500, b"2" * 500])
    missing = store.put(b"3" * 500)
    path, start = pack_file(store, cut[1])
    path.write_bytes(path.read_bytes()[: start + 10])
    pack_file(store, missing)[0].unlink()
    assert store.get(cut[0]) == b"1" * 500
    assert set(store.verify()) == {cut[1], missing}


def test_a_store_that_is_gone_forgets_nothing(folder):
    with Journal(folder) as journal:
        kept = Store(journal).put(b"bought")
    (folder / "store").rename(folder / "unplugged")
    with Journal(folder) as journal:
        with pytest.raises(StorageError, match="is gone"):
            Store(journal)
        with pytest.raises(StorageError, match="is gone"):
            StoreReader(journal).get(kept)
        assert journal.place(kept) is not None
    (folder / "unplugged").rename(folder / "store")
    with Journal(folder) as journal:
        assert Store(journal).get(kept) == b"bought"


def test_a_pack_that_no_row_mentions_goes_at_the_next_opening(folder):
    with Journal(folder) as journal:
        store = Store(journal)
        known = store.put(b"known")
        orphan = store.pack([b"orphan"])
        draft = folder / "store" / "tmp" / f"{store.packs.session}-half.pack"
        draft.write_bytes(b"MVPACK01 half")
        assert orphan.name in store.packs.names()
    with Journal(folder) as journal:
        store = Store(journal)
        assert store.packs.names() == list(journal.packs())
        assert not draft.exists()
        assert store.get(known) == b"known"


WORKER = """
import pickle, sys
from pathlib import Path
from moviellm.engine.store.packs import LocalPacks

pack = LocalPacks(Path(sys.argv[1])).write([b"painted", b"elsewhere"])
print(pickle.dumps(pack).hex())
"""


def test_a_worker_process_writes_a_pack_and_the_driver_records_it(folder, store, start):
    said, _ = start(WORKER, store.packs.where).communicate(timeout=60)
    pack = pickle.loads(bytes.fromhex(said))
    with pytest.raises(DamageError):
        StoreReader(store._journal).get(pack.digests[0])
    store._journal.record(packs=[pack])
    assert [store.get(one) for one in pack.digests] == [b"painted", b"elsewhere"]
    with JournalReader(folder) as reader:
        assert StoreReader(reader).get(pack.digests[1]) == b"elsewhere"


def test_a_damage_error_keeps_its_digest_between_processes(store):
    with pytest.raises(BlobDamagedError) as caught:
        store.get(digest(b"x"))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.digest, copy.hint, str(copy)) == (digest(b"x"), copy.hint, str(caught.value))
    assert copy.hint


def test_threads_that_write_at_one_moment_share_packs(store, monkeypatch):
    fsync, asked = os.fsync, []

    def as_on_a_busy_disk(file: int) -> None:
        wait_until(lambda: len(asked) == 16)
        fsync(file)

    monkeypatch.setattr(os, "fsync", as_on_a_busy_disk)
    started = threading.Barrier(16)
    digests = {}

    def put(n: int) -> None:
        started.wait()
        asked.append(n)
        digests[n] = store.put(b"answer %d" % n)

    threads = [threading.Thread(target=put, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {n: store.get(one) for n, one in digests.items()} == {
        n: b"answer %d" % n for n in range(16)
    }
    assert len(store._journal.packs()) < 16


def test_more_packs_are_read_than_are_kept_open(store):
    digests = [store.put(b"%d" % n) for n in range(100)]
    assert [store.get(one) for one in digests * 2] == [b"%d" % n for n in range(100)] * 2
    assert len(store.packs._open) < 100


def test_clean_keeps_what_is_referred_to(store):
    digests = store.put_many([b"%d" % n * 1000 for n in range(10)])
    full = store.put_many([b"full" * 100, b"fuller" * 100])
    step_with(store, digests[2], digests[7])
    step_with(store, *full, name="full")
    named = FilmRow(film="f1", ordinal=0, result=f'{{"document": "{digests[4]}"}}')
    store._journal.record(films=[named])
    untouched = pack_file(store, full[0])[0].name
    before = sum(store._journal.packs().values())
    freed = store.clean(also=[digests[9]])
    assert freed == before - sum(store._journal.packs().values()) > 5000
    for n in (2, 4, 7, 9):
        assert store.get(digests[n]) == b"%d" % n * 1000
    assert store._journal.known(digests) == {digests[n] for n in (2, 4, 7, 9)}
    assert untouched in store.packs.names() == sorted(store._journal.packs())
    assert store.clean(also=[digests[9]]) == 0


def test_a_reader_follows_blobs_that_clean_moves(folder, store):
    keep, _ = store.put_many([b"keep" * 100, b"drop" * 100])
    step_with(store, keep)
    with JournalReader(folder) as reader:
        reading = StoreReader(reader)
        stale = reader.place(keep)
        store.clean()
        answers = iter([stale])
        reader_place = reader.place
        reader.place = lambda one: next(answers, None) or reader_place(one)
        assert reading.get(keep) == b"keep" * 100


def test_blobs_that_were_looked_up_ahead_are_found_where_clean_moved_them(folder, store):
    keep, drop = store.put_many([b"keep" * 100, b"drop" * 100])
    store.pack_inline()
    step_with(store, keep)
    with JournalReader(folder) as reader:
        reading = StoreReader(reader)
        reading.look_ahead([keep, drop, digest(b"never put")])
        assert reading.get(keep) == b"keep" * 100
        store.clean()
        assert reading.get(keep) == b"keep" * 100
        reading.packs.close()
        assert reading.get(keep) == b"keep" * 100
        with pytest.raises(BlobDamagedError):
            reading.get(drop)


def test_blobs_that_were_looked_up_ahead_are_hashed_again(folder, store):
    blob = store.put(b"blob" * 100)
    with JournalReader(folder) as reader:
        reading = StoreReader(reader)
        reading.look_ahead([blob])
        flip(store, blob)
        with pytest.raises(BlobDamagedError, match="no longer matches its hash"):
            reading.get(blob)


def test_a_full_disk_is_explained_and_leaves_nothing_half_written(small_disk):
    with Journal(small_disk / "run") as journal:
        store = Store(journal)
        kept = store.put(b"k" * 20_000)
        with pytest.raises(StorageError, match="is full") as caught:
            store.put(b"x" * 500_000)
        assert "Free some space" in caught.value.hint
        assert store.packs.names() == list(journal.packs())
        assert list((small_disk / "run" / "store" / "tmp").iterdir()) == []
        assert store.get(kept) == b"k" * 20_000
        assert store.get(store.put(b"y" * 1_000)) == b"y" * 1_000


LIMITED = """
import pathlib, resource, sys
from moviellm import StorageError
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.store import Store

with Journal(pathlib.Path(sys.argv[1])) as journal:
    store = Store(journal)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        store.put(bytes(300_000))
    except StorageError as error:
        print(error.message)
    print(store.packs.names(), list((pathlib.Path(store.packs.where) / "tmp").iterdir()))
"""


def test_a_limit_on_file_size_is_explained_like_a_full_disk(folder, start):
    assert resource.getrlimit(resource.RLIMIT_FSIZE)
    said, error = start(LIMITED, folder).communicate(timeout=60)
    assert "is full" in said, error
    assert said.splitlines()[-1] == "[] []"


def test_a_read_only_store_reads_but_does_not_write(read_only):
    with JournalReader(read_only / "run") as journal:
        store = StoreReader(journal)
        assert store.get(digest(b"written before")) == b"written before"
        with pytest.raises(StorageError, match="cannot be written"):
            store.packs.write([b"more"])


KILLED_PUTTER = """
import os, pathlib, sys, threading
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.store import Store

journal = Journal(pathlib.Path(sys.argv[1]))
store = Store(journal)
first = len(list(journal.blobs()))

def put(thread):
    for n in range(first, 100_000):
        os.write(1, store.put(b"%d of %d " % (n, thread) * 500).encode() + b"\\n")

for thread in range(3):
    threading.Thread(target=put, args=(thread,)).start()
"""


def test_a_killed_run_loses_nothing_that_was_put_and_shows_nothing_torn(folder, start):
    said = set()
    for round_ in range(4):
        process = start(KILLED_PUTTER, folder)
        said |= {process.stdout.readline().strip() for _ in range(15 + 7 * round_)}
        process.kill()
        rest = process.communicate()[0].splitlines()
        said |= {line for line in rest if len(line) == 64}
        with Journal(folder) as journal:
            store = Store(journal)
            assert store.verify() == []
            assert journal.known(said) == said
            assert store.packs.names() == sorted(journal.packs())
            for name, size in journal.packs().items():
                data = (folder / "store" / "packs" / name).read_bytes()
                assert len(data) == size
                assert table_of(data) is not None


class StoreLife(RuleBasedStateMachine):
    """Any sequence of puts, reads, flips, orphans, cleanings and reopenings."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        self.home = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
        self.blobs: dict[str, bytes] = {}
        self.flipped: set[str] = set()
        self.open()

    def open(self) -> None:
        self.journal = Journal(Path(self.home.name))
        self.store = Store(self.journal)

    @rule(blobs=st.lists(st.binary(max_size=40), min_size=1, max_size=6))
    def put(self, blobs):
        for one, blob in zip(self.store.put_many(blobs), blobs, strict=True):
            self.blobs[one] = blob
            step_with(self.store, one, name=one)

    @rule(blobs=st.lists(st.binary(max_size=40), min_size=1, max_size=3))
    def leave_an_orphan(self, blobs):
        self.store.pack(blobs)

    @precondition(lambda self: self.blobs)
    @rule(data=st.data())
    def flip(self, data):
        one = data.draw(st.sampled_from(sorted(self.blobs)))
        if self.blobs[one] and one not in self.flipped:
            flip(self.store, one, data.draw(st.integers(0, 8 * len(self.blobs[one]) - 1)))
            self.flipped.add(one)

    @precondition(lambda self: self.blobs)
    @rule(data=st.data())
    def get(self, data):
        one = data.draw(st.sampled_from(sorted(self.blobs)))
        if one in self.flipped:
            with pytest.raises(BlobDamagedError):
                self.store.get(one)
            self.forget(one)
        else:
            assert self.store.get(one) == self.blobs[one]

    @rule()
    def verify_and_clean(self):
        assert set(self.store.verify()) == self.flipped
        for one in list(self.flipped):
            self.forget(one)
        self.store.clean()

    @precondition(lambda self: self.blobs and not self.flipped)
    @rule(data=st.data())
    def drop(self, data):
        one = data.draw(st.sampled_from(sorted(self.blobs)))
        self.journal.forget_steps([key_of(name=one)])
        self.store.clean()
        del self.blobs[one]

    @rule()
    def reopen(self):
        self.journal.close()
        self.open()

    def forget(self, one):
        self.flipped.discard(one)
        del self.blobs[one]
        assert self.journal.step(key_of(name=one)) is None

    @invariant()
    def the_journal_knows_what_was_put(self):
        assert set(self.blobs) <= {one for one, _ in self.journal.blobs()}

    def teardown(self):
        self.journal.close()
        self.home.cleanup()


StoreLife.TestCase.settings = settings(max_examples=25, stateful_step_count=20)
TestStoreLife = StoreLife.TestCase


def test_a_step_is_a_plain_value():
    step = StepRow(key=digest(b"k"), maker=1, film="f")
    assert pickle.loads(pickle.dumps(step)) == dataclasses.replace(step)
