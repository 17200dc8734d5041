"""What every way of calling is told, and how it is timed."""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable

url, folder = sys.argv[1], sys.argv[5]
count, at_once = int(sys.argv[2]), int(sys.argv[3])
delay = float(sys.argv[4])


def line(n: int) -> str:
    return f"a theme: a line {n}"


def words(n: int) -> list[dict[str, str]]:
    return [{"role": "system", "content": "Write."}, {"role": "user", "content": line(n)}]


async def bounded(one: Callable[[int], Awaitable[object]]) -> None:
    """Make all calls, so many at once, and print wall and processor time."""
    turns = asyncio.Semaphore(at_once)

    async def turn(n: int) -> None:
        async with turns:
            await one(n)

    begun, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(turn(n) for n in range(count)))
    told(time.perf_counter() - begun, time.process_time() - cpu)


def told(wall: float, cpu: float) -> None:
    print(json.dumps({"wall": wall, "cpu": cpu}), flush=True)
