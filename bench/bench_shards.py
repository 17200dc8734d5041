"""What shards cost, as shares of a raw sequential write with fsync of the same bytes, in one run.

    python bench/bench_shards.py [--folder DIR] [--megabytes 512] [--rounds 5] [--films 4]

Two figures that must not be mixed up:

- the writer alone: samples (a picture of 61 kB and its JSON) that are in memory become tar shards,
  with their SHA-256; beside them MDS shards, likewise hashed, and `tarfile` and, where it is
  installed, `webdataset.ShardWriter`, both without hashes, with one fsync a shard as well
- the whole export: films of a real run become an export, beside a raw write of the same bytes in
  the same round. It reads and validates each film, reads each picture from the store and hashes it
  again (BLAKE3), writes its JSON; threads write each shard, hash it (SHA-256) and sync it meanwhile

The target is 0.5. The tar writer reaches it, the whole export does not: on two cores and a disk
of 1.2 GB/s it is at about 0.2. Its CPU time stands beside it, since Python's share of it on one
core is the limit, and since other work on a machine changes it less than it changes the clock.

And the memory of an export of 10 films against one of 100.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from math import inf
from pathlib import Path
from statistics import median
from typing import NamedTuple

from moviellm import Context
from moviellm.film import Film
from moviellm.runs import FinishedRun, open_run
from moviellm.testing.context import CountingCalls
from moviellm_plugin_webdataset.config import WebDatasetConfig
from moviellm_plugin_webdataset.formats import ShardFormat
from moviellm_plugin_webdataset.hashed_file import WriterThreads
from moviellm_plugin_webdataset.impl import WebDatasetExporter
from moviellm_plugin_webdataset.samples import SampleContent
from moviellm_plugin_webdataset.split_writer import OpenShard
from moviellm_plugin_webdataset.ustar import TarFormat


class Took(NamedTuple):
    """Seconds on the clock, and of the processor in all threads."""

    wall_s: float
    cpu_s: float

    def or_better(self, other: Took) -> Took:
        """The less of both: what else a machine does only ever adds."""
        return Took(*map(min, self, other))

    def cpu_per_gb(self, size: int) -> str:
        return f"{self.cpu_s / size * 1e12:6.0f} ms CPU a GB"


def took(work: Callable[[], object]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


PICTURE = 61_000
ROW = b"{" + b" " * 3_000 + b"}"
PIPELINE = """
moviellm: 1
films: {{themes: [A lighthouse keeper finds a map], count: {films}, seed: 7, shape: medium}}
painter: {{use: papercut, size: [960, 540]}}
exporters: []
"""


def samples(megabytes: int) -> list[tuple[str, SampleContent]]:
    """Samples that are in memory, and no more in the processor's cache than the raw bytes are."""
    count = megabytes * 1_000_000 // (PICTURE + len(ROW))
    return [
        (
            f"film-{n // 1000:012d}--{n % 1000:06d}",
            SampleContent((("jpg", os.urandom(PICTURE)),), ROW),
        )
        for n in range(count)
    ]


def raw(path: Path, data: memoryview) -> None:
    with path.open("wb", buffering=0) as file:
        done = 0
        while done < len(data):
            done += file.write(data[done:])
        os.fsync(file.fileno())


def shard(path: Path, shard_format: ShardFormat, given: list[tuple[str, SampleContent]]) -> None:
    with closing(WriterThreads()) as writers:
        body = OpenShard(path, shard_format, writers)
        for key, content in given:
            body.add(*shard_format.encode(key, content))
        body.close().result()


def make_room(folder: Path, data: memoryview) -> None:
    """Write as much as is written next and remove it: a virtual machine's free memory is slow."""
    raw(folder / "room", data)
    (folder / "room").unlink()


def by_tarfile(path: Path, given: list[tuple[str, SampleContent]]) -> None:
    with path.open("wb") as file, tarfile.open(fileobj=file, mode="w", bufsize=1 << 20) as tar:
        for key, content in given:
            for suffix, data in (*content.media, ("json", content.row)):
                info = tarfile.TarInfo(f"{key}.{suffix}")
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        file.flush()
        os.fsync(file.fileno())


def by_webdataset(folder: Path, given: list[tuple[str, SampleContent]]) -> None:
    from webdataset import ShardWriter

    with ShardWriter(str(folder / "shard-%06d.tar"), maxsize=1e12, verbose=0) as writer:
        for key, content in given:
            writer.write({"__key__": key, "jpg": content.media[0][1], "json": content.row})
    with (folder / "shard-000000.tar").open("rb+") as file:
        os.fsync(file.fileno())


