"""The layout `parquet`: ``<table>/<split>-00000-of-00012.parquet``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from moviellm import Context
from moviellm.film import Film

from moviellm_plugin_hf.background_writer import BackgroundWriter, DataFile
from moviellm_plugin_hf.columns import Column
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.contents import SPLITS, Table, TableSplit
from moviellm_plugin_hf.rows import Row, key_frames
from moviellm_plugin_hf.shards import ParquetFiles
from moviellm_plugin_hf.tables import (
    CAPTIONS,
    FILMS,
    FRAMES,
    QUESTIONS,
    WHOLE_FILM,
    with_scores,
)

_TABLES: dict[str, tuple[str, Sequence[Column[Any]]]] = {
    "films": ("a film", (*FILMS[:-1], WHOLE_FILM, FILMS[-1])),
    "frames": ("a key frame with its picture", FRAMES),
    "captions": ("a text that is true of a part of a film", CAPTIONS),
    "questions": ("a question with its answer and what proves it", QUESTIONS),
}


class ParquetLayout:
    """Writes films as four tables.

    Args:
        target: The export's folder.
        config: Size of the files.
        context: Where pictures are read from.
    """

    def __init__(self, target: Path, config: HfConfig, context: Context) -> None:
        self._target, self._context = target, context
        questions, columns = _TABLES["questions"]
        self._tables: dict[str, tuple[str, Sequence[Column[Any]]]] = {
            **_TABLES,
            "questions": (questions, with_scores(columns, config.scores)),
        }
        self._most = config.shard_mb * 1_000_000
        self._background_writer = BackgroundWriter()
        self._open: dict[tuple[str, str], ParquetFiles[Any]] = {}

    def __enter__(self) -> ParquetLayout:
        return self

    def __exit__(self, *error: object) -> None:
        self._background_writer.__exit__(*error)
        for files in self._open.values():
            files.abandon()

    def write(self, films: Iterable[tuple[Film, str]]) -> list[Table]:
        """Write films, each into its split, and tell what there is."""
        for film, split in films:
            self._add(film, split)
        return self._close()

    def _add(self, film: Film, split: str) -> None:
        self._files("films", split).add([Row(film, film)])
        self._files("frames", split).add(key_frames(film, self._context.blobs.get))
        notes = film.annotations
        self._files("captions", split).add(Row(film, caption) for caption in notes.captions)
        self._files("questions", split).add(Row(film, question) for question in notes.questions)

    def _close(self) -> list[Table]:
        made = {key: _numbered(files.close(), key[1]) for key, files in self._open.items()}
        splits = [split for split in SPLITS if ("films", split) in made]
        return [
            Table(
                name,
                means,
                columns,
                {
                    split: TableSplit(made[name, split], [f"{name}/{split}-*.parquet"])
                    for split in splits
                },
            )
            for name, (means, columns) in self._tables.items()
            if splits
        ]

    def _files(self, table: str, split: str) -> ParquetFiles[Any]:
        if (table, split) not in self._open:
            folder = self._target / table
            folder.mkdir(exist_ok=True)

            def draft(number: int) -> Path:
                return folder / f".{split}-{number:05d}.part"

            self._open[table, split] = ParquetFiles(
                self._tables[table][1], draft, self._most, self._background_writer
            )
        return self._open[table, split]


def _numbered(files: list[DataFile], split: str) -> list[DataFile]:
    """Name files as `datasets` does, now that their number is known."""
    named = []
    for number, file in enumerate(files):
        path = file.path.with_name(f"{split}-{number:05d}-of-{len(files):05d}.parquet")
        named.append(replace(file, path=file.path.rename(path)))
    return named
