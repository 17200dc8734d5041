"""The exporter ``energon``: WebDataset shards, prepared for Megatron Energon."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path

from moviellm import Context, hookimpl
from moviellm.film import Film
from moviellm_plugin_webdataset import FILE_TABLE, finish_export, tar_dataset

from moviellm_plugin_energon.config import EnergonConfig
from moviellm_plugin_energon.preparing import META, arguments, prepare, require_energon

_PREPARED = f"""
`{META}/` and the `.idx` beside each shard were written by `energon prepare`. Its sample type is
`CrudeWebdataset`: a `Cooker` of yours turns a sample into what your model takes.
"""


class EnergonExporter:
    """The exporter ``energon``.

    Args:
        config: Its options.
    """

    def __init__(self, config: EnergonConfig) -> None:
        self._prepares = config.prepare
        how = _PREPARED if config.prepare else _unprepared(config)
        self._dataset = tar_dataset(config, FILE_TABLE + how)

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write all shards, have them prepared, and write the manifest last."""
        if self._prepares:
            require_energon()
        shards = self._dataset.write(films, target, context)
        if self._prepares and shards:
            prepare(target, shards, context)
        finish_export(target, shards)
        return True


def _unprepared(config: EnergonConfig) -> str:
    splits = [name for name, share in config.split.shares.items() if share]
    command = shlex.join(("energon", *arguments(".", splits)))
    return f"\nBefore Energon reads this folder, run in it:\n\n```bash\n{command}\n```\n"
