"""A provider on loopback that answers every chat completion after a fixed delay.

Prints its port. ``/span`` tells the seconds from the first call to the last answer since it was
last asked.
"""

import asyncio
import json
import time

from aiohttp import web

REPLY = json.dumps(
    {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": "She opens the door. " * 20},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 100, "total_tokens": 200},
    }
).encode()


async def main() -> None:
    times: list[float] = []

    async def answer(request: web.Request) -> web.Response:
        times.append(time.perf_counter())
        await request.read()
        await asyncio.sleep(float(request.match_info["delay"]))
        times.append(time.perf_counter())
        return web.Response(body=REPLY, content_type="application/json")

    async def span(request: web.Request) -> web.Response:
        found = {"calls": len(times) // 2, "wall": max(times) - min(times) if times else 0.0}
        times.clear()
        return web.json_response(found)

    app = web.Application()
    app.router.add_post("/{delay}/v1/chat/completions", answer)
    app.router.add_get("/span", span)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    print(site._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
