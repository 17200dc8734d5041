"""The SDK as it comes."""

import asyncio

import openai
from common import bounded, url, words


async def main() -> None:
    async with openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client:

        async def one(n: int) -> None:
            await client.chat.completions.create(model="m", messages=words(n), max_tokens=8192)

        await one(0)
        await bounded(one)


asyncio.run(main())
