"""Films that no writer should write come back whole from MDS shards."""

from __future__ import annotations

import itertools
import json
import struct
import tempfile
from collections.abc import Iterator
from typing import Any

from container_exports import exported, exporter, require_whole
from hypothesis import given, settings
from moviellm.testing import MemoryBlobs, nasty_movies

BLOBS = MemoryBlobs()


def read_mds(shard: bytes) -> Iterator[tuple[str, dict[str, Any], bytes]]:
    """Read a shard by the letter of the format, without the code that wrote it."""
    (count,) = struct.unpack_from("<I", shard)
    ends = struct.unpack_from(f"<{count + 1}I", shard, 4)
    for start, end in itertools.pairwise(ends):
        lengths = struct.unpack_from("<3I", shard, start)
        parts, at = [], start + 12
        for length in lengths:
            parts.append(shard[at : at + length])
            at += length
        assert at == end
        yield parts[0].decode(), json.loads(parts[1]), parts[2]


@settings(max_examples=60)
@given(nasty_movies(BLOBS, most_frames=10))
def test_a_nasty_film_comes_back_from_mds_shards(film):
    with tempfile.TemporaryDirectory() as folder:
        made = exporter("mds", sample="frame", shard_samples=3)
        out = exported(made, film, folder, BLOBS)
        shards = sorted((out / "train").glob("*.mds"))
        samples = [sample for shard in shards for sample in read_mds(shard.read_bytes())]
    require_whole([row for _, row, _ in samples], film)
    assert [len(picture) for *_, picture in samples] == [p.bytes for p in film.footage.pictures]
