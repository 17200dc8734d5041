"""The fake exporter: each film as JSON, its pictures beside it, named by ids."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from moviellm import Context, hookimpl
from moviellm.film import Film
from moviellm.testing.fakes.exporter.config import FakeExporterConfig


class FakeExporter:
    """Writes ``<film>/film.json`` and ``<film>/<frame>.<format>``."""

    def __init__(self, config: FakeExporterConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write every film into its own folder."""
        for film in films:
            context.check()
            folder = target / film.id
            folder.mkdir()
            for picture in film.footage.pictures:
                data = context.blobs.get(picture.digest)
                (folder / f"{picture.frame}.{picture.format}").write_bytes(data)
            text = film.model_dump_json(indent=self._config.indent)
            (folder / "film.json").write_text(text, encoding="utf-8")
        return True
