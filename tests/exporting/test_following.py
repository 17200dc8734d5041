"""A file that grows is hashed as if it had been read at its end."""

from __future__ import annotations

import hashlib
import mmap

import pytest
from moviellm.exporting import FollowingHash

PAGE = mmap.ALLOCATIONGRANULARITY


@pytest.mark.parametrize(
    "steps", [[], [0], [1], [PAGE], [PAGE - 1, 1, 1], [3 * PAGE + 7, 0, 5, 2 * PAGE]]
)
def test_the_hash_of_a_growing_file_is_that_of_the_whole(tmp_path, steps):
    path = tmp_path / "file"
    with path.open("wb", buffering=0) as file:
        hashed = FollowingHash(path)
        for number, step in enumerate(steps):
            file.write(bytes([number]) * step)
            hashed.follow()
        file.write(b"the end")
    assert hashed.end() == hashlib.sha256(path.read_bytes()).hexdigest()
