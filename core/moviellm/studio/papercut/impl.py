"""The painter `papercut`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moviellm import Context, FilmError, hookimpl
from moviellm.film import Painting, Slate
from moviellm.studio.papercut.config import PapercutConfig
from moviellm.studio.papercut.jpeg import encode
from moviellm.studio.papercut.renderer import Renderer


class Papercut:
    """Paints every slate as a layered cut-paper scene; the same slate gives the same bytes."""

    def __init__(self, config: PapercutConfig) -> None:
        self._config = config
        self._easel = Renderer(*config.size)

    @hookimpl
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        """Paint a batch of key frames, one after the other.

        Raises:
            FilmError: A depiction shows a person or prop that its slate does not bring.
        """
        return self._paint(slates)

    def _paint(self, slates: Sequence[Slate]) -> Iterator[Painting]:
        width, height = self._config.size
        for slate in slates:
            try:
                pixels, boxes = self._easel.paint(slate)
            except KeyError as error:
                raise FilmError(
                    f"A depiction of `{slate.depiction.place}` shows {error}, which its slate "
                    "does not describe.",
                    hint="Have the director bring every person and prop that it shows.",
                ) from error
            yield Painting(encode(pixels, self._config.quality), "jpg", width, height, boxes)
