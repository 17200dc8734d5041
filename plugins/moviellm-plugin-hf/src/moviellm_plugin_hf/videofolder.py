"""The layout `videofolder`: ``<split>/<film>.mp4``, and beside the videos what is known of them.

`datasets` reads ``metadata.jsonl`` of such a folder, where ``file_name`` names a row's video; the
tables of captions and questions do so too and are found by the card's ``metadata_filenames``.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from moviellm import Context
from moviellm.exporting import side_by_side, to_json
from moviellm.film import Film
from moviellm.film.captioning import film_in_video
from moviellm_plugin_video import ShownFrames, encode_film, encoded_video

from moviellm_plugin_hf.background_writer import BackgroundWriter, DataFile
from moviellm_plugin_hf.columns import Column
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.contents import SPLITS, Table, TableSplit
from moviellm_plugin_hf.rows import VideoFile, VideoRow
from moviellm_plugin_hf.shards import ParquetFiles
from moviellm_plugin_hf.tables import with_scores
from moviellm_plugin_hf.video_tables import VIDEO_CAPTIONS, VIDEO_FILMS, VIDEO_QUESTIONS

FILMS_FILE = "metadata.jsonl"
_Tables = Mapping[str, tuple[str, Sequence[Column[Any]]]]
_TABLES: _Tables = {
    "captions": ("a text that is true of a part of a film, with the video", VIDEO_CAPTIONS),
    "questions": ("a question about a film, with the video", VIDEO_QUESTIONS),
}


class VideoLayout:
    """Writes films as videos.

    Args:
        target: The export's folder.
        config: How videos are encoded.
        context: Where pictures are read from.
    """

    def __init__(self, target: Path, config: HfConfig, context: Context) -> None:
        self._target, self._options, self._context = target, config.video, context
        self._workers = config.workers
        self._background_writer = BackgroundWriter()
        questions, columns = _TABLES["questions"]
        self._tables = {**_TABLES, "questions": (questions, with_scores(columns, config.scores))}
        self._splits: dict[str, _Split] = {}

    def __enter__(self) -> VideoLayout:
        return self

    def __exit__(self, *error: object) -> None:
        self._background_writer.__exit__(*error)
        for split in self._splits.values():
            split.abandon()

    def write(self, films: Iterable[tuple[Film, str]]) -> list[Table]:
        """Encode films side by side, each into its split, and tell what there is."""

        def made(item: tuple[Film, str], watched: Context) -> tuple[Film, str, VideoFile]:
            film, split = item
            folder = self._target / split
            folder.mkdir(exist_ok=True)
            path = folder / _file_name(film)
            if not path.exists():  # else an interrupted export of the same films has made it
                encode_film(film, path, watched, self._options)
            encoded = encoded_video(film, path, self._options)
            film = film_in_video(film, self._options.rate)
            shown = ShownFrames(film.storyboard, self._options)
            return film, split, VideoFile(encoded, _sha256(path), shown)

        for film, split, video in side_by_side(made, films, self._context, self._workers):
            if split not in self._splits:
                self._splits[split] = _Split(
                    self._target / split, self._tables, self._background_writer
                )
            self._splits[split].add(film, video)
        return self._close()

    def _close(self) -> list[Table]:
        parts = {name: self._splits[name].close() for name in SPLITS if name in self._splits}
        if not parts:
            return []
        tables: dict[str, tuple[str, Sequence[Column[Any]], str]] = {
            "films": ("a film with its video", VIDEO_FILMS, FILMS_FILE),
            **{name: (*told, f"{name}.parquet") for name, told in self._tables.items()},
        }
        return [
            Table(name, means, columns, {s: part[name] for s, part in parts.items()}, file)
            for name, (means, columns, file) in tables.items()
        ]


class _Split:
    """The files of one split beside its videos."""

    def __init__(self, folder: Path, tables: _Tables, writer: BackgroundWriter) -> None:
        self._folder = folder
        self._rows = self._bytes = 0
        self._films = (folder / FILMS_FILE).open("w", encoding="utf-8", newline="\n")
        self._tables: dict[str, ParquetFiles[Any]] = {
            name: ParquetFiles(columns, _always(folder / f"{name}.parquet"), math.inf, writer)
            for name, (_, columns) in tables.items()
        }

    def add(self, film: Film, video: VideoFile) -> None:
        """Write what is known of a film whose video is written."""
        row = VideoRow(film, film, video)
        values = {column.name: column.of(row) for column in VIDEO_FILMS}
        self._films.write(to_json(values, sort_keys=False) + "\n")
        self._rows, self._bytes = self._rows + 1, self._bytes + video.encoded.bytes
        notes = film.annotations
        self._tables["captions"].add(VideoRow(film, note, video) for note in notes.captions)
        self._tables["questions"].add(VideoRow(film, note, video) for note in notes.questions)

    def close(self) -> dict[str, TableSplit]:
        """Return the parts of the tables in this split."""
        self._films.close()
        path = Path(self._films.name)
        size = path.stat().st_size
        made = {name: files.close() for name, files in self._tables.items()}
        made["films"] = [DataFile(path, self._rows, size, size, _sha256(path))]
        split = self._folder.name
        return {
            name: TableSplit(
                files, [f"{split}/*.mp4", f"{split}/{files[0].path.name}"], self._bytes
            )
            for name, files in made.items()
        }

    def abandon(self) -> None:
        """Let go of files that will not be whole, when the writer has stopped."""
        with contextlib.suppress(OSError):
            self._films.close()
        for files in self._tables.values():
            files.abandon()


def _file_name(film: Film) -> str:
    """`datasets` guesses a folder's format by everything that follows a dot in its files' names."""
    return f"{film.id.replace('.', '+')}.mp4"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _always(path: Path) -> Callable[[int], Path]:
    return lambda number: path
