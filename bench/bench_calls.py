"""What writing paid calls down costs: wall time against the same SDK with nothing around it.

    python bench/bench_calls.py [--rounds 3] [--rivals]

One loopback server, which answers after 50 ms (2,000 calls) or 500 ms (640 calls), 64 at once.
Each way of calling (``bench/calls/``) runs in a process of its own, in turns, several rounds; the
best round of each counts, since the machine is shared. Through the engine, four films are written
at once; their longest writer's step counts. Every way of ours makes one call before, which is not
counted (connections, the import of the SDK). The limit: the plugin through the whole engine takes
at most 1.05 times as long as a bare asyncio loop around the same SDK on the same transport.

With ``--rivals``, distilabel and bespokelabs-curator make the same calls, each in an environment of
its own that is made the first time. They are timed by the server, from its first call to its last
answer, so that neither their start nor what they do afterwards counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE / "calls"
CASTS = [
    HERE.parent / "tests" / "support" / "cast",
    HERE.parent / "moviellm_plugins_gpt" / "tests" / "cast",
]
AT_ONCE = 64
LIMIT = 1.05
LOADS = ((2_000, 0.05), (640, 0.5))
BARE, ENGINE = "openai SDK, aiohttp transport", "this plugin through the whole engine"
WAYS = {
    "asyncio.sleep": "way_sleep",
    "aiohttp alone": "way_aiohttp",
    "openai SDK, its own transport": "way_sdk",
    BARE: "way_sdk_on_aiohttp",
    "this plugin, journal and budget": "way_model_client",
    ENGINE: "way_engine",
}
RIVALS = {
    "distilabel 1.5.3": ("rival_distilabel", ("distilabel[openai]==1.5.3", "requests")),
    "bespokelabs-curator 0.1.31": ("rival_curator", ("bespokelabs-curator==0.1.31",)),
}

Figures = dict[str, float]


def measure(program: str, address: str, count: int, delay: float, python: Path | str) -> Figures:
    """Make all calls one way, in a new process."""
    span(address)
    with tempfile.TemporaryDirectory() as folder:
        url = f"{address}/{delay}/v1"
        words = [url, str(count), str(AT_ONCE), str(delay), folder]
        done = subprocess.run(
            [python, PROGRAMS / f"{program}.py", *words],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, CASTS))},
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"{program} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"wall"')]
    found: Figures = json.loads(lines[-1])
    seen = span(address)
    return found if found["wall"] else {**found, "wall": seen["wall"]}


def span(address: str) -> Figures:
    """What the server saw since it was last asked."""
    with urllib.request.urlopen(f"{address}/span", timeout=10) as answer:
        seen: Figures = json.load(answer)
    return seen


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--rivals", action="store_true")
    given = options.parse_args()
    ways = {name: (program, Path(sys.executable)) for name, program in WAYS.items()}
    if given.rivals:
        sys.path.append(str(HERE.parent / "tests" / "support"))
        from environments import environment

        for name, (program, needs) in RIVALS.items():
            ways[name] = (program, environment(*needs, layered=False).python)
    server = subprocess.Popen(
        [sys.executable, PROGRAMS / "server.py"], stdout=subprocess.PIPE, text=True
    )
    try:
        port = int(server.stdout.readline())
        for count, delay in LOADS:
            report(ways, count, delay, given.rounds, f"http://127.0.0.1:{port}")
    finally:
        server.kill()


def report(
    ways: dict[str, tuple[str, Path]], count: int, delay: float, rounds: int, address: str
) -> None:
    """Measure every way and print a table."""
    best: dict[str, Figures] = {}
    for _ in range(rounds):
        for way, (program, python) in ways.items():
            found = measure(program, address, count, delay, python)
            if way not in best or found["wall"] < best[way]["wall"]:
                best[way] = found
    ideal = count * delay / AT_ONCE
    bare = best[BARE]["wall"]
    print(f"\n{count:,} calls of {delay * 1_000:g} ms, {AT_ONCE} at once; ideal {ideal:.2f} s")
    print(f"{'':38}{'wall s':>8}{'x ideal':>9}{'x bare SDK':>12}{'CPU ms a call':>15}")
    for way, found in best.items():
        print(
            f"{way:38}{found['wall']:8.2f}{found['wall'] / ideal:9.2f}{found['wall'] / bare:12.2f}"
            f"{found['cpu'] * 1_000 / count:15.2f}"
        )
    through = best[ENGINE]["wall"] / bare
    print(f"limit {LIMIT}: {'kept' if through <= LIMIT else 'MISSED'} ({through:.2f})")


if __name__ == "__main__":
    main()
