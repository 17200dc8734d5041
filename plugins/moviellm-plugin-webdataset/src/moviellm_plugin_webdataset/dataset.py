"""A whole dataset of shards: samples by split, the index, the films' rows and the data card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from moviellm import Context
from moviellm.exporting import side_by_side, written_to
from moviellm.film import Film

from moviellm_plugin_webdataset.beside import Beside
from moviellm_plugin_webdataset.config import DatasetConfig, Unit
from moviellm_plugin_webdataset.finished import Shard
from moviellm_plugin_webdataset.forms import Limits, ShardForm
from moviellm_plugin_webdataset.reading import FilmReading
from moviellm_plugin_webdataset.samples import Content, Sample, samples
from moviellm_plugin_webdataset.shards import Shards

_Due = tuple[str, Sample]


class ShardedDataset:
    """Writes films as shards, and all that stands beside them but the manifest.

    Args:
        config: Splits, video, title and licence.
        unit: What a sample is.
        form: The file format of the shards.
        limits: When a shard is closed.
        files: What the files hold, for the data card.
    """

    def __init__(
        self, config: DatasetConfig, unit: Unit, form: ShardForm, limits: Limits, files: str
    ) -> None:
        self._config = config
        self._unit = unit
        self._form = form
        self._limits = limits
        self._files = files

    def write(
        self, films: Iterable[Film], target: Path, context: Context
    ) -> dict[str, list[Shard]]:
        """Write everything, and keep whole shards that an interrupted attempt left in the folder.

        `moviellm_plugin_webdataset.finished.seal` then makes the export whole.

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
            Shards(target, self._form, self._limits) as shards,
            Beside(target, self._config, self._files) as beside,
        ):
            due = self._due(films, shards, beside, context)
            for split, key, content in self._read(due, context):
                shards.add(split, key, content)
            whole = shards.finish()
            beside.finish(whole, self._unit)
        return whole

    def _due(
        self, films: Iterable[Film], shards: Shards, beside: Beside, context: Context
    ) -> Iterator[_Due]:
        """Yield the samples that no whole shard holds, each with its split."""
        for film in films:
            split = self._config.split.of(film)
            reading = FilmReading(film, split)
            for sample in samples(reading, self._unit, self._config.video, shards.target):
                context.check()
                if not shards.holds_next(split):
                    yield split, sample
            beside.add(reading)

    def _read(self, due: Iterable[_Due], context: Context) -> Iterator[tuple[str, str, Content]]:
        """Read samples in order; films are encoded side by side."""
        if self._unit == "film":
            yield from side_by_side(_read, due, context, self._config.workers)
        else:
            yield from (_read(one, context) for one in due)


def _read(due: _Due, context: Context) -> tuple[str, str, Content]:
    split, sample = due
    return split, sample.key, sample.read(context)
