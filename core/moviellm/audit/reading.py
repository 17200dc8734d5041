"""The questions of a run, of one of our exports, or of a dataset that somebody else made."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moviellm.audit.item import AuditItem, template_of
from moviellm.audit.row_shapes import items_of
from moviellm.audit.shown import shown_in
from moviellm.engine.journal.schema import JOURNAL_FILE
from moviellm.errors import InputError, StorageError
from moviellm.film import Film, family
from moviellm.manifest import MANIFEST
from moviellm.runs import open_run

_LINES, _LIST, _PARQUET = ".jsonl", ".json", ".parquet"
_TABLES = {".csv": ",", ".tsv": "\t"}
_KINDS = (_LINES, _LIST, _PARQUET, *_TABLES)


def is_run(path: Path) -> bool:
    """Whether a folder is a run's."""
    return (path / JOURNAL_FILE).exists()


def read_items(path: Path) -> list[AuditItem]:
    """Read every question, open ones too, in the order of the files' names.

    Args:
        path: A run's folder; the folder of one export or dataset; or one file of rows (JSON Lines,
            JSON, CSV, TSV, Parquet).

    Raises:
        InputError: It holds no question with options, several exports, or rows that are no JSON;
            or Parquet cannot be read for want of pyarrow.
        StorageError: It cannot be read.
    """
    if is_run(path):
        with open_run(path) as run:
            return [item for film in run.films() for item in _of_film(film)]
    items = list(_unique(item for file in _files(path) for item in _of_file(file)))
    if not any(item.options for item in items):
        raise InputError(
            f"{path} holds no questions with options.",
            hint="Name a run's folder, an export with multiple choice, or a file of rows with "
            "`question`, `options` and `answer`. Of an export in shards, name its run.",
        )
    return items


def _of_film(film: Film) -> Iterator[AuditItem]:
    group, shown = family(film), shown_in(film)
    for question in film.annotations.questions:
        yield AuditItem(
            id=f"{film.id}/{question.id}",
            film=film.id,
            family=group,
            kind=question.kind,
            template=template_of(question.kind, question.question, question.program),
            question=question.question,
            options=question.options or (),
            answer=question.answer_index,
            shown=shown,
            hops=question.hops,
            ordered="needs_order" in question.checks,
            heard=bool(question.evidence.cues),
        )


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(f"There is no {path}.", hint="Name a run's folder, an export or a file.")
    if path.is_file():
        return [path]
    exports = sorted(manifest.parent for manifest in path.glob(f"*/{MANIFEST}"))
    if exports and not (path / MANIFEST).exists():
        names = ", ".join(export.name for export in exports)
        raise InputError(
            f"{path} holds several exports, and they ask the same questions: {names}.",
            hint=f"Name one of them, such as {exports[0]}.",
        )
    return sorted(file for kind in _KINDS for file in path.rglob(f"*{kind}") if file.is_file())


def _of_file(file: Path) -> Iterator[AuditItem]:
    for number, row in enumerate(_rows(file), start=1):
        if isinstance(row, dict):
            yield from items_of(row, number)


def _rows(file: Path) -> Iterator[Any]:
    try:
        if file.suffix == _PARQUET:
            yield from _parquet_rows(file)
        elif file.suffix == _LINES:
            with file.open(encoding="utf-8") as lines:
                yield from (
                    _parsed(line, file, n) for n, line in enumerate(lines, 1) if line.strip()
                )
        elif file.suffix in _TABLES:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                yield from csv.DictReader(lines, delimiter=_TABLES[file.suffix])
        else:
            yield from _listed(_parsed(file.read_text(encoding="utf-8-sig"), file, 1))
    except (ValueError, csv.Error) as error:
        raise InputError(f"{file} holds no rows of text: {error}.") from error
    except OSError as error:
        raise StorageError(f"{file} cannot be read: {error.strerror or error}.") from error


def _listed(found: Any) -> Iterator[Any]:
    """The rows of a JSON file: a list, lists under some names, or rows under their ids."""
    if isinstance(found, list):
        yield from found
    elif isinstance(found, dict):
        for value in found.values():
            yield from value if isinstance(value, list) else (value,)


def _parsed(text: str, file: Path, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}, line {line} is no JSON: {error}.") from error


def _parquet_rows(file: Path) -> Iterator[Any]:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(
            f"{file} is Parquet, which needs pyarrow.", hint="pip install 'moviellm[audit]'"
        ) from error
    table = parquet.ParquetFile(file)
    names = set(table.schema_arrow.names)
    if names & {"question", "conversations", "messages", "prompt"}:
        columns = [
            field.name for field in table.schema_arrow if "struct<bytes" not in str(field.type)
        ]
        for batch in table.iter_batches(columns=columns):
            yield from batch.to_pylist()


def _unique(items: Iterator[AuditItem]) -> Iterator[AuditItem]:
    """Each question of a film once: exporters repeat some in other words or with other letters."""
    seen = set()
    for item in items:
        asked = (item.film, item.question, frozenset(item.options))
        if asked not in seen:
            seen.add(asked)
            yield item
