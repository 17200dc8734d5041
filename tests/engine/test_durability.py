"""What has its final name is on the disk: a power cut leaves nothing empty."""

from __future__ import annotations

import os
import sys

import pytest
from moviellm import disk
from moviellm.engine.store import export_folder


@pytest.fixture
def flushed(monkeypatch):
    """The files that were flushed one by one, by their inodes."""
    seen, fsync = set(), os.fsync

    def noted(fd):
        seen.add(os.fstat(fd).st_ino)
        fsync(fd)

    monkeypatch.setattr(os, "fsync", noted)
    return seen


def test_an_export_is_flushed_whole_before_it_takes_its_name(produce, here, folder, monkeypatch):
    seen = []

    def noted(draft):
        seen.append((sorted(path.name for path in draft.iterdir()), target.exists()))
        disk.sync_tree(draft)

    target = folder / "export" / "list"
    monkeypatch.setattr(export_folder, "sync_tree", noted)
    produce(**here)
    assert seen == [(sorted(path.name for path in target.iterdir()), False)]


def test_every_file_and_folder_is_flushed_where_a_file_system_cannot_be(
    tmp_path, flushed, monkeypatch
):
    monkeypatch.setattr(disk, "_sync_file_system", lambda folder: False)
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "frame.jpg").write_bytes(b"x")
    (tmp_path / "rows.jsonl").write_bytes(b"{}")
    (tmp_path / "link").symlink_to("nowhere")
    disk.sync_tree(tmp_path)
    assert {path.stat().st_ino for path in [tmp_path, *tmp_path.rglob("[!l]*")]} == flushed


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has a call for it")
def test_a_file_system_is_flushed_at_once(tmp_path, flushed):
    (tmp_path / "rows.jsonl").write_bytes(b"{}")
    disk.sync_tree(tmp_path)
    assert not flushed
    with pytest.raises(FileNotFoundError):
        disk.sync_tree(tmp_path / "gone")


def test_a_small_file_is_flushed_with_its_name_or_stays_as_it_was(tmp_path, flushed, monkeypatch):
    file = tmp_path / "run.lock.yaml"
    disk.write_durably(file, b"one")
    assert flushed == {file.stat().st_ino, tmp_path.stat().st_ino}

    def full(fd):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        disk.write_durably(file, b"two")
    assert file.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [file]
