"""The event loop on which all calls of this process are made, its clients and its limiters.

Components are called in threads, several films at a time; their calls share connections, limits
and pauses here. An SDK is imported when the first call is sent, in a thread beside the loop.
"""

from __future__ import annotations

import asyncio
import atexit
import functools
import importlib
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from moviellm_plugins_gpt.calls.outcomes import KeyMissing
from moviellm_plugins_gpt.calls.rate_limiter import RateLimiter
from moviellm_plugins_gpt.calls.sending import SdkClient
from moviellm_plugins_gpt.calls.settings import (
    ModelOptions,
    address_of,
    is_own_server,
    key_name,
    key_of,
    provider_of,
)

T = TypeVar("T")

_KEYLESS = "no-key-needed"
_CLOSE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Channel:
    """The way to a model.

    Attributes:
        limiter: Shared by all calls with the same provider, key and model.
        client: Gives the SDK's client; raises `KeyMissing` when there is no key.
    """

    limiter: RateLimiter
    client: Callable[[], Awaitable[SdkClient]]


class CallLoop:
    """The loop, in its own thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._clients: dict[tuple[str, str, str], SdkClient] = {}
        self._limiters: dict[tuple[str, str, str, str], RateLimiter] = {}
        self._opening = threading.Lock()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="moviellm-gpt-calls", daemon=True
        )
        self._thread.start()
        atexit.register(self.close)

    def run(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin work on the loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def call(self, work: Callable[[], None]) -> None:
        """Do something small on the loop soon."""
        self._loop.call_soon_threadsafe(work)

    def channel(self, options: ModelOptions) -> Channel:
        """Return the line for ``options``. Any thread may call it.

        The first who asks for a model decides on the limits and concurrency of its limiter. The key
        is read from its environment variable now; where it is missing, stored answers can still
        be had, and nothing can be sent.
        """
        key = key_of(options) if key_name(options) else _KEYLESS
        place = (provider_of(options), address_of(options), key)
        pool = (*place, options.model)
        with self._opening:
            limiter = self._limiters.get(pool)
            if limiter is None:
                limiter = self._limiters[pool] = RateLimiter(options.limits, options.concurrency)
        return Channel(limiter, functools.partial(self._client, place, options))

    async def _client(self, place: tuple[str, str, str], options: ModelOptions) -> SdkClient:
        """Return the client for an address and a key; the SDK is imported beside the loop.

        Raises:
            KeyMissing: There is no key.
        """
        *_, key = place
        if not key:
            raise KeyMissing(str(key_name(options)))
        client = self._clients.get(place)
        if client is None:
            await asyncio.to_thread(importlib.import_module, provider_of(options))
            client = self._clients.get(place) or _client(options, key)
            self._clients[place] = client
        return client

    def close(self) -> None:
        """Close connections and end the thread."""
        if not self._thread.is_alive():
            return
        try:
            self.run(self._close()).result(_CLOSE_SECONDS)
        except TimeoutError:
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CLOSE_SECONDS)
        self._loop.close()

    async def _close(self) -> None:
        for client in self._clients.values():
            await client.close()
        self._clients.clear()


_opening = threading.Lock()
_open: list[CallLoop] = []


def call_loop() -> CallLoop:
    """Return this process's loop; the first call starts it."""
    with _opening:
        if not _open:
            _open.append(CallLoop())
        return _open[0]


def _client(options: ModelOptions, key: str) -> SdkClient:
    """Return an SDK client: no retries of its own, no redirects, the faster transport.

    Everything that an SDK would take from the environment is given or taken back (headers of the
    user's own, an organization of OpenAI), so that a key goes to the configured host alone. Its
    time-outs are off: each call has its own deadline (`sending.send`).
    """
    given: dict[str, Any] = {
        "api_key": key, "base_url": address_of(options), "max_retries": 0, "timeout": None,
    }  # fmt: skip
    carried: dict[str, Any] = {"follow_redirects": False, "timeout": None}
    client: Any
    if provider_of(options) == "anthropic":
        import anthropic

        carrier = anthropic.DefaultAioHttpClient(**carried)
        client = anthropic.AsyncAnthropic(**given, http_client=carrier)
    else:
        import openai

        client = openai.AsyncOpenAI(**given, http_client=openai.DefaultAioHttpClient(**carried))
        if is_own_server(options):
            client.organization = client.project = None
    client._custom_headers = {}
    return cast(SdkClient, client)
