"""Put the frames of an exported film on one sheet.

    python examples/contact_sheet.py runs/quickstart/export/frames/FILM sheet.jpg [every] [columns]

``every`` takes each n-th frame only (default 3), ``columns`` is how many stand side by side (4).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import simplejpeg

GAP = 6


def sheet(film: Path, every: int, columns: int) -> bytes:
    """Lay frames out in rows on white paper and encode the sheet as a JPEG."""
    files = sorted((film / "frames").glob("*.jpg"))[::every]
    if not files:
        sys.exit(f"There are no frames in {film / 'frames'}; run a pipeline first.")
    frames = [simplejpeg.decode_jpeg(file.read_bytes()) for file in files]
    height, width = frames[0].shape[:2]
    rows = -(-len(frames) // columns)
    page = np.full((rows * (height + GAP) + GAP, columns * (width + GAP) + GAP, 3), 255, np.uint8)
    for index, frame in enumerate(frames):
        y = GAP + index // columns * (height + GAP)
        x = GAP + index % columns * (width + GAP)
        page[y : y + height, x : x + width] = frame
    return bytes(simplejpeg.encode_jpeg(page[::2, ::2].copy(), quality=92))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    numbers = [int(word) for word in sys.argv[3:]]
    every, columns = (*numbers, *(3, 4)[len(numbers) :])[:2]
    Path(sys.argv[2]).write_bytes(sheet(Path(sys.argv[1]), every, columns))
