"""The event loop on which all calls of this process are made, its clients and its limiters.

Components are called in threads, several films at a time; their calls share connections, limits
and pauses here. An SDK is imported when the first call is sent, in a thread beside the loop.
"""

from __future__ import annotations

import asyncio
import atexit
import functools
import importlib
import json
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from moviellm_plugins_gpt.calls.api_request import ApiRequest
from moviellm_plugins_gpt.calls.bounded import ENCODINGS, bound
from moviellm_plugins_gpt.calls.capabilities import Learned, ServerCapabilities
from moviellm_plugins_gpt.calls.masking import KeyMask
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    CallFailed,
    KeyMissing,
    KeyUnusable,
    NotThere,
    SteppedDown,
    WebPage,
)
from moviellm_plugins_gpt.calls.proxies import proxy_for
from moviellm_plugins_gpt.calls.rate_limiter import RateLimiter
from moviellm_plugins_gpt.calls.refusals import hopeless_of
from moviellm_plugins_gpt.calls.sending import ApiClient, SdkClient, depart
from moviellm_plugins_gpt.calls.settings import (
    ModelOptions,
    address_of,
    fault_of_key,
    is_classic_azure,
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
        client: Gives the way to the server, once the key has been checked.
        variable: The environment variable that the key was read from; None where none is sent.
        key: The key; empty where it is missing.
        learned: What the server and model have been found to take.
    """

    limiter: RateLimiter
    client: Callable[[], Awaitable[ApiClient]]
    variable: str | None
    key: str = field(repr=False)
    learned: Learned

    def check_key(self) -> None:
        """Raise where nothing can be sent, before anything is reserved for it.

        Raises:
            KeyMissing: There is no key.
            KeyUnusable: The key holds what no header can carry.
        """
        if self.variable is None:
            return
        if not self.key:
            raise KeyMissing(self.variable)
        if fault := fault_of_key(self.key):
            raise KeyUnusable(self.variable, fault)

    def judged(
        self,
        outcome: CallFailed,
        request: ApiRequest,
        used: ServerCapabilities,
        options: ModelOptions,
        log: logging.Logger,
    ) -> CallFailed:
        """Return what a failure means at this address.

        A page for people passes, as a gateway's does, where an answer has come before; where none
        has, there is no API at that address. A refusal may ask for a step down, or end the run.

        Args:
            outcome: The failure.
            request: What was asked.
            used: How it was asked.
            options: Of whoever asked.
            log: Is told of a step down.
        """
        if isinstance(outcome, BadRequest) and not outcome.filtered:
            picture = request.path.startswith(("/images/", "/audio/"))
            step = self.learned.step(used, outcome, options, picture=picture)
            if step is None:
                return hopeless_of(outcome, request.body) or outcome
            if step.refused:
                tell = f"; `{step.option}` does so from the start" if step.option else ""
                log.warning(
                    "the server does not take %s, and is asked in another way from now on%s (%s)",
                    step.refused, tell, outcome.said,
                )  # fmt: skip
            return SteppedDown(outcome.said)
        if isinstance(outcome, WebPage) and not self.limiter.answered:
            return NotThere(outcome.said)
        return outcome


class CallLoop:
    """The loop, in its own thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._clients: dict[tuple[str, ...], ApiClient] = {}
        self._limiters: dict[tuple[str, str, str, str], RateLimiter] = {}
        self._learned: dict[tuple[str, str, str, str], Learned] = {}
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
            learned = self._learned.setdefault(pool, Learned())
        headers = json.dumps(options.headers, sort_keys=True)
        client = functools.partial(self._client, (*place, headers), options)
        return Channel(limiter, client, key_name(options), key, learned)

    async def _client(self, place: tuple[str, ...], options: ModelOptions) -> ApiClient:
        """Return the client for an address and a key; the SDK is imported beside the loop.

        Raises:
            Unsent: The proxy on the way is of no known kind.
        """
        _, _, key, _ = place
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
            await client.sdk.close()
        self._clients.clear()


_opening = threading.Lock()
_open: list[CallLoop] = []


def call_loop() -> CallLoop:
    """Return this process's loop; the first call starts it."""
    with _opening:
        if not _open:
            _open.append(CallLoop())
        return _open[0]


def _client(options: ModelOptions, key: str) -> ApiClient:
    """Return the way to a server: no retries of the SDK's own, no redirects, the faster transport.

    Everything that an SDK would take from the environment is given or taken back (headers of the
    user's own, an organization of OpenAI), so that a key goes to the configured host alone. Its
    time-outs are off: each call has its own deadline (`sending.send`).
    """
    import httpx2

    address, _, version = address_of(options).partition("?api-version=")
    proxy = proxy_for(address)
    # a tunnel is asked for by the proxy's own headers, everything else by those of the request
    shown = proxy.headers if proxy and address.startswith("http://") else {}
    given: dict[str, Any] = {
        "api_key": key, "base_url": address, "max_retries": 0, "timeout": None,
        "default_query": {"api-version": version} if version else None,
    }  # fmt: skip
    carried: dict[str, Any] = {
        "follow_redirects": False,
        "timeout": None,
        "trust_env": False,
        "verify": httpx2.create_ssl_context(),
        "proxy": httpx2.Proxy(str(proxy), headers=proxy.headers) if proxy else None,
        "event_hooks": {"request": [depart], "response": [bound]},
        "headers": {"Accept-Encoding": ENCODINGS, **shown},
    }
    client: Any
    headers: dict[str, Any] = dict(options.headers)
    if provider_of(options) == "anthropic":
        import anthropic

        carrier = anthropic.DefaultAioHttpClient(**carried)
        client = anthropic.AsyncAnthropic(**given, http_client=carrier)
    else:
        import openai

        client = openai.AsyncOpenAI(**given, http_client=openai.DefaultAioHttpClient(**carried))
        if is_own_server(options):
            client.organization = client.project = None
        if is_classic_azure(options):
            headers |= {"api-key": key, "Authorization": openai.Omit()}
    client._custom_headers = {}
    return ApiClient(cast(SdkClient, client), KeyMask(key), str(proxy or ""), headers)
