"""The event loop on which all calls of this process are made, its clients and its gates.

Components are called in threads, several films at a time; their calls share connections, limits
and pauses here. The SDKs are imported in this loop's thread, while components still think.
"""

from __future__ import annotations

import asyncio
import atexit
import importlib
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from moviellm_plugins_gpt.calls.gate import Gate
from moviellm_plugins_gpt.calls.settings import ModelOptions, address_of, key_name, provider_of
from moviellm_plugins_gpt.calls.wire import Client

T = TypeVar("T")

_KEYLESS = "none"
_CLOSE_SECONDS = 2.0
_SDK = {"openai": "openai", "anthropic": "anthropic"}


@dataclass(frozen=True, slots=True)
class Line:
    """A client and the gate before it.

    Attributes:
        client: An SDK client; None while the key is missing.
        gate: Shared by all calls with the same provider, key and model.
    """

    client: Client | None
    gate: Gate


class Exchange:
    """The loop, in its own thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._clients: dict[tuple[str, str, str], Client] = {}
        self._gates: dict[tuple[str, str, str, str], Gate] = {}
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

    def warm_up(self, options: ModelOptions) -> None:
        """Begin to import the SDK that ``options`` need."""
        name = _SDK[provider_of(options)]
        threading.Thread(target=importlib.import_module, args=(name,), daemon=True).start()

    def line(self, options: ModelOptions) -> Line:
        """Return the client and the gate for ``options``. To be called on the loop.

        The key is read from its environment variable now. Where it is missing, stored answers can
        still be had, and nothing can be sent.
        """
        name = key_name(options)
        key = os.environ.get(name, "").strip() if name else _KEYLESS
        place = (provider_of(options), address_of(options), key)
        client = self._clients.get(place)
        if client is None and key:
            client = self._clients[place] = _client(options, key)
        pool = (*place, options.model)
        gate = self._gates.get(pool)
        if gate is None:
            gate = self._gates[pool] = Gate(options.limits, options.concurrency)
        return Line(client, gate)

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
_open: list[Exchange] = []


def exchange() -> Exchange:
    """Return this process's exchange; the first call starts it."""
    with _opening:
        if not _open:
            _open.append(Exchange())
        return _open[0]


def _client(options: ModelOptions, key: str) -> Client:
    """Return an SDK client: no retries of its own, no redirects, the faster transport.

    Everything that an SDK would take from the environment is given, so that a key goes to the
    configured host alone.
    """
    timeout = options.deadline_seconds
    given: dict[str, Any] = {
        "api_key": key,
        "base_url": address_of(options),
        "max_retries": 0,
        "timeout": timeout,
    }
    if provider_of(options) == "anthropic":
        import anthropic

        carrier = anthropic.DefaultAioHttpClient(follow_redirects=False, timeout=timeout)
        return cast(Client, anthropic.AsyncAnthropic(**given, http_client=carrier))
    import openai

    carrier = openai.DefaultAioHttpClient(follow_redirects=False, timeout=timeout)
    return cast(Client, openai.AsyncOpenAI(**given, http_client=carrier))
