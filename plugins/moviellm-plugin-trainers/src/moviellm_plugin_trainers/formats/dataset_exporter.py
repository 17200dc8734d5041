"""What all exporters do: films once, media and rows of each, registry, card, the manifest last."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Generic, Literal, TypeVar

from moviellm import Context, InputError, hookimpl
from moviellm.exporting import side_by_side, write_text, written_to
from moviellm.film import Film
from moviellm.manifest import write_manifest
from moviellm_plugin_video import OneFpsOptions, encode_film

from moviellm_plugin_trainers.card import Card
from moviellm_plugin_trainers.config import RowsConfig
from moviellm_plugin_trainers.files import Row, RowFiles
from moviellm_plugin_trainers.rows.lengths import LengthSetting

C = TypeVar("C", bound=RowsConfig)


class DatasetExporter(ABC, Generic[C]):
    """An exporter of rows that point to media.

    Args:
        config: Its options.

    Attributes:
        trainer: The trainer's name, for the card.
        suffix: Of the files of rows.
        length: What the trainer cuts rows by, where its default is too short for some.
    """

    trainer: str
    suffix: Literal["jsonl", "json"] = "jsonl"
    length: LengthSetting | None = None

    def __init__(self, config: C) -> None:
        self.config = config

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write media and rows of every film, then the registry, the card and the manifest."""
        with written_to(target):
            type(self)(self.config)._export(films, target, context)
        return True

    @abstractmethod
    def rows(self, film: Film) -> Iterator[tuple[str, Row]]:
        """Yield the rows of a film, each with the name of its file without suffix."""

    def last_rows(self, context: Context) -> Iterator[tuple[str, Row]]:
        """Yield the rows that only all films together give."""
        return iter(())

    @abstractmethod
    def media(self, film: Film, target: Path, context: Context) -> None:
        """Write what the film's rows point to. Called after its rows were asked for.

        An interrupted export of the same films may have written some of it.
        """

    @property
    def workers(self) -> int | None:
        """How many films may be worked at at once, each in a thread; None: as many as cores."""
        return 1

    def registry(self, target: Path, files: RowFiles) -> None:
        """Write what the trainer is given to find the files of rows."""

    def nothing_asked(self) -> str:
        """Say what the films were asked for, when none of them had it."""
        return "captions or questions"

    def close(self) -> None:
        """Let go of what the export held."""

    def _export(self, films: Iterable[Film], target: Path, context: Context) -> None:
        card = Card(self.config, self.trainer)
        if self.length is not None:
            card.measure(self.length)
        try:
            with RowFiles(target, self.suffix) as files:
                self._fill(films, target, context, files, card)
        finally:
            self.close()
        if card.films and not files.counts:
            raise InputError(
                f"None of the films has {self.nothing_asked()}.",
                hint="Ask for other levels or kinds: `moviellm plugins show` lists the options.",
            )
        for name, share in self.config.split.shares.items():
            if card.films and share and name not in files.counts:
                context.log.warning("No film fell into the split %s: it has no file.", name)
        self.registry(target, files)
        write_text(target / "README.md", card.text(files.counts))
        write_manifest(target)

    def _fill(
        self,
        films: Iterable[Film],
        target: Path,
        context: Context,
        files: RowFiles,
        card: Card,
    ) -> None:
        def written(film: Film, watched: Context) -> None:
            self.media(film, target, watched)

        told = self._told(films, context, files, card)
        for _ in side_by_side(written, told, context, self.workers):
            pass
        for name, row in self.last_rows(context):
            files.write(name, row)

    def _told(
        self, films: Iterable[Film], context: Context, files: RowFiles, card: Card
    ) -> Iterator[Film]:
        """Write the rows of each film before it is given on."""
        for film in films:
            context.check()
            about: Counter[str] = Counter()
            for name, row in self.rows(film):
                files.write(name, row)
                card.add_row(film, row)
                about.update(row["about"])
            card.add(film, about)
            yield film


def write_video(film: Film, target: Path, context: Context, options: OneFpsOptions) -> None:
    """Encode a film as ``videos/<film>.mp4``, unless an interrupted export has done so.

    Raises:
        FilmError: The film has no pictures, or one of them cannot be decoded.
    """
    path = target / "videos" / f"{film.id}.mp4"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        encode_film(film, path, context, options)
