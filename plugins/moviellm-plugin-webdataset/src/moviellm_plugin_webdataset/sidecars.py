"""The files beside the shards: a row a film, the index of all shards, the data card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from moviellm.exporting import DataCard, counted, markdown_table, to_json, write_text

from moviellm_plugin_webdataset.config import ShardedDatasetConfig, Unit
from moviellm_plugin_webdataset.film_parts import FilmIndex
from moviellm_plugin_webdataset.finished_shards import Shard
from moviellm_plugin_webdataset.samples import film_row

INDEX = "shards.json"
CARD = "README.md"


class Sidecars:
    """Writes ``SPLIT.films.jsonl`` film by film, and at the end the index and the card.

    Args:
        target: The export's folder.
        config: Title and licence.
        files: What the files hold, for the data card.
    """

    def __init__(self, target: Path, config: ShardedDatasetConfig, files: str) -> None:
        self._target = target
        self._files = files
        self._card = DataCard(config.title, config.licence, audit=config.audit)
        self._films: Counter[str] = Counter()
        self._open = ExitStack()
        self._rows: dict[str, BinaryIO] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def add(self, film_index: FilmIndex) -> None:
        """Write and count a film."""
        split = film_index.split
        if split not in self._rows:
            path = self._target / f"{split}.films.jsonl"
            self._rows[split] = self._open.enter_context(path.open("wb"))
        self._rows[split].write(film_row(film_index) + b"\n")
        self._films[split] += 1
        self._card.add(film_index.film)

    def finish(self, shards: Mapping[str, Sequence[Shard]], unit: Unit) -> None:
        """Write the index and the card."""
        self._open.close()
        write_text(self._target / INDEX, to_json(_index(shards, unit), indent=1) + "\n")
        held = "".join(("## What is in it\n\n", self._held(shards), "\n", self._files))
        asked = counted("Questions by kind", self._card.kinds)
        write_text(self._target / CARD, self._card.text(held, *asked))

    def _held(self, shards: Mapping[str, Sequence[Shard]]) -> str:
        counts = self._card.counts
        total = {name: counts[name] for name in ("films", "key frames", "captions", "questions")}
        rows = [(name, f"{count:,}") for name, count in total.items()]
        rows.append(("length (h:m:s)", self._card.length))
        splits = (
            (
                split,
                f"{self._films[split]:,}",
                f"{sum(shard.samples for shard in row):,}",
                f"{len(row):,}",
            )
            for split, row in shards.items()
        )
        head = ("split", "films", "samples", "shards")
        return markdown_table(("", ""), rows) + "\n" + markdown_table(head, splits)


def _index(shards: Mapping[str, Sequence[Shard]], unit: Unit) -> dict[str, Any]:
    """The index; a shard's keys are those of WebDataset's own index (wids)."""
    splits = {
        split: {
            "samples": sum(shard.samples for shard in row),
            "shards": [
                {
                    "url": shard.path,
                    "nsamples": shard.samples,
                    "filesize": shard.bytes,
                    "sha256": shard.sha256,
                }
                for shard in row
            ],
        }
        for split, row in shards.items()
    }
    return {"sample": unit, "splits": splits, "synthetic": True}
