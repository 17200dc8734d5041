"""Tar shards in the ustar format, written by hand: equal samples give equal bytes.

Owner, mode and time of every member are fixed, so nothing of the machine or the moment is in a
shard. Source: POSIX.1-2017, pax utility, "ustar Interchange Format".
"""

from __future__ import annotations

from pathlib import Path

from moviellm import FilmError

from moviellm_plugin_webdataset.formats import SamplePieces
from moviellm_plugin_webdataset.hashed_file import HashedFile
from moviellm_plugin_webdataset.samples import SampleContent

BLOCK = 512
MAX_NAME = 100
MAX_BYTES = 8**11 - 1
"""The size field holds eleven octal digits: 8 GiB less one byte."""

END_OF_ARCHIVE = bytes(2 * BLOCK)
_AFTER_SIZE = (
    b"00000000000\0"  # modified: 1970
    b"        "  # the checksum counts as spaces while it is computed
    b"0" + bytes(100) + b"ustar\00000" + bytes(247)
)
_BEFORE_SIZE = b"0000644\0" + b"0000000\0" * 2
_CHECKSUM = sum(_BEFORE_SIZE) + sum(_AFTER_SIZE)


def header(name: str, size: int) -> bytes:
    """Return the 512 bytes that stand before a file of the archive.

    Args:
        name: The member's name, ASCII, at most 100 characters.
        size: Bytes of its content.

    Raises:
        FilmError: The name or the size does not fit into the format.
    """
    if not name.isascii() or len(name) > MAX_NAME or size > MAX_BYTES:
        raise FilmError(
            f"{name} with {size:,} bytes does not fit into a tar shard.",
            hint=f"Names may have {MAX_NAME} characters and files {MAX_BYTES:,} bytes: "
            "take smaller samples.",
        )
    written = name.encode()
    digits = b"%011o\0" % size
    checksum = b"%06o\0 " % (_CHECKSUM + sum(written) + sum(digits))
    before = written.ljust(MAX_NAME, b"\0") + _BEFORE_SIZE + digits
    return before + _AFTER_SIZE[:12] + checksum + _AFTER_SIZE[20:]


class TarFormat:
    """How samples become tar shards: ``<key>.jpg`` ... and ``<key>.json``, beside each other."""

    def shard_name(self, split: str, number: int) -> str:
        """Return the name of a shard; ``number`` counts from 0."""
        return f"{split}-{number:06d}.tar"

    def encode(self, key: str, content: SampleContent) -> tuple[int, SamplePieces]:
        """Return how many bytes a sample takes in a shard, and what they are."""
        pieces: SamplePieces = []
        total = 0
        for suffix, data in (*content.media, ("json", content.row)):
            size = data.stat().st_size if isinstance(data, Path) else len(data)
            padding = -size % BLOCK
            pieces += [header(f"{key}.{suffix}", size), data, bytes(padding)]
            total += BLOCK + size + padding
        return total, pieces

    def begin(self, file: HashedFile) -> TarBody:
        """Begin a shard in an empty file."""
        return TarBody(file)


class TarBody:
    """A tar shard that is being written."""

    def __init__(self, file: HashedFile) -> None:
        self._file = file

    def add(self, pieces: SamplePieces) -> None:
        """Write a sample's members."""
        self._file.write(pieces)

    def end(self) -> None:
        """Write the end of the archive."""
        self._file.write([END_OF_ARCHIVE])
