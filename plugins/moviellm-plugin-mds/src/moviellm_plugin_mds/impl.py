"""The exporter ``mds``: a folder of MDS shards a split, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from moviellm import Context, hookimpl
from moviellm.exporting import write_text, written_to
from moviellm.film import Film
from moviellm_plugin_webdataset.dataset import ShardedDataset
from moviellm_plugin_webdataset.finished import seal
from moviellm_plugin_webdataset.forms import Limits

from moviellm_plugin_mds.config import MdsConfig
from moviellm_plugin_mds.mds import INDEX, MdsForm

FILES = """\
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
        self._form = form = MdsForm(column, config.shard_bytes)
        room = config.shard_bytes - form.overhead
        limits = Limits(bytes=room, samples=config.shard_samples)
        files = FILES.format(column=column)
        self._dataset = ShardedDataset(config, config.sample, form, limits, files)

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write all shards, then their indexes, and the manifest last."""
        shards = self._dataset.write(films, target, context)
        with written_to(target):
            for split, row in shards.items():
                write_text(target / split / INDEX, self._form.index(row))
        seal(target, shards)
        return True
