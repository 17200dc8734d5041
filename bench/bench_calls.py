"""What writing paid calls down costs: wall time against the same SDK with nothing around it.

    python bench/bench_calls.py [--rounds 3]

One loopback server, which answers after 50 ms (2,000 calls) or 500 ms (640 calls), 64 at once.
Each way of calling runs in a process of its own, in turns, several rounds; the best round of each
counts, since the machine is shared. Through the engine, four films are written at once; their
longest writer's step counts. Every way makes one call before, which is not counted (connections,
the import of the SDK). The limit: the plugin through the whole engine takes at most 1.05 times as
long as a bare asyncio loop around the same SDK on the same transport.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()
CASTS = [HERE.parents[1] / "tests" / area / "cast" for area in ("engine", "gpt")]
AT_ONCE = 64
LIMIT = 1.05
LOADS = ((2_000, 0.05), (640, 0.5))

SERVER = """
import asyncio, json, sys
from aiohttp import web

REPLY = json.dumps({
    "id": "c", "object": "chat.completion", "created": 1, "model": "m",
    "choices": [{"index": 0, "finish_reason": "stop",
                 "message": {"role": "assistant", "content": "She opens the door. " * 20}}],
    "usage": {"prompt_tokens": 100, "completion_tokens": 100, "total_tokens": 200},
}).encode()

