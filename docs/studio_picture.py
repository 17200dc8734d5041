"""Paint the README's picture of the studio anew: one key frame of each of four films.

    python docs/studio_picture.py            writes docs/images/studio.jpg

Run it after the studio's writer, director or painter has changed, look at it, and choose other
frames in `FRAMES` where they tell less than they did.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import simplejpeg
from moviellm.film import SHAPES, Brief
from moviellm.film.models.film import slate_texts
from moviellm.film.models.storyboard import Slate
from moviellm.plugins.components import Components, Selected
from moviellm.testing import make_context

IMAGE = Path(__file__).parent / "images" / "studio.jpg"
SIZE = (768, 432)
GAP, COLUMNS, QUALITY = 12, 2, 84


class ChosenFrame(NamedTuple):
    """A key frame: the theme and seed of its film, and its number there, from 1."""

    theme: str
    seed: int
    frame: int


FRAMES = (
    ChosenFrame("An alien visits the market", 3, 39),
    ChosenFrame("The poodle of the third floor", 6, 5),
    ChosenFrame("A widow learns to ride a bicycle", 1, 16),
    ChosenFrame("A rocket for a birthday", 4, 52),
)


def slates_of(theme: str, seed: int) -> list[Slate]:
    """The slates of a short film of the studio, as a run of the defaults would have them."""
    brief = Brief(id="film-readme", theme=theme, seed=seed, shape=SHAPES["short"])
    context = make_context(film=brief.id, seed=seed)
    studio = Components([Selected("writer", "fable"), Selected("director", "storyboard")])
    screenplay = studio.write(brief, context)
    storyboard = studio.direct(brief, screenplay, context)
    return [Slate.model_validate_json(text) for text in slate_texts(screenplay, storyboard)]


def picture() -> bytes:
    """The chosen frames, two in a row on white paper, as a JPEG."""
    painter = Components([Selected("painter", "papercut", json.dumps({"size": SIZE}))])
    chosen = [slates_of(one.theme, one.seed)[one.frame - 1] for one in FRAMES]
    painted = list(painter.paint(chosen, make_context()))
    frames = [simplejpeg.decode_jpeg(painting.data) for painting in painted]
    (wide, high), rows = SIZE, -(-len(frames) // COLUMNS)
    page = np.full((rows * (high + GAP) - GAP, COLUMNS * (wide + GAP) - GAP, 3), 255, np.uint8)
    for index, frame in enumerate(frames):
        y, x = index // COLUMNS * (high + GAP), index % COLUMNS * (wide + GAP)
        page[y : y + high, x : x + wide] = frame
    return bytes(simplejpeg.encode_jpeg(page, quality=QUALITY))


if __name__ == "__main__":
    IMAGE.write_bytes(picture())
    sys.stdout.write(f"{IMAGE.name}: {IMAGE.stat().st_size:,} bytes\n")
