"""Headers that are written by hand are those of Python's own tar."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm import FilmError
from moviellm_plugin_webdataset.hashed_file import HashedFile, WriterThreads
from moviellm_plugin_webdataset.samples import SampleContent
from moviellm_plugin_webdataset.ustar import END_OF_ARCHIVE, MAX_BYTES, TarFormat, header

NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789-+_.", min_size=1, max_size=100)


@given(NAMES, st.integers(0, MAX_BYTES))
def test_a_header_is_what_tarfile_writes(name: str, size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size = size
    assert header(name, size) == info.tobuf(tarfile.USTAR_FORMAT)
    assert tarfile.TarInfo.frombuf(header(name, size), "ascii", "strict").name == name


@pytest.mark.parametrize(
    ("name", "size"), [("x" * 101, 1), ("film.jpg", MAX_BYTES + 1), ("für.jpg", 1)]
)
def test_what_does_not_fit_is_refused_in_one_sentence(name: str, size: int) -> None:
    with pytest.raises(FilmError, match=r"does not fit into a tar shard\.") as caught:
        header(name, size)
    assert "smaller samples" in caught.value.hint


def written(path: Path, samples: Iterable[tuple[str, SampleContent]]) -> int:
    """Write a shard and return how many bytes the form told its samples take."""
    shard_format = TarFormat()
    with closing(WriterThreads()) as writers:
        file, total = HashedFile(path, writers), 0
        body = shard_format.begin(file)
        for key, content in samples:
            size, pieces = shard_format.encode(key, content)
            body.add(pieces)
            total += size
        body.end()
        assert file.close().result().bytes == total + len(END_OF_ARCHIVE)
    return total


def members(path: Path) -> list[tuple[str, bytes]]:
    with tarfile.open(path, mode="r:") as tar:
        return [(member.name, tar.extractfile(member).read()) for member in tar]


@given(st.lists(st.tuples(st.binary(max_size=2_000), st.binary(max_size=2_000)), max_size=5))
def test_samples_come_back_and_their_sizes_are_exact(given: list[tuple[bytes, bytes]]) -> None:
    samples = [
        (f"k{n}", SampleContent((("jpg", data),), row)) for n, (data, row) in enumerate(given)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shard.tar"
        written(path, samples)
        found = members(path)
    assert found == [
        (f"k{number}.{suffix}", data)
        for number, sample in enumerate(given)
        for suffix, data in zip(("jpg", "json"), sample, strict=True)
    ]


def test_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    video, data = tmp_path / "film.mp4", bytes(range(256)) * 9_000
    video.write_bytes(data)
    total = written(tmp_path / "shard.tar", [("film", SampleContent((("mp4", video),), b"{}"))])
    assert total > len(data)
    assert members(tmp_path / "shard.tar") == [("film.mp4", data), ("film.json", b"{}")]
    assert not video.exists()


def test_the_tar_program_reads_a_shard(export, many, tmp_path) -> None:
    out = export(*many(1))
    done = subprocess.run(
        ["tar", "--list", "--verbose", "--numeric-owner", "--file", out / "train-000000.tar"],
        capture_output=True,
        text=True,
        env={"TZ": "UTC", "PATH": "/usr/bin:/bin"},
        check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == 64
    assert done.stderr == ""
    assert all(line.startswith("-rw-r--r-- 0/0 ") and "1970-01-01" in line for line in lines)
