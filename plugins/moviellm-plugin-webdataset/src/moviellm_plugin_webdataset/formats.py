"""What a file format of shards has to offer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from moviellm_plugin_webdataset.hashed_file import HashedFile
from moviellm_plugin_webdataset.samples import SampleContent

SamplePieces = list[bytes | Path]
"""A sample as it stands in a shard: bytes, and files that are moved in."""


class ShardBody(Protocol):
    """A shard that is being written."""

    def add(self, pieces: SamplePieces) -> None:
        """Take a sample."""

    def end(self) -> None:
        """Write what is left to write."""


class ShardFormat(Protocol):
    """A file format of shards."""

    def shard_name(self, split: str, number: int) -> str:
        """Return the path of a shard in the export's folder; ``number`` counts from 0."""

    def encode(self, key: str, content: SampleContent) -> tuple[int, SamplePieces]:
        """Return how many bytes a sample takes in a shard, and what they are."""

    def begin(self, file: HashedFile) -> ShardBody:
        """Begin a shard in an empty file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardLimits:
    """When a shard is closed.

    Attributes:
        bytes: The most bytes of samples; a larger sample has a shard of its own.
        samples: The most samples.
    """

    bytes: int
    samples: int
