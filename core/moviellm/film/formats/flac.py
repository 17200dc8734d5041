"""What the head of a FLAC file tells of it (RFC 9639, section 8.2), without decoding it."""

from __future__ import annotations

from typing import NamedTuple


class FlacHead(NamedTuple):
    """The block STREAMINFO, which comes first in every FLAC file.

    Attributes:
        rate: Samples a second.
        channels: How many there are.
        samples: How many each of them has; 0 when the file does not tell.
    """

    rate: int
    channels: int
    samples: int

    @property
    def duration_ms(self) -> int | None:
        """How long it lasts; None when the file does not tell."""
        return round(1_000 * self.samples / self.rate) if self.rate and self.samples else None


def flac_head(data: bytes) -> FlacHead | None:
    """Return what a FLAC file tells of itself; None for other data."""
    if not data.startswith(b"fLaC") or len(data) < 42:
        return None
    packed = int.from_bytes(data[18:26], "big")
    return FlacHead(packed >> 44, (packed >> 41 & 7) + 1, packed & (1 << 36) - 1)
