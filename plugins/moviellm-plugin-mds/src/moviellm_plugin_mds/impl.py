"""The exporter ``mds``: a folder of MDS shards a split, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from moviellm import Context, hookimpl
from moviellm.exporting import write_text, written_to
from moviellm.film import Film
from moviellm_plugin_webdataset import ShardedDataset, ShardLimits, finish_export

from moviellm_plugin_mds.config import MdsConfig
from moviellm_plugin_mds.mds import INDEX, MdsFormat

FILE_TABLE = """\
| file | what it holds |
|---|---|
| `SPLIT/shard.00000.mds` ... | MDS shards with the columns `id`, `meta` (JSON) and `{column}` |
| `SPLIT/index.json` | the index that MosaicML Streaming reads |
| `SPLIT.films.jsonl` | a row a film with all of its frames, captions, dialogue and questions |
| `shards.json` | the shards of each split with their samples, sizes and hashes |
| `MANIFEST.json` | size and SHA-256 of every file |

Times are milliseconds from the start of a film.
"""


class MdsExporter:
    """The exporter ``mds``.

    Args:
        config: Its options.
    """

    def __init__(self, config: MdsConfig) -> None:
        column = "video" if config.sample == "film" else "picture"
        self._format = shard_format = MdsFormat(column, config.shard_bytes)
        room = config.shard_bytes - shard_format.overhead
        limits = ShardLimits(bytes=room, samples=config.shard_samples)
        files = FILE_TABLE.format(column=column)
        self._dataset = ShardedDataset(config, config.sample, shard_format, limits, files)

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write all shards, then their indexes, and the manifest last."""
        shards = self._dataset.write(films, target, context)
        with written_to(target):
            for split, row in shards.items():
                write_text(target / split / INDEX, self._format.index(row))
        finish_export(target, shards)
        return True
