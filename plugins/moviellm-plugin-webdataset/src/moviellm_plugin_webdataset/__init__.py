"""Films as WebDataset shards: deterministic tars that streaming loaders read.

The names of `__all__` are for other distributions that write shards; they are imported on use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moviellm_plugin_webdataset.config import ShardedDatasetConfig, WebDatasetConfig
    from moviellm_plugin_webdataset.dataset import ShardedDataset
    from moviellm_plugin_webdataset.finished_shards import Shard, finish_export
    from moviellm_plugin_webdataset.formats import SamplePieces, ShardBody, ShardFormat, ShardLimits
    from moviellm_plugin_webdataset.hashed_file import HashedFile
    from moviellm_plugin_webdataset.impl import FILE_TABLE, tar_dataset
    from moviellm_plugin_webdataset.samples import SampleContent

_NAMES = {
    "config": (
        "ShardedDatasetConfig",
        "WebDatasetConfig",
    ),
    "dataset": ("ShardedDataset",),
    "finished_shards": (
        "Shard",
        "finish_export",
    ),
    "formats": (
        "SamplePieces",
        "ShardBody",
        "ShardFormat",
        "ShardLimits",
    ),
    "hashed_file": ("HashedFile",),
    "impl": (
        "FILE_TABLE",
        "tar_dataset",
    ),
    "samples": ("SampleContent",),
}
_HOME = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "FILE_TABLE",
    "HashedFile",
    "SampleContent",
    "SamplePieces",
    "Shard",
    "ShardBody",
    "ShardFormat",
    "ShardLimits",
    "ShardedDataset",
    "ShardedDatasetConfig",
    "WebDatasetConfig",
    "finish_export",
    "tar_dataset",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
