"""The exporter `hf`: tables or videos, with a dataset card and a Croissant description."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from moviellm import Context, hookimpl
from moviellm.exporting import write_text
from moviellm.film import Film
from moviellm.manifest import write_manifest

from moviellm_plugin_hf.card import card
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.contents import Table
from moviellm_plugin_hf.croissant import croissant
from moviellm_plugin_hf.dataset_stats import DatasetStats
from moviellm_plugin_hf.figures import write_figures
from moviellm_plugin_hf.parquet import ParquetLayout
from moviellm_plugin_hf.videofolder import VideoLayout


class HfExporter:
    """The exporter ``hf``.

    Args:
        config: Its options.
    """

    def __init__(self, config: HfConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write the films, then what describes them, the manifest last."""
        try:
            _keep_videos_only(target)
            self._export(films, target, context)
        except BaseException:
            with contextlib.suppress(OSError):
                _keep_videos_only(target)
            raise
        return True

    def _export(self, films: Iterable[Film], target: Path, context: Context) -> None:
        stats = DatasetStats(self._config)

        def divided() -> Iterator[tuple[Film, str]]:
            for film in films:
                context.check()
                stats.add(film)
                yield film, self._config.split.of(film)

        layout = ParquetLayout if self._config.layout == "parquet" else VideoLayout
        with layout(target, self._config, context) as dataset:
            tables = dataset.write(divided())
        self._describe(target, stats, tables)

    def _describe(self, target: Path, stats: DatasetStats, tables: Sequence[Table]) -> None:
        figures = write_figures(stats, target / "figures")
        write_text(target / "README.md", card(self._config, stats, tables, figures))
        write_text(target / "croissant.json", croissant(self._config, stats, tables, target))
        hashes = {
            file.path.relative_to(target).as_posix(): file.sha256
            for table in tables
            for part in table.parts.values()
            for file in part.files
        }
        write_manifest(target, sha256_of=hashes.get)


def _keep_videos_only(target: Path) -> None:
    """Take away all that an interrupted export of the same films left but its whole videos."""
    for path in target.rglob("*"):
        if path.is_file() and path.suffix != ".mp4":
            path.unlink()