def bench_writers(folder: Path, megabytes: int, rounds: int) -> float:
    """Time every writer in turn, several rounds, and return what ours reaches of a raw write."""
    given = samples(megabytes)
    shard(folder / "shard.tar", TarFormat(), given)
    size = (folder / "shard.tar").stat().st_size
    data = memoryview((folder / "shard.tar").read_bytes())
    (folder / "shard.tar").unlink()
    writers: dict[str, Callable[[Path], None]] = {
        "raw write": lambda place: raw(place / "shard", data),
        "ustar by hand": lambda place: shard(place / "shard.tar", TarFormat(), given),
        "tarfile": lambda place: by_tarfile(place / "shard.tar", given),
    }
    if installed("moviellm_plugin_mds"):
        from moviellm_plugin_mds.mds import MdsFormat

        shard_format = MdsFormat("picture", 2**32 - 1)
        writers["MDS by hand"] = lambda place: shard(place / "shard.mds", shard_format, given)
    if installed("webdataset"):
        writers["webdataset.ShardWriter"] = lambda place: by_webdataset(place, given)
    best = dict.fromkeys(writers, Took(inf, inf))
    for _ in range(rounds):
        for name, write in writers.items():
            make_room(folder, data)
            best[name] = best[name].or_better(took(lambda: write(folder)))  # noqa: B023
            for path in folder.glob("shard*"):
                path.unlink()
    bare = best["raw write"]
    print(f"{len(given)} samples, {size / 1e6:.0f} MB in one shard, best of {rounds} rounds")
    for name, it in best.items():
        share = f"{bare.wall_s / it.wall_s:5.2f} of the raw write"
        print(f"{name:24} {size / it.wall_s / 1e6:6.0f} MB/s, {share}; {it.cpu_per_gb(size)}")
    return bare.wall_s / best["ustar by hand"].wall_s


def installed(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def context_of(run: FinishedRun) -> Context:
    log = logging.getLogger("bench")
    return Context(seed=7, film="", log=log, calls=CountingCalls(), blobs=run.blobs)


@contextmanager
def real_run(folder: Path, films: int) -> Iterator[FinishedRun]:
    file = folder / "bench.yaml"
    file.write_text(PIPELINE.format(films=films), encoding="utf-8")
    command = [sys.executable, "-m", "moviellm", "run", str(file), "--out", str(folder / "run")]
    subprocess.run(command, check=True, capture_output=True)
    with open_run(folder / "run") as run:
        yield run


def bench_exporter(folder: Path, films: int, rounds: int, writer_share: float) -> None:
    """Time whole exports and raw writes of the same bytes in turns, and tell medians."""
    with real_run(folder, films) as run:
        exporter = WebDatasetExporter(WebDatasetConfig())
        target = folder / "out"

        def export() -> None:
            exporter.moviellm_export(run.films(), target, context_of(run))

        target.mkdir()
        export()
        data = memoryview(b"".join(path.read_bytes() for path in sorted(target.glob("*.tar"))))
        bare, whole, reading = [], [], []
        for _ in range(rounds):
            shutil.rmtree(target)
            make_room(folder, data)
            bare.append(took(lambda: raw(folder / "raw", data)))
            (folder / "raw").unlink()
            reading.append(took(lambda: read_all(run)))
            target.mkdir()
            whole.append(took(export))
        count = sum(len(film.footage.pictures) for film in run.films())
    size, cpu_s = len(data), median(it.cpu_s for it in whole)
    share = median(one.wall_s / other.wall_s for one, other in zip(bare, whole, strict=True))
    speeds = [size / median(it.wall_s for it in row) / 1e6 for row in (bare, whole)]
    print(
        f"\n{films} films, {count} frames, {size / 1e6:.0f} MB of shards, "
        f"medians of {rounds} paired rounds"
    )
    print(f"{'raw write':24} {speeds[0]:6.0f} MB/s")
    print(f"{'the tar writer alone':24} {'':11} {writer_share:5.2f} of the raw write, from above")
    print(
        f"{'whole export':24} {speeds[1]:6.0f} MB/s, {share:5.2f} of the raw write; "
        f"{cpu_s / size * 1e12:6.0f} ms CPU a GB, {cpu_s / count * 1e6:.0f} us a frame"
    )
    part = median(it.cpu_s for it in reading) / cpu_s
    print(f"{'of it reading the store':24} {part:6.0%} of the CPU\n")


def read_all(run: FinishedRun) -> None:
    for film in run.films():
        for picture in film.footage.pictures:
            run.blobs.get(picture.digest)


def copies(run: FinishedRun, count: int) -> Iterator[Film]:
    """The first film of a run under many ids."""
    film = next(run.films())
    for number in range(count):
        text = film.model_dump_json().replace(film.id, f"film-{number:012d}")
        yield Film.model_validate_json(text)


def peak_of_export(folder: Path, count: int) -> None:
    """Export a film many times over and print the process's greatest memory in MB."""
    with open_run(folder / "run") as run, tempfile.TemporaryDirectory(dir=folder) as target:
        exporter = WebDatasetExporter(WebDatasetConfig(shard_bytes=2**26))
        exporter.moviellm_export(copies(run, count), Path(target), context_of(run))
    # not ru_maxrss, which a process inherits from the one that started it
    status = Path("/proc/self/status").read_text().splitlines()
    print(next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmHWM")))


def bench_memory(folder: Path) -> None:
    peaks = {}
    for count in (10, 100):
        command = [sys.executable, __file__, "--folder", str(folder), "--peak-of", str(count)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        peaks[count] = float(done.stdout)
    few, many = peaks[10], peaks[100]
    print(
        f"memory: {few:.0f} MB for 10 films, {many:.0f} MB for 100 films ({many / few:.2f} times)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="where to write; a disk that matters")
    parser.add_argument("--megabytes", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--films", type=int, default=4)
    parser.add_argument("--peak-of", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak_of:
        peak_of_export(options.folder, options.peak_of)
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        share = bench_writers(folder, options.megabytes, options.rounds)
        bench_exporter(folder, options.films, options.rounds, share)
        bench_memory(folder)


if __name__ == "__main__":
    main()
