"""The exporter `mp4`: each film as a video, and an index that says what each video frame shows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from moviellm import Context, hookimpl
from moviellm.exporting import side_by_side, write_text, written_to
from moviellm.film import Film
from moviellm.manifest import write_manifest

from moviellm_plugin_video.card import Card
from moviellm_plugin_video.config import Mp4Config
from moviellm_plugin_video.encode import encode_film, encoded_video
from moviellm_plugin_video.rows import row
from moviellm_plugin_video.tracks import tracks

Row = dict[str, Any]
_FILES = (("`FILM.mp4`", "the film, with its sound, subtitles and chapters where it has them"),)
_MOVING = (("`FILM.tracks.json`", "boxes and events by video frame, where an animator knew them"),)


class Mp4Exporter:
    """Writes ``<film>.mp4``, ``index.jsonl`` and a data card.

    Args:
        config: Its options.
    """

    def __init__(self, config: Mp4Config) -> None:
        self._config = config

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Encode films side by side and write their rows in order, card and manifest last."""

        def made(film: Film, watched: Context) -> Row:
            path = target / f"{film.id}.mp4"
            if film.clips and self._config.shows_clips:
                told = tracks(film, self._config)
                write_text(target / f"{film.id}.tracks.json", json.dumps(told) + "\n")
            if path.exists():  # an interrupted export of the same films has made it, whole
                return row(film, encoded_video(film, path, self._config), self._config)
            return row(film, encode_film(film, path, watched, self._config), self._config)

        card = Card(self._config, _FILES, _MOVING if self._config.shows_clips else ())
        with written_to(target):
            with (target / "index.jsonl").open("w", encoding="utf-8", newline="\n") as index:
                for one in side_by_side(made, card.counting(films), context, self._config.workers):
                    index.write(json.dumps(one) + "\n")
            write_text(target / "README.md", card.text())
            write_manifest(target)
        return True
