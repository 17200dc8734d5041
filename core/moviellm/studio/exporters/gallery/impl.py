"""Write a gallery: an overview, and a page a film with its pictures beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from moviellm import Context, hookimpl
from moviellm.exporting import write_text
from moviellm.film import Film
from moviellm.manifest import write_manifest
from moviellm.pages import Html
from moviellm.studio.exporters.config import GalleryConfig
from moviellm.studio.exporters.gallery.film_page import film_page
from moviellm.studio.exporters.gallery.index_page import GalleryTotals, film_card, index_page
from moviellm.studio.exporters.pictures import PictureHashes, picture_name, write_clips

_LOOK_UP = 64
"""After so many pictures it is asked whether the run was stopped."""


class GalleryExporter:
    """The exporter ``gallery``.

    Args:
        config: Its options.
    """

    def __init__(self, config: GalleryConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write one folder a film, then the overview, and the manifest last."""
        cards: list[Html] = []
        totals, hashes = GalleryTotals(), PictureHashes()
        for film in films:
            folder = target / "films" / film.id
            folder.mkdir(parents=True)
            _write_pictures(film, folder, context)
            write_clips(film, folder, context)
            write_text(folder / "index.html", film_page(film, self._config.title))
            hashes.add(f"films/{film.id}", film.footage)
            cards.append(film_card(film))
            totals.add(film)
        write_text(target / "index.html", index_page(self._config.title, cards, totals))
        write_manifest(target, sha256_of=hashes.of)
        return True


def _write_pictures(film: Film, folder: Path, context: Context) -> None:
    for index, picture in enumerate(film.footage.pictures, start=1):
        if index % _LOOK_UP == 1:
            context.check()
        (folder / picture_name(index, picture)).write_bytes(context.blobs.get(picture.digest))
