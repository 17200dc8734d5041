"""MDS shards, version 2, written natively.

MosaicML Streaming reads them and could write them too. It is no dependency all the same: release
0.13.0 asks for numpy below 2.2 and transformers below 5, which no environment with this project's
painters has. The format is a few lines, and a test holds our bytes against those of its writer.

    samples 4 | samples + 1 offsets, 4 each | columns as JSON | sample | sample | ...

A sample is the length of each column (4 bytes each), then the columns' bytes. Numbers are
little-endian. Source: mosaicml-streaming 0.13.0, streaming/base/format/mds/writer.py.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from moviellm import FilmError
from moviellm_plugin_webdataset import HashedFile, SampleContent, SamplePieces, Shard

from moviellm_plugin_mds.config import MAX_SHARD

INDEX = "index.json"
_NUMBER = 4


class MdsFormat:
    """How samples become MDS shards with the columns ``id``, ``meta`` and one of bytes.

    Args:
        media: The name of the column of bytes: ``picture`` or ``video``.
        size_limit: The most bytes of a shard, which the format writes down.

    Attributes:
        overhead: Bytes of a shard beside its samples.
    """

    def __init__(self, media: str, size_limit: int) -> None:
        columns = {"id": "str", "meta": "json", media: "bytes"}
        self.config: Mapping[str, Any] = {
            "column_encodings": [columns[name] for name in sorted(columns)],
            "column_names": sorted(columns),
            "column_sizes": [None] * len(columns),
            "compression": None,
            "format": "mds",
            "hashes": ["sha256"],
            "size_limit": size_limit,
            "version": 2,
        }
        self._head = json.dumps(self.config, sort_keys=True).encode()
        self.overhead = 2 * _NUMBER + len(self._head)

    def shard_name(self, split: str, number: int) -> str:
        """Return the path of a shard in the export's folder; ``number`` counts from 0."""
        return f"{split}/shard.{number:05d}.mds"

    def encode(self, key: str, content: SampleContent) -> tuple[int, SamplePieces]:
        """Return how many bytes a sample takes in a shard, and what they are.

        Raises:
            FilmError: It is larger than a shard can be.
        """
        ((_, media),) = content.media
        size = media.stat().st_size if isinstance(media, Path) else len(media)
        name = key.encode()
        total = _NUMBER * 4 + len(name) + len(content.row) + size
        if total + self.overhead > MAX_SHARD:
            raise FilmError(
                f"{key} with {size:,} bytes does not fit into an MDS shard.",
                hint=f"A shard has at most {MAX_SHARD:,} bytes: encode the film smaller, or take "
                "key frames as samples.",
            )
        lengths = struct.pack("<3I", len(name), len(content.row), size)
        return total, [lengths, name, content.row, media]

    def begin(self, file: HashedFile) -> MdsBody:
        """Begin a shard in an empty file."""
        return MdsBody(file, self._head)

    def index(self, shards: Sequence[Shard]) -> str:
        """Return the index of a split, which loaders read first."""
        rows = [
            {
                **self.config,
                "raw_data": {
                    "basename": shard.path.rpartition("/")[2],
                    "bytes": shard.bytes,
                    "hashes": {"sha256": shard.sha256},
                },
                "samples": shard.samples,
                "zip_data": None,
            }
            for shard in shards
        ]
        return json.dumps({"shards": rows, "version": 2}, sort_keys=True)


class MdsBody:
    """An MDS shard that is being written: its samples wait in memory for their offsets."""

    def __init__(self, file: HashedFile, head: bytes) -> None:
        self._file = file
        self._head = head
        self._samples: list[bytes] = []

    def add(self, pieces: SamplePieces) -> None:
        """Take a sample."""
        self._samples.append(b"".join(map(_taken, pieces)))

    def end(self) -> None:
        """Write the shard."""
        count = len(self._samples)
        first = _NUMBER * (count + 2) + len(self._head)
        offsets = accumulate(map(len, self._samples), initial=first)
        begin = struct.pack(f"<{count + 2}I", count, *offsets)
        self._file.write([begin, self._head, *self._samples])


def _taken(piece: bytes | Path) -> bytes:
    if isinstance(piece, bytes):
        return piece
    data = piece.read_bytes()
    piece.unlink()
    return data
