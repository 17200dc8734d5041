"""The dataset card: what is in the dataset, how to load it, what it cannot do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moviellm.exporting import as_markdown, counted, markdown_table

from moviellm_plugin_hf.card_texts import BIASES, LIMITS, USES
from moviellm_plugin_hf.columns import type_name
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.contents import Table
from moviellm_plugin_hf.dataset_stats import DatasetStats
from moviellm_plugin_hf.front_matter import front_matter

_LOAD = """\
```python
from datasets import load_dataset

questions = load_dataset("FOLDER", "questions")
```

`FOLDER` is where this file lies, or the dataset's name on the hub. Each table below is a config.
"""


def card(
    config: HfConfig,
    stats: DatasetStats,
    tables: Sequence[Table],
    figures: Sequence[tuple[str, str]],
) -> str:
    """Return ``README.md``. It depends on films and options alone: there is no date in it.

    Args:
        config: Title, licence and so on.
        stats: Of all films.
        tables: What the export holds.
        figures: File and description of each plot.
    """
    head = front_matter(config, stats.card.languages, tables)
    return stats.card.text(*_sections(config, stats, tables, figures), front_matter=head)


def _sections(
    config: HfConfig,
    stats: DatasetStats,
    tables: Sequence[Table],
    figures: Sequence[tuple[str, str]],
) -> Iterator[str]:
    if tables:
        yield _LOAD
    yield "## What is in it\n"
    yield _totals(stats)
    yield from (f"![{told}]({file})\n" for file, told in figures)
    if tables:
        yield _splits(tables)
    yield from (_columns(table) for table in tables)
    yield from counted("Films by writer, as recorded", stats.card.writers)
    yield from counted("Films by genre", stats.genres)
    yield from counted("Pictures by size in pixels", stats.sizes)
    yield from counted("Questions that were made and refused, by check", stats.dropped)
    yield f"## Uses\n\n{USES}\n"
    yield f"## Limits\n\n{LIMITS}\n\n{BIASES}\n"
    if config.publisher:
        yield f"## Publisher\n\n{as_markdown(config.publisher)}\n"


def _totals(stats: DatasetStats) -> str:
    counts = stats.card.counts
    names = ("films", "key frames", "captions", "questions")
    rows = [(name, f"{counts[name]:,}") for name in names]
    return markdown_table(("", ""), [*rows, ("length (h:m:s)", stats.card.length)])


def _splits(tables: Sequence[Table]) -> str:
    rows = [
        (split, *(f"{table.parts[split].rows:,}" for table in tables)) for split in tables[0].parts
    ]
    heads = ("split", *(table.name for table in tables))
    told = "A film and its twins, which differ in what happens, always stand in one split.\n"
    return f"{markdown_table(heads, rows)}\n{told}"


def _columns(table: Table) -> str:
    rows = ((f"`{c.name}`", type_name(c.type), c.means) for c in table.columns)
    heads = ("column", "type", "what it holds")
    return f"### {table.name}\n\nA row is {table.means}.\n\n{markdown_table(heads, rows)}"
