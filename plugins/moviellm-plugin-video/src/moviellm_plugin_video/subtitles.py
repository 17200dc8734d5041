"""The exporter `subtitles`: the dialogue of each film as SRT, WebVTT and ASS."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from moviellm import Context, hookimpl
from moviellm.exporting import write_text, written_to
from moviellm.film import Film
from moviellm.film.formats import sound_cues, write_srt, write_vtt
from moviellm.manifest import write_manifest

from moviellm_plugin_video.ass import write_ass
from moviellm_plugin_video.card import Card
from moviellm_plugin_video.config import SubtitlesConfig

_WRITERS = {"srt": write_srt, "vtt": write_vtt, "ass": write_ass}


class SubtitlesExporter:
    """Writes ``<film>.srt``, ``.vtt`` and ``.ass``, ``index.jsonl`` and a data card.

    Args:
        config: Its options.
    """

    def __init__(self, config: SubtitlesConfig) -> None:
        self._config = config
        self._formats = tuple(dict.fromkeys(config.formats))

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write every film's files, card and manifest last."""
        files = [(f"`FILM.{kind}`", "the dialogue of a film") for kind in self._formats]
        card = Card(self._config, files)
        with written_to(target):
            with (target / "index.jsonl").open("w", encoding="utf-8", newline="\n") as index:
                for film in card.counting(films):
                    context.check()
                    index.write(json.dumps(self._write(film, target)) + "\n")
            write_text(target / "README.md", card.text())
            write_manifest(target)
        return True

    def _write(self, film: Film, target: Path) -> dict[str, Any]:
        names = {person.id: person.name for person in film.screenplay.cast}
        cues = [*film.storyboard.cues, *(sound_cues(film) if self._config.sounds else ())]
        files = {}
        for kind in self._formats:
            files[kind] = f"{film.id}.{kind}"
            text = _WRITERS[kind](cues, names)
            (target / files[kind]).write_text(text, encoding="utf-8", newline="\n")
        return {
            "id": film.id,
            "synthetic": True,
            "title": film.screenplay.title,
            "language": film.brief.language,
            "lines": len(film.storyboard.cues),
            "files": files,
            "consent": [record.model_dump(mode="json") for record in film.consent],
        }
