"""A file is there whole or not at all, and what the disk says is told in a sentence."""

from __future__ import annotations

import errno
import os

import pytest
from moviellm import StorageError
from moviellm.exporting import whole_file, written_to


def test_a_file_takes_its_name_when_it_is_whole(tmp_path):
    path = tmp_path / "film.mp4"
    with whole_file(path) as draft:
        draft.write_bytes(b"whole")
        assert not path.exists()
        assert draft.parent == tmp_path
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


def test_what_stood_there_stays_when_the_new_one_fails(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"old")

    def written_in_part():
        with whole_file(path) as draft:
            draft.write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        written_in_part()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_it_is_durable_before_it_takes_its_name(tmp_path, monkeypatch):
    path, synced, fsync = tmp_path / "film.mp4", [], os.fsync

    def seen(descriptor):
        synced.append((os.fstat(descriptor).st_ino, path.exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", seen)
    with whole_file(path) as draft:
        draft.write_bytes(b"whole")
    assert synced == [(path.stat().st_ino, False)]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    path = tmp_path / "missing" / "film.mp4"
    with (
        pytest.raises(StorageError, match=r"film\.mp4 cannot be written: No such file") as caught,
        whole_file(path) as draft,
    ):
        draft.write_bytes(b"whole")
    assert caught.value.hint


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told(tmp_path, number):
    with pytest.raises(StorageError, match="no room to write") as caught, written_to(tmp_path):
        raise OSError(number, os.strerror(number))
    assert "Free some space" in caught.value.hint


def test_other_errors_come_through(tmp_path):
    with pytest.raises(ValueError, match="it"), written_to(tmp_path):
        raise ValueError("it")
