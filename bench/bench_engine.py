"""What the engine costs beside drawing: CPU a frame, and memory that does not grow.

    python bench/bench_engine.py [FRAMES ...]       default: 10000 100000

Every component is a fake of the test cast that does next to nothing (the painter returns a fixed
image), so all that is measured is the engine: keys, look-ups, orders, packs, journal, checks,
JSON. Each size runs in a process of its own; the cost is the slope between the sizes, so that
start-up does not count. The limit it is held against is 500 microseconds a frame.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

CAST = Path(__file__).parents[1] / "tests" / "support" / "cast"
FRAMES_A_FILM = 54
LIMIT_US = 500
RUN = """
import json, resource, sys, threading, time
from pathlib import Path
from moviellm.engine.run import run
from moviellm.pipeline.read import read_pipeline

def memory():
    pages = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")]
    return pages[0] / 1024

if __name__ == "__main__":
    marks = {}
    def watch(progress):
        painted = progress.made.get("painter", 0)
        if painted >= 10_000 and "at_10k" not in marks:
            marks["at_10k"] = memory()
    begun = time.perf_counter()
    report = run(read_pipeline(sys.argv[1]), Path(sys.argv[2]), workers=2, on_progress=watch)
    wall = time.perf_counter() - begun
    own = resource.getrusage(resource.RUSAGE_SELF)
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum((own.ru_utime, own.ru_stime, theirs.ru_utime, theirs.ru_stime))
    begun = time.perf_counter()
    again = run(read_pipeline(sys.argv[1]), Path(sys.argv[2]), workers=2)
    print(json.dumps({
        "frames": report.made["painter"], "wall": wall, "cpu": cpu,
        "driver": own.ru_utime + own.ru_stime,
        "mb_end": memory(), "mb_at_10k": marks.get("at_10k", 0.0),
        "mb_peak_worker": theirs.ru_maxrss / 1024,
        "again": time.perf_counter() - begun, "made_again": sum(again.made.values()),
    }))
"""


def measure(frames: int) -> dict[str, float]:
    """Make so many frames in a new process and folder."""
    films = max(2, frames // FRAMES_A_FILM)
    with tempfile.TemporaryDirectory() as name:
        pipeline = Path(name) / "pipeline.yaml"
        pipeline.write_text(
            json.dumps(
                {
                    "moviellm": 1,
                    "films": {"themes": [f"theme {n}" for n in range(films)]},
                    "writer": "tale",
                    "director": "plain-board",
                    "painter": "flat",
                    "captioner": "plain",
                    "exporters": ["list"],
                }
            )
        )
        env = {**os.environ, "PYTHONPATH": str(CAST)}
        command = [sys.executable, "-c", RUN, str(pipeline), str(Path(name) / "run")]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True)
        found: dict[str, float] = json.loads(done.stdout)
        return found


def main() -> None:
    """Print the table."""
    sizes = [int(word) for word in sys.argv[1:]] or [10_000, 100_000]
    rows = [measure(size) for size in sizes]
    for row in rows:
        print(
            f"{row['frames']:>8,.0f} frames: wall {row['wall']:6.1f} s, CPU {row['cpu']:6.1f} s "
            f"(driver {row['driver']:.1f}), driver memory {row['mb_at_10k']:.0f} MB at 10,000, "
            f"{row['mb_end']:.0f} MB at the end, worker {row['mb_peak_worker']:.0f} MB; "
            f"again: {row['again']:.2f} s, {row['made_again']:.0f} made"
        )
    if len(rows) > 1:
        first, last = rows[0], rows[-1]
        more = last["frames"] - first["frames"]
        slope = (last["cpu"] - first["cpu"]) / more * 1e6
        driver = (last["driver"] - first["driver"]) / more * 1e6
        print(
            f"CPU a frame: {slope:.0f} us in all, {driver:.0f} us of it in the driver; "
            f"{slope / LIMIT_US:.2f} of the limit of {LIMIT_US} us"
        )


if __name__ == "__main__":
    main()
