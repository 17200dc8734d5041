"""The embedded studio through the engine against a bare loop of drawing and JPEG encoding.

    python bench/bench_embedded.py [FILMS]        default: 12 short films, 54 frames each

- bare: the same painter draws the same slates in as many processes, and nothing else happens
- run: `moviellm run` of the same films: writing, directing, painting, captions, questions, store,
  journal, and the exports `frames` and `gallery`
- scale: one painter process against two, bare

Both are timed from when every process is warm: the bare loop by its own clock, the run by the
slope between a quarter of the films and all of them, so that start-up counts in neither. The
limit is 0.85 of the bare loop's frames a second.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from moviellm import Context
from moviellm.engine.run import run
from moviellm.film import Brief
from moviellm.film.models.film import slate_texts
from moviellm.pipeline.read import LoadedPipeline, read_pipeline
from moviellm.plugins.components import Components
from moviellm.testing import CountingCalls, MemoryBlobs

PROCESSES = 2
LIMIT = 0.85
BARE = """
import sys, time
from pathlib import Path
from pydantic import TypeAdapter
from moviellm.film import Slate
from moviellm.plugins.components import Components, Selected
from moviellm.testing import make_context

components = Components([Selected("painter", "papercut")])
read = TypeAdapter(list[Slate]).validate_json
files = [Path(name) for name in sys.argv[1:]]
first = read(files[0].read_bytes())
list(components.paint(first[:2], make_context()))
print("ready", flush=True)
sys.stdin.readline()
for file in files:
    for painting in components.paint(read(file.read_bytes()), make_context()):
        assert painting.data
print("done", flush=True)
"""


def production(folder: Path, films: int) -> LoadedPipeline:
    """The pipeline of so many films."""
    file = folder / f"films{films}.yaml"
    themes = [f"A lighthouse keeper finds map number {n}" for n in range(films)]
    file.write_text(json.dumps({"moviellm": 1, "films": {"themes": themes, "seed": 7}}))
    return read_pipeline(file)


def slates_of(components: Components, brief: Brief) -> bytes:
    """The slates of one film as a JSON list."""
    context = Context(
        seed=brief.seed,
        film=brief.id,
        log=logging.getLogger("bench"),
        calls=CountingCalls(),
        blobs=MemoryBlobs(),
    )
    screenplay = components.write(brief, context)
    storyboard = components.direct(brief, screenplay, context)
    return b"[" + b",".join(slate_texts(screenplay, storyboard)) + b"]"


def bare(folder: Path, production: LoadedPipeline, processes: int) -> float:
    """Seconds for drawing all slates in so many warm processes."""
    components = Components(production.selected)
    files = []
    for brief in production.briefs():
        files.append(folder / f"{brief.id}.json")
        files[-1].write_bytes(slates_of(components, brief))
    painters = [
        subprocess.Popen(
            [sys.executable, "-c", BARE, *map(str, files[n::processes])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(processes)
    ]
    for painter in painters:
        assert painter.stdout.readline() == "ready\n"
    begun = time.perf_counter()
    for painter in painters:
        painter.stdin.write("go\n")
        painter.stdin.flush()
    for painter in painters:
        assert painter.stdout.readline() == "done\n"
    seconds = time.perf_counter() - begun
    for painter in painters:
        painter.communicate()
    return seconds


def whole(folder: Path, production: LoadedPipeline) -> float:
    """Seconds for a run in a new folder."""
    begun = time.perf_counter()
    report = run(production, folder, workers=PROCESSES)
    assert report.state == "finished"
    return time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    films = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, all_ = production(folder, max(2, films // 4)), production(folder, films)
        frames = 54 * films
        rows = []
        for n in range(3):
            two = bare(folder, all_, PROCESSES)
            short = whole(folder / f"few{n}", few)
            long = whole(folder / f"all{n}", all_)
            steady = (long - short) / (films - few.total_films) * films
            rows.append((frames / two, frames / steady, two / steady, long))
        rows.sort(key=lambda row: row[2])
        fast, through, ratio, long = rows[1]
        one = bare(folder, all_, 1)
    print(f"bare loop, {PROCESSES} processes: {fast:6.1f} frames/s ({os.cpu_count()} cores)")
    print(f"embedded run:            {through:6.1f} frames/s, {long:.1f} s with start-up")
    print(f"ratio: {ratio:.2f} (limit {LIMIT}); all: {', '.join(f'{r[2]:.2f}' for r in rows)}")
    print(f"two painter processes against one: {one / (frames / fast):.2f}x (limit 1.8x)")


if __name__ == "__main__":
    main()
