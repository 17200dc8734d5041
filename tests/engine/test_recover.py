"""`moviellm recover`: a journal that SQLite cannot use is made again from what proves itself."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from folders import bytes_of
from moviellm import LockedError, StorageError
from moviellm.engine.inspect.recover import recover
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal.schema import JOURNAL_FILE
from moviellm.engine.journal.writer import Journal

FLIPS = 40


class PaidRun:
    """A run of one film, its writer paid call by call, that is damaged and put right."""

    def __init__(self, produce, here, folder: Path, tmp_path: Path) -> None:
        self.folder, self.file = folder, folder / JOURNAL_FILE
        self._ledger = tmp_path / "ledger"
        self._produce = produce
        self._here = {**here, "writer": {"use": "paid-tale", "ledger": str(self._ledger)}}
        self.run()
        self.export, self.bought = bytes_of(folder / "export"), self._ledger.read_text()
        self._whole = tmp_path / "whole"
        shutil.copytree(folder, self._whole)

    def run(self):
        return self._produce(**self._here)

    def restore(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self._whole, self.folder)

    def change(self, start: int, data: bytes) -> None:
        with self.file.open("r+b") as file:
            file.seek(start)
            file.write(data)

    def flip(self, bit: int) -> None:
        self.change(bit // 8, bytes([self.file.read_bytes()[bit // 8] ^ 1 << bit % 8]))

    def assert_whole(self) -> None:
        assert bytes_of(self.folder / "export") == self.export
        assert self._ledger.read_text() == self.bought


@pytest.fixture
def paid(produce, here, folder, tmp_path):
    return PaidRun(produce, here, folder, tmp_path)


def as_told(act):
    """Do something, and recover first where the error says that this helps."""

    def do(run: PaidRun):
        try:
            return act()
        except StorageError as error:
            if "moviellm recover" not in error.hint:
                raise
            recover(run.folder)
            return act()

    return do


DAMAGE = {
    "the head of the file": lambda run: run.change(0, bytes(100)),
    "the first page": lambda run: run.change(0, bytes(4096)),
    "the tables' names": lambda run: run.change(1000, b"\xff" * 3000),
    "the mark of the format": lambda run: run.change(60, b"\x7f"),
    "the mark of the program": lambda run: run.change(68, b"\x00"),
    "another program's file": lambda run: run.change(0, random.Random(1).randbytes(4096)),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_nothing_is_lost_where_only_the_file_is_damaged(paid, damage):
    damage(paid)
    with pytest.raises(StorageError) as caught:
        paid.run()
    assert "moviellm recover" in caught.value.hint
    found = recover(paid.folder)
    assert (found.aside / JOURNAL_FILE).exists()
    assert found.taken["calls"] == 2
    assert found.verification.damage == ()
    assert paid.run().made == {}
    paid.assert_whole()
    assert verify(paid.folder).damage == ()


def test_half_a_journal_keeps_what_it_has(paid):
    size = paid.file.stat().st_size
    with paid.file.open("r+b") as file:
        file.truncate(size // 2)
    recover(paid.folder)
    assert paid.run().state == "finished"
    assert bytes_of(paid.folder / "export") == paid.export


def test_what_only_the_log_of_a_killed_run_has_is_recovered(paid, tmp_path):
    with Journal(paid.folder) as journal:
        journal.set_header({"note": "in the log alone"})
        killed = tmp_path / "killed"
        shutil.copytree(paid.folder, killed)
    assert (killed / f"{JOURNAL_FILE}-wal").stat().st_size
    (killed / JOURNAL_FILE).write_bytes(bytes(paid.file.stat().st_size))
    recover(killed)
    with Journal(killed) as journal:
        assert journal.header()["note"] == "in the log alone"


def test_a_sound_journal_is_left_as_it_is(paid):
    before = paid.file.read_bytes()
    found = recover(paid.folder)
    assert (found.aside, found.verification) == (None, None)
    assert paid.file.read_bytes() == before


def test_nobody_recovers_what_another_process_writes(paid):
    with Journal(paid.folder):
        paid.change(0, bytes(100))
        with pytest.raises(LockedError):
            recover(paid.folder)


def test_the_damaged_file_is_kept_each_time(paid):
    for number in (1, 2):
        paid.change(0, bytes([number]) * 100)
        assert recover(paid.folder).aside.name == f"damaged-journal-{number}"
    assert (paid.folder / "damaged-journal-1" / JOURNAL_FILE).read_bytes()[:100] == b"\1" * 100


@pytest.mark.slow
@pytest.mark.parametrize("first", ["verify", "run"])
def test_a_run_survives_any_flipped_bit_of_its_journal(paid, first):
    chosen = random.Random(first)
    size = paid.file.stat().st_size
    look = as_told(lambda: verify(paid.folder))
    for bit in [*(chosen.randrange(800) for _ in range(6)),
                *(chosen.randrange(8 * size) for _ in range(FLIPS))]:  # fmt: skip
        paid.restore()
        paid.flip(bit)
        if first == "verify" and look(paid).broken:
            recover(paid.folder)
        report = as_told(paid.run)(paid)
        assert report.state == "finished", bit
        paid.assert_whole()
        if look(paid).broken:  # a run does not look at what it does not need
            recover(paid.folder)
        assert verify(paid.folder).damage == (), bit
