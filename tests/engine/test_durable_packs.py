"""A pack is durable before anything knows its name, and its own table proves itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.engine.store.packs import LocalPacks, lay_out, overhead, read_table


@pytest.fixture
def packs(tmp_path):
    made = LocalPacks(tmp_path / "store", session="one")
    made.create()
    return made


def test_a_pack_is_on_the_disk_before_it_has_its_name_and_the_name_before_it_is_told(
    packs, monkeypatch
):
    folder, fsync = Path(packs.where) / "packs", os.fsync
    synced: list[tuple[int, int, list[str]]] = []

    def seen(descriptor: int) -> None:
        found = os.fstat(descriptor)
        synced.append((found.st_ino, found.st_size, packs.names()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", seen)
    pack = packs.write([b"a frame", b"another"])
    (file, size, before), (place, _, after) = synced
    assert (file, size, before) == ((folder / pack.name).stat().st_ino, pack.size, [])
    assert (place, after) == (folder.stat().st_ino, [pack.name])


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=5), st.data())
def test_a_table_in_which_one_bit_changed_is_no_table(blobs, draw):
    pack, pieces = lay_out("a.pack", blobs)
    data = bytearray(b"".join(pieces))
    table = overhead(len(pack.blobs)) - overhead(0)
    first = pack.size - table - (overhead(0) - pack.blobs[0][1])
    place = draw.draw(st.integers(first, pack.size - 1))
    data[place] ^= 1 << draw.draw(st.integers(0, 7))
    assert read_table(len(data), lambda start, length: bytes(data[start : start + length])) is None
