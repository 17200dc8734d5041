"""A whole dataset of shards: samples by split, the index, the films' rows and the data card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from moviellm import Context
from moviellm.exporting import side_by_side, written_to
from moviellm.film import Film
from moviellm.film.captioning import film_in_video

from moviellm_plugin_webdataset.config import ShardedDatasetConfig, Unit
from moviellm_plugin_webdataset.film_parts import FilmIndex
from moviellm_plugin_webdataset.finished_shards import Shard
from moviellm_plugin_webdataset.formats import ShardFormat, ShardLimits
from moviellm_plugin_webdataset.samples import Sample, SampleContent, samples
from moviellm_plugin_webdataset.shard_writer import ShardWriter
from moviellm_plugin_webdataset.sidecars import Sidecars

_Due = tuple[str, Sample]


class ShardedDataset:
    """Writes films as shards with their sidecars: everything but the manifest.

    Args:
        config: Splits, video, title and licence.
        unit: What a sample is.
        shard_format: The file format of the shards.
        limits: When a shard is closed.
        files: What the files hold, for the data card.
    """

    def __init__(
        self,
        config: ShardedDatasetConfig,
        unit: Unit,
        shard_format: ShardFormat,
        limits: ShardLimits,
        files: str,
    ) -> None:
        self._config = config
        self._unit = unit
        self._format = shard_format
        self._limits = limits
        self._files = files

    def write(
        self, films: Iterable[Film], target: Path, context: Context
    ) -> dict[str, list[Shard]]:
        """Write everything, and keep whole shards that an interrupted attempt left in the folder.

        `finish_export` then makes the export whole.

        Args:
            films: The films, which are walked once.
            target: The export's folder.
            context: Where pictures are read from.

        Returns:
            The shards of each split that has any.

        Raises:
            Cancelled: The run was asked to stop.
            FilmError: A film has no pictures, or is too large for the format.
            StorageError: A picture cannot be read, or the disk is full or closed.
        """
        with (
            written_to(target),
            ShardWriter(target, self._format, self._limits) as shard_writer,
            Sidecars(target, self._config, self._files) as sidecars,
        ):
            due = self._due(films, shard_writer, sidecars, context)
            for split, key, content in self._read(due, context):
                shard_writer.add(split, key, content)
            whole = shard_writer.finish()
            sidecars.finish(whole, self._unit)
        return whole

    def _due(
        self, films: Iterable[Film], shard_writer: ShardWriter, sidecars: Sidecars, context: Context
    ) -> Iterator[_Due]:
        """Yield the samples that no whole shard holds, each with its split."""
        for film in films:
            split, video = self._config.split.of(film), self._config.video
            told = film_in_video(film, video.rate) if self._unit == "film" else film
            film_index = FilmIndex(told, split)
            for sample in samples(film, film_index, self._unit, video, shard_writer.target):
                context.check()
                if not shard_writer.holds_next(split):
                    yield split, sample
            sidecars.add(film_index)

    def _read(
        self, due: Iterable[_Due], context: Context
    ) -> Iterator[tuple[str, str, SampleContent]]:
        """Read samples in order; films are encoded side by side."""
        if self._unit == "film":
            yield from side_by_side(_read, due, context, self._config.workers)
        else:
            yield from (_read(one, context) for one in due)


def _read(due: _Due, context: Context) -> tuple[str, str, SampleContent]:
    split, sample = due
    return split, sample.key, sample.read(context)
