"""The YAML at the head of a dataset card: what the hub lists and `datasets` reads.

Fields: https://github.com/huggingface/hub-docs/blob/main/datasetcard.md. Nothing that a model
wrote is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import yaml
from moviellm.exporting import hub_languages, hub_licence

from moviellm_plugin_hf.columns import features
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.contents import Table

_SIZES = (
    (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"),
)  # fmt: skip
_TASKS = {
    "parquet": ["visual-question-answering", "image-to-text", "multiple-choice"],
    "videofolder": ["video-text-to-text", "visual-question-answering", "multiple-choice"],
}


def front_matter(config: HfConfig, languages: Iterable[str], tables: Sequence[Table]) -> str:
    """Return the front matter with its fences.

    Args:
        config: Title, licence, layout.
        languages: BCP 47 tags of the films.
        tables: What the export holds, the default config first.
    """
    head: dict[str, Any] = {
        "pretty_name": " ".join(config.title.split()),
        **hub_licence(config.licence),
        **hub_languages(languages),
        "annotations_creators": ["machine-generated"],
        "language_creators": ["machine-generated"],
        "source_datasets": ["original"],
        "task_categories": _TASKS[config.layout],
        "tags": ["synthetic", "moviellm", "video", "long-video", "video-question-answering"],
        "size_categories": [_size(tables)],
    }
    if tables:
        head["configs"] = [_config(table, number == 0) for number, table in enumerate(tables)]
        head["dataset_info"] = [_info(table) for table in tables]
    text = yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=100)
    return f"---\n{text}---\n"


def _size(tables: Iterable[Table]) -> str:
    rows = sum(part.rows for table in tables for part in table.parts.values())
    return next((name for most, name in _SIZES if rows < most), "n>1B")


def _config(table: Table, is_first: bool) -> dict[str, Any]:
    files = [{"split": split, "path": list(part.paths)} for split, part in table.parts.items()]
    config: dict[str, Any] = {"config_name": table.name, "data_files": files}
    if is_first:
        config["default"] = True
    if table.metadata_file:
        config |= {"metadata_filenames": [table.metadata_file], "features": _features(table)}
    return config


def _info(table: Table) -> dict[str, Any]:
    parts = table.parts.items()
    return {
        "config_name": table.name,
        "features": _features(table),
        "splits": [
            {"name": split, "num_bytes": part.in_memory, "num_examples": part.rows}
            for split, part in parts
        ],
        "download_size": sum(part.bytes for _, part in parts),
        "dataset_size": sum(part.in_memory for _, part in parts),
    }


def _features(table: Table) -> list[dict[str, Any]]:
    """What `datasets` gives: a video where a row names its file."""
    listed = features(table.columns)
    if table.metadata_file:
        listed[0] = {"name": "video", "dtype": "video"}
    return listed
