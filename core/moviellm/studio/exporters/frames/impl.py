"""Write each film as a folder: frames, and beside them everything that is known about them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from moviellm import Context, hookimpl
from moviellm.exporting import BLIND_COLUMN, BlindScores, to_json, write_rows, write_text
from moviellm.film import Film, Picture, family, pair_id
from moviellm.film.formats import write_srt, write_story_info, write_vtt
from moviellm.manifest import write_manifest
from moviellm.studio.exporters.config import FramesConfig
from moviellm.studio.exporters.frames.card import Card
from moviellm.studio.exporters.frames.jpeg import to_jpeg
from moviellm.studio.exporters.pictures import (
    PictureHashes,
    picture_name,
    write_clips,
    write_mix,
)

_LOOK_UP = 64
"""After so many frames it is asked whether the run was stopped."""


class FramesExporter:
    """The exporter ``frames``.

    Args:
        config: Its options.
    """

    def __init__(self, config: FramesConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write one folder a film, the data card, and the manifest last."""
        scores = BlindScores(self._config.scores) if self._config.scores else None
        hashes = PictureHashes()
        card = Card(self._config)
        for film in films:
            shot = _with_pictures(film, target / film.id, context)
            hashes.add(f"{film.id}/frames", shot.footage)
            write_clips(film, target / film.id, context)
            write_mix(film, target / film.id, context)
            _write_film(shot, target / film.id, scores)
            card.add(shot)
        write_text(target / "README.md", card.text())
        write_manifest(target, sha256_of=hashes.of)
        return True


def _with_pictures(film: Film, folder: Path, context: Context) -> Film:
    """Write the frames, and return the film with the pictures as they were written."""
    frames = folder / "frames"
    frames.mkdir(parents=True)
    written = []
    for index, picture in enumerate(film.footage.pictures, start=1):
        if index % _LOOK_UP == 1:
            context.check()
        data = context.blobs.get(picture.digest)
        if picture.format != "jpg":
            data, picture = _transcoded(film, picture, data, context)
        (frames / picture_name(index, picture)).write_bytes(data)
        written.append(picture)
    footage = film.footage.model_copy(update={"pictures": tuple(written)})
    return film.model_copy(update={"footage": footage})


def _transcoded(
    film: Film, picture: Picture, data: bytes, context: Context
) -> tuple[bytes, Picture]:
    if picture is film.footage.pictures[0]:
        context.log.warning(
            "%s: its pictures are %s; frame folders hold JPEG, so they are encoded again.",
            film.id,
            picture.format,
        )
    data = to_jpeg(data, f"{film.id}, {picture.frame}")
    sha256 = hashlib.sha256(data).hexdigest()
    update = {"format": "jpg", "sha256": sha256, "bytes": len(data)}
    return data, picture.model_copy(update=update)


def _write_film(film: Film, folder: Path, scores: BlindScores | None) -> None:
    names = {person.id: person.name for person in film.screenplay.cast}
    cues = film.storyboard.cues
    write_text(folder / "film.json", to_json(json.loads(film.model_dump_json())) + "\n")
    write_text(folder / "story_info.json", to_json(write_story_info(film)) + "\n")
    write_text(folder / "dialogue.srt", write_srt(cues, names))
    write_text(folder / "dialogue.vtt", write_vtt(cues, names))
    write_rows(folder / "captions.jsonl", _rows(film, film.annotations.captions))
    write_rows(folder / "qa.jsonl", _questions(film, scores))


def _questions(film: Film, scores: BlindScores | None) -> Iterator[dict[str, Any]]:
    """The rows of questions; those of one ``pair_id`` are the same in films of one family."""
    kin = family(film)
    rows = _rows(film, film.annotations.questions)
    for row, question in zip(rows, film.annotations.questions, strict=True):
        about: dict[str, Any] = {"family": kin, "pair_id": pair_id(kin, question)}
        if scores:
            about[BLIND_COLUMN] = scores.of(film, question)
        yield {**row, "distractors": row.get("distractors"), **about}


def _rows(film: Film, records: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for record in records:
        yield {**record.model_dump(mode="json"), "film": film.id, "synthetic": True}
