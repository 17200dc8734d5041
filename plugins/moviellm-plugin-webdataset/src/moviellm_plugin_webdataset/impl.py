"""The exporter ``webdataset``: tar shards, an index of them, a row a film, and the data card."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from moviellm import Context, hookimpl
from moviellm.film import Film

from moviellm_plugin_webdataset.config import WebDatasetConfig
from moviellm_plugin_webdataset.dataset import ShardedDataset
from moviellm_plugin_webdataset.finished_shards import finish_export
from moviellm_plugin_webdataset.formats import ShardLimits
from moviellm_plugin_webdataset.ustar import TarFormat

FILE_TABLE = """\
| file | what it holds |
|---|---|
| `SPLIT-000000.tar` ... | WebDataset shards: `KEY.jpg` or `KEY.mp4`, and beside it `KEY.json` |
| `SPLIT.films.jsonl` | a row a film with all of its frames, captions, dialogue and questions |
| `shards.json` | the shards of each split with their samples, sizes and hashes |
| `MANIFEST.json` | size and SHA-256 of every file |

Times are milliseconds from the start of a film.
"""
"""What the files of an export of tars hold, for its data card."""


class WebDatasetExporter:
    """The exporter ``webdataset``.

    Args:
        config: Its options.
    """

    def __init__(self, config: WebDatasetConfig) -> None:
        self._dataset = tar_dataset(config, FILE_TABLE)

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write all shards, and the manifest last."""
        finish_export(target, self._dataset.write(films, target, context))
        return True


def tar_dataset(config: WebDatasetConfig, files: str) -> ShardedDataset:
    """Return what writes a dataset of tar shards.

    Args:
        config: The options.
        files: What the files hold, for the data card.
    """
    limits = ShardLimits(bytes=config.shard_bytes, samples=config.shard_samples)
    return ShardedDataset(config, config.sample, TarFormat(), limits, files)
