"""The transport alone."""

import asyncio

import aiohttp
from common import bounded, url, words


async def main() -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def one(n: int) -> None:
            body = {"model": "m", "messages": words(n), "max_tokens": 8192}
            async with session.post(f"{url}/chat/completions", json=body) as response:
                await response.json()

        await one(0)
        await bounded(one)


asyncio.run(main())
