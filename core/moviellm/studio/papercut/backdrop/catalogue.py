"""Which backdrop a place gets, by its kind."""

from __future__ import annotations

from moviellm.film.screenplay import Place
from moviellm.studio.papercut.backdrop import inside, outside
from moviellm.studio.papercut.backdrop.stage import Stage


def paint_place(stage: Stage, place: Place) -> None:
    """Draw the backdrop of a place."""
    if place.indoors:
        inside.kitchen(stage)
    else:
        outside.forest(stage)
