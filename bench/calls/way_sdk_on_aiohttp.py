"""The SDK on its faster transport: what the plugin is held against."""

import asyncio

import openai
from common import bounded, url, words


async def main() -> None:
    async with openai.AsyncOpenAI(
        api_key="none", base_url=url, max_retries=0, http_client=openai.DefaultAioHttpClient()
    ) as client:

        async def one(n: int) -> None:
            await client.chat.completions.create(model="m", messages=words(n), max_tokens=8192)

        await one(0)
        await bounded(one)


asyncio.run(main())
