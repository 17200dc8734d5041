"""The ideal: the same waits and no call."""

import asyncio

from common import bounded, delay

asyncio.run(bounded(lambda n: asyncio.sleep(delay)))
