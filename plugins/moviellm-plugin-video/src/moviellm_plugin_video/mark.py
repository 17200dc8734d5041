"""The synthetic mark of a video: keys in its metadata, and XMP with the IPTC source type.

The XMP packet stands in a ``uuid`` box at the end of the file, where it moves nothing (Adobe, XMP
Specification Part 3, 1.2.8).
"""

from __future__ import annotations

import struct
from pathlib import Path

from moviellm.film import Film
from moviellm.film.formats import one_line
from moviellm.marking import DRAWN, TRAINED, source_type_of, xmp_packet

XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


class Mark:
    """Learns from a film's pictures how they were made.

    A video of drawings alone is ``algorithmicMedia``; one picture that a trained model made, or
    that does not tell, makes it ``trainedAlgorithmicMedia``.
    """

    def __init__(self) -> None:
        self._types: set[str | None] = set()

    def see(self, picture: bytes) -> None:
        """Look at the mark in an encoded picture."""
        self._types.add(source_type_of(picture))

    @property
    def source_type(self) -> str:
        """The IPTC digital source type of the video."""
        return DRAWN if self._types == {DRAWN} else TRAINED

    def append_to(self, mp4: Path) -> None:
        """Append the XMP box to a closed file."""
        body = XMP_BOX + xmp_packet(self.source_type)
        with mp4.open("ab") as file:
            file.write(struct.pack(">I4s", len(body) + 8, b"uuid") + body)


def metadata(film: Film) -> dict[str, str]:
    """Return what the container says of a film."""
    return {
        "title": one_line(film.screenplay.title) or film.id,
        "comment": "Synthetic: made by MovieLLM, recorded by nobody.",
        "synthetic": "true",
        "film": film.id,
    }