async def main():
    async def answer(request):
        await request.read()
        await asyncio.sleep(float(request.match_info["delay"]))
        return web.Response(body=REPLY, content_type="application/json")

    app = web.Application()
    app.router.add_post("/{delay}/v1/chat/completions", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    print(site._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""

COMMON = """
import asyncio, json, sys, time
url, count, at_once, delay, folder = sys.argv[1], *map(float, sys.argv[2:5]), sys.argv[5]
count, at_once = int(count), int(at_once)

def words(n):
    said = f"a theme: a line {n}"
    return [{"role": "system", "content": "Write."}, {"role": "user", "content": said}]

async def bounded(one):
    turns = asyncio.Semaphore(at_once)
    async def turn(n):
        async with turns:
            await one(n)
    begun, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(turn(n) for n in range(count)))
    print(json.dumps({"wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu}))
"""

WAYS = {
    "asyncio.sleep": """
async def main():
    await bounded(lambda n: asyncio.sleep(delay))
asyncio.run(main())
""",
    "aiohttp alone": """
import aiohttp
async def main():
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        async def one(n):
            body = {"model": "m", "messages": words(n), "max_tokens": 8192}
            async with session.post(f"{url}/chat/completions", json=body) as response:
                await response.json()
        await one(0)
        await bounded(one)
asyncio.run(main())
""",
    "openai SDK, its own transport": """
import openai
async def main():
    async with openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client:
        async def one(n):
            await client.chat.completions.create(model="m", messages=words(n), max_tokens=8192)
        await one(0)
        await bounded(one)
asyncio.run(main())
""",
    "openai SDK, aiohttp transport": """
import openai
async def main():
    async with openai.AsyncOpenAI(
        api_key="none", base_url=url, max_retries=0, http_client=openai.DefaultAioHttpClient()
    ) as client:
        async def one(n):
            await client.chat.completions.create(model="m", messages=words(n), max_tokens=8192)
        await one(0)
        await bounded(one)
asyncio.run(main())
""",
    "this plugin, journal and budget": """
import logging, os
from pathlib import Path
from moviellm import Context
from moviellm.engine.budget import Budget
from moviellm.engine.calls import CallDesk
from moviellm.engine.gate import StepCalls
from moviellm.engine.journal import Journal
from moviellm.engine.store import Store
from moviellm.testing import MemoryBlobs
from moviellm_plugins_gpt.calls import OpenAIOptions, Oracle, Price, Question, user

price = Price(input=1, output=2)
options = OpenAIOptions(model="m", base_url=url, concurrency=at_once, price=price)
with Journal(Path(folder)) as journal:
    store = Store(journal)
    desk = CallDesk(journal, store, Budget(1_000.0))
    context = Context(seed=1, film="f", log=logging.getLogger("bench"), blobs=MemoryBlobs(),
                      calls=StepCalls(desk, stage="writer", component="bench", film="f"))
    oracle = Oracle(options)
    def ask(numbers):
        said = [user(f"a theme: a line {n}") for n in numbers]
        return oracle.ask(context, [Question(system="Write.", messages=(one,)) for one in said])
    ask([-1])
    begun, cpu = time.perf_counter(), time.process_time()
    ask(range(count))
    print(json.dumps({"wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu}))
""",
    "this plugin through the whole engine": """
from pathlib import Path
from moviellm.engine.journal import JournalReader
from moviellm.engine.run import run
from moviellm.pipeline.read import read_pipeline
import openai, aiohttp  # its import counts as start-up

def pipeline(name, themes, lines):
    file = Path(folder) / f"{name}.json"
    writer = {"use": "asker", "model": "m", "base_url": url, "concurrency": at_once,
              "price": {"input": 1, "output": 2}, "lines": lines}
    shape = {"chapters": 1, "scenes": 1, "frames": 1}
    file.write_text(json.dumps({
        "moviellm": 1, "films": {"themes": themes, "seed": 7, "shape": shape}, "writer": writer,
        "director": "plain-board", "painter": "flat", "captioner": "plain", "exporters": [],
        "limits": {"usd": 1000},
    }))
    return read_pipeline(file)

if __name__ == "__main__":
    films = 4
    full = pipeline("full", [f"theme {n}" for n in range(films)], count // films)
    run(pipeline("warm", ["warm"], 1), Path(folder) / "warm", workers=1)
    cpu = time.process_time()
    report = run(full, Path(folder) / "run", workers=2)
    cpu = time.process_time() - cpu
    assert report.films == films, report
    with JournalReader(Path(folder) / "run") as journal:
        writer = next(id for id, maker in journal.makers().items() if maker.stage == "writer")
        films = [row.film for row in journal.films()]
        steps = [step for film in films for step in journal.steps_of(film) if step.maker == writer]
    print(json.dumps({"wall": max(step.wall_us for step in steps) / 1e6, "cpu": cpu}))
""",
}


def measure(way: str, url: str, count: int, delay: float) -> dict[str, float]:
    """Make all calls one way, in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program.py"
        program.write_text(COMMON + WAYS[way])
        paths = os.pathsep.join(map(str, CASTS))
        done = subprocess.run(
            [sys.executable, program, url, str(count), str(AT_ONCE), str(delay), folder],
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{way} failed:\n{done.stderr}")
        return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=3)
    rounds = options.parse_args().rounds
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline())
        for count, delay in LOADS:
            report(count, delay, rounds, f"http://127.0.0.1:{port}/{delay}/v1")
    finally:
        server.kill()


def report(count: int, delay: float, rounds: int, url: str) -> None:
    """Measure every way and print a table."""
    best: dict[str, dict[str, float]] = {}
    for _ in range(rounds):
        for way in WAYS:
            found = measure(way, url, count, delay)
            if way not in best or found["wall"] < best[way]["wall"]:
                best[way] = found
    ideal = count * delay / AT_ONCE
    bare = best["openai SDK, aiohttp transport"]["wall"]
    print(f"\n{count:,} calls of {delay * 1_000:g} ms, {AT_ONCE} at once; ideal {ideal:.2f} s")
    print(f"{'':38}{'wall s':>8}{'x ideal':>9}{'x bare SDK':>12}{'CPU ms a call':>15}")
    for way, found in best.items():
        print(
            f"{way:38}{found['wall']:8.2f}{found['wall'] / ideal:9.2f}{found['wall'] / bare:12.2f}"
            f"{found['cpu'] * 1_000 / count:15.2f}"
        )
    through = best["this plugin through the whole engine"]["wall"] / bare
    print(
        "distilabel: 107-214 us a row and step beside its calls, 12-18 x ideal at 50 ms; "
        "bespokelabs-curator: 4-8 x\n(measured before, in environments of their own; not "
        "run here)"
    )
    print(f"limit {LIMIT}: {'kept' if through <= LIMIT else 'MISSED'} ({through:.2f})")


if __name__ == "__main__":
    main()
