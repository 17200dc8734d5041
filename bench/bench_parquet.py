"""The exporter `hf` against bare `pyarrow` writing the same columns, and its memory.

    python bench/bench_parquet.py [FILMS] [--folder DIR] [--rounds N]

A film of the studio (54 key frames of 768x432) is written FILMS times (default 60).

- bare: `ParquetWriter` writes the values of the same four tables, which lie ready as Python lists,
  with the same types, row groups and compression; nothing is hashed
- default: the same with pyarrow's own settings
- hashed: bare, and then the SHA-256 of each file, which manifest and Croissant need
- export: the whole exporter: films are walked, pictures are asked for, files are hashed, and the
  card, the figures, `croissant.json` and the manifest are written
- memory: the highest resident memory of an export of 10 films and of 100

All are timed in turn in each round, and the fastest round of each counts, since other work on the
machine only ever slows. The limit is 0.95 of the bare speed: the exporter hashes and writes on a
second core while the bare loop uses one, so give it two that are free.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from moviellm import Context
from moviellm.film import Film
from moviellm.runs import open_run
from moviellm.testing import MemoryBlobs, make_context, run_pipeline
from moviellm_plugin_hf.background_writer import settings_of
from moviellm_plugin_hf.columns import IMAGE, Column, schema
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.impl import HfExporter
from moviellm_plugin_hf.parquet import TABLES
from moviellm_plugin_hf.rows import Row, key_frames
from moviellm_plugin_hf.shards import ROW_GROUP

LIMIT = 0.95
STUDIO = {
    "films": {"themes": ["A lighthouse keeper finds a map"], "seed": 7, "shape": "short"},
    "writer": "fable",
    "director": "storyboard",
    "painter": {"use": "papercut", "size": [768, 432]},
    "captioner": "script",
    "exporters": [],
}


class Shelf(MemoryBlobs):
    """Pictures in memory; nothing is noted of who read them."""

    def get(self, digest: str) -> bytes:
        return self._data[digest]


def studio_film(folder: Path) -> tuple[Film, Context]:
    """A real film, and a context that has its pictures in memory."""
    run_pipeline(STUDIO, folder, workers=2)
    shelf = Shelf()
    with open_run(folder) as run:
        (film,) = run.films()
        for picture in film.footage.pictures:
            assert shelf.put(run.blobs.get(picture.digest)) == picture.digest
    return film, make_context(film="", blobs=shelf)


Values = dict[str, list[list[Any]]]


def values_of(film: Film, context: Context) -> Values:
    """The values of one film's rows, by table and column."""
    notes = film.annotations
    subjects: dict[str, list[Any]] = {
        "films": [Row(film, film)],
        "frames": list(key_frames(film, context.blobs.get)),
        "captions": [Row(film, caption) for caption in notes.captions],
        "questions": [Row(film, question) for question in notes.questions],
    }
    return {
        name: [[column.of(row) for row in subjects[name]] for column in columns]
        for name, (_, columns) in TABLES.items()
    }


def write_bare(values: Values, films: int, target: Path, *, tuned: bool) -> None:
    """Write the values of so many films as plainly as pyarrow lets one."""
    for name, (_, columns) in TABLES.items():
        folder = target / name
        folder.mkdir(parents=True)
        settings = settings_of(columns) if tuned else {}
        with pq.ParquetWriter(folder / "train.parquet", schema(columns), **settings) as writer:
            waiting: list[pa.RecordBatch] = []
            for _ in range(films):
                waiting.append(batch_of(values[name], columns))
                if sum(batch.nbytes for batch in waiting) >= ROW_GROUP:
                    write_group(writer, waiting)
            write_group(writer, waiting)


def write_hashed(values: Values, films: int, target: Path) -> None:
    """Write as plainly, and hash what was written."""
    write_bare(values, films, target, tuned=True)
    for path in walk(target):
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")


def batch_of(values: list[list[Any]], columns: tuple[Column[Any], ...]) -> pa.RecordBatch:
    arrays = []
    for cells, column in zip(values, columns, strict=True):
        if column.type == IMAGE:
            data = pa.array(cells, pa.binary())
            paths = pa.nulls(len(data), pa.string())
            arrays.append(pa.StructArray.from_arrays([data, paths], fields=list(IMAGE)))
        else:
            arrays.append(pa.array(cells, column.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema(columns))


def write_group(writer: pq.ParquetWriter, waiting: list[pa.RecordBatch]) -> None:
    if waiting:
        table = pa.Table.from_batches(waiting)
        writer.write_table(table, row_group_size=table.num_rows)
        waiting.clear()


def export(film: Film, films: int, target: Path, context: Context) -> None:
    """Export so many films by the exporter."""
    target.mkdir()
    done = HfExporter(HfConfig()).moviellm_export(repeat(film, films), target, context)
    assert done is True


def timed(work: Callable[[Path], None], place: Path) -> tuple[float, float, int]:
    """Return wall and CPU seconds, and the bytes written."""
    shutil.rmtree(place, ignore_errors=True)
    wall, cpu = time.perf_counter(), time.process_time()
    work(place)
    spent = time.perf_counter() - wall, time.process_time() - cpu
    size = sum(path.stat().st_size for path in walk(place))
    shutil.rmtree(place)
    return *spent, size


def walk(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def peak_mb(films: int, run: Path) -> int:
    """The highest resident memory of an export in a process of its own."""
    words = [sys.executable, __file__, str(films), "--only-memory", "--folder", str(run)]
    return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def only_memory(films: int, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as name:
        film, context = studio_film(Path(name) / "run")
        export(film, films, Path(name) / "out", context)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("films", nargs="?", type=int, default=60)
    parser.add_argument("--folder", type=Path, help="where to write; a disk that matters")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only-memory", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        if options.only_memory:
            only_memory(options.films, Path(name))
            return
        film, context = studio_film(Path(name) / "run")
        report(film, context, Path(name), options.films, options.rounds)
        few, many = (peak_mb(count, Path(name)) for count in (10, 100))
    print(f"memory   {few} MB with 10 films, {many} MB with 100")


def report(film: Film, context: Context, folder: Path, films: int, rounds: int) -> None:
    values = values_of(film, context)
    ways: dict[str, Callable[[Path], None]] = {
        "bare": lambda place: write_bare(values, films, place, tuned=True),
        "default": lambda place: write_bare(values, films, place, tuned=False),
        "hashed": lambda place: write_hashed(values, films, place),
        "export": lambda place: export(film, films, place, context),
    }
    taken: dict[str, list[tuple[float, float, int]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            taken[name].append(timed(work, folder / "out"))
    rows = films * len(film.footage.pictures)
    best = {name: min(runs) for name, runs in taken.items()}
    for name, (wall, cpu, size) in best.items():
        print(
            f"{name:8} {size / wall / 1e6:6.0f} MB/s, {rows / wall:6.0f} key frames/s, "
            f"{1e6 * cpu / rows:4.0f} us CPU a key frame, {size / 1e6:.1f} MB"
        )
    bare, hashed = (best[name][0] / best["export"][0] for name in ("bare", "hashed"))
    print(f"ratio    {bare:.2f} of bare (limit {LIMIT}), {hashed:.2f} of hashed")


if __name__ == "__main__":
    main()
