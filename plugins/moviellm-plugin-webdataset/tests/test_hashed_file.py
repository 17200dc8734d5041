"""Threads bring files to the disk just as they were given, or not at all."""

from __future__ import annotations

import hashlib
import resource
from contextlib import closing, contextmanager

import pytest
from moviellm_plugin_webdataset.hashed_file import HashedFile, WriterThreads


@contextmanager
def no_file_larger_than(size):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_bytes_and_files_follow_each_other_as_they_were_given(tmp_path):
    moved, path = tmp_path / "film.mp4", tmp_path / "deep" / "shard"
    moved.write_bytes(b"film" * 1_000_000)
    pieces = [bytes([n % 256]) * (n % 3_000) for n in range(5_000)]
    expected = b"".join((*pieces, moved.read_bytes(), b"", *pieces[::-1]))
    with closing(WriterThreads()) as writers:
        file = HashedFile(path, writers)
        for first in range(0, 5_000, 1_250):
            file.write(pieces[first : first + 1_250])
        file.write([moved, b"", *pieces[::-1]])
        assert not path.exists()
        whole = file.close().result()
    assert path.read_bytes() == expected
    assert whole == (len(expected), hashlib.sha256(expected).hexdigest())
    assert list(tmp_path.rglob("*")) == [path.parent, path]


def test_a_file_that_finds_no_room_is_never_seen(tmp_path):
    with no_file_larger_than(5_000_001), closing(WriterThreads()) as writers:
        file = HashedFile(tmp_path / "shard", writers)
        file.write([bytes(3_000_000)] * 2)
        file.write([b"more"])
        with pytest.raises(OSError, match="too large"):
            file.close().result()
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_told_before_the_end(tmp_path):
    with no_file_larger_than(5_000_001):
        with closing(WriterThreads()) as writers:
            file = HashedFile(tmp_path / "shard", writers)

            def write_on() -> None:
                for _ in range(100):
                    file.write([bytes(5_000_000)])

            with pytest.raises(OSError, match="too large"):
                write_on()
        file.discard()
    assert list(tmp_path.iterdir()) == []
