"""Run the server: ``python -m fault_server [--port 0] [--bill FILE]`` prints its port.

``POST /_script`` tells what it does, ``POST /_release`` lets it answer what it holds back, and
``GET /_log`` tells what arrived.
"""

import argparse
import asyncio

from aiohttp import web

from fault_server import streams
from fault_server.answers import Answers
from fault_server.batches import MessageBatches, OpenAIBatches
from fault_server.faults import FaultyProvider
from fault_server.script import Script


def application(script):
    answers = Answers(script)
    provider = FaultyProvider(script, answers)
    app = web.Application(client_max_size=256 << 20)
    add_controls(app.router, script)
    for path, make, stream in (
        ("chat/completions", answers.chat, streams.chat),
        ("responses", answers.responses, streams.responses),
        ("messages", answers.messages, streams.messages),
        ("images/generations", answers.image, None),
        ("images/edits", answers.image, None),
        ("audio/speech", answers.speech, None),
    ):
        app.router.add_post(f"/v1/{path}", provider.endpoint(make, stream))
    add_batches(app.router, provider)
    return app


def add_controls(router, script):
    async def set_script(request):
        script.set(await request.json())
        return web.json_response({})

    async def release(request):
        script.release(await request.json())
        return web.json_response({})

    async def log(request):
        return web.json_response(script.log)

    router.add_post("/_script", set_script)
    router.add_post("/_release", release)
    router.add_get("/_log", log)


def add_batches(router, provider):
    openai, anthropic = OpenAIBatches(provider), MessageBatches(provider)
    router.add_post("/v1/files", openai.upload)
    router.add_get("/v1/files/{id}/content", openai.content)
    router.add_post("/v1/batches", openai.create)
    router.add_get("/v1/batches", openai.list)
    router.add_get("/v1/batches/{id}", openai.get)
    router.add_post("/v1/messages/batches", anthropic.create)
    router.add_get("/v1/messages/batches/{id}", anthropic.get)
    router.add_get("/v1/messages/batches/{id}/results", anthropic.results)


async def main():
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--bill", default="")
    given = options.parse_args()
    runner = web.AppRunner(application(Script(given.bill)), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", given.port, backlog=1024)
    await site.start()
    print(site._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
