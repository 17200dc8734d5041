"""A component's context for tests: all in memory, a till that counts, a fixed seed."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from moviellm.component import Blobs, Calls, Context, Keep, Purchase, Reply, made_anew
from moviellm.engine.keys import canonical, digest
from moviellm.errors import PluginError, StorageError

SEED = 7
FILM = "film-tiny"


class MemoryBlobs:
    """Content-addressed bytes that live as long as the test.

    Attributes:
        reads: The digests that were asked for, in order.
    """

    def __init__(self) -> None:
        self._data: dict[str, bytes] = {}
        self.reads: list[str] = []

    def get(self, digest: str) -> bytes:
        """Return the bytes with this digest.

        Raises:
            StorageError: There are none.
        """
        self.reads.append(digest)
        try:
            return self._data[digest]
        except KeyError:
            raise StorageError(f"The test's store holds no bytes {digest}.") from None

    def put(self, data: bytes) -> str:
        """Keep bytes and return their digest."""
        name = digest(data)
        self._data[name] = data
        return name

    def lose(self, digest: str) -> None:
        """Forget the bytes with this digest, as a damaged store does."""
        del self._data[digest]


class CountingCalls:
    """A gate for paid calls that sends each request once and counts.

    Attributes:
        asked: How often a component wanted an answer.
        sent: How many requests were sent; a request that was answered before is not.
        usd: What the answers cost together, in US dollars; unknown prices are left out.
    """

    def __init__(self) -> None:
        self._answers: dict[str, Reply] = {}
        self.asked = 0
        self.sent = 0
        self.usd = 0.0

    def buy(
        self, request: Mapping[str, Any], *, worst_usd: float | None, send: Callable[[], Reply]
    ) -> Reply:
        """Return the reply to ``request``; the first time, by sending it."""
        self.asked += 1
        key = json.dumps(request, sort_keys=True)
        if key not in self._answers:
            self.sent += 1
            self._keep(key, send())
        return self._answers[key]

    async def buy_async(
        self,
        request: Mapping[str, Any],
        *,
        worst_usd: float | None,
        send: Callable[[], Awaitable[Reply]],
        turn: AbstractAsyncContextManager[object] | None = None,
    ) -> Reply:
        """Return the reply to ``request``; the first time, by sending it when it is its turn."""
        self.asked += 1
        key = json.dumps(request, sort_keys=True)
        if key not in self._answers:
            async with turn or contextlib.nullcontext():
                self.sent += 1
                self._keep(key, await send())
        return self._answers[key]

    async def buy_batch(
        self,
        purchases: Sequence[Purchase],
        *,
        hand_in: Callable[[Mapping[str, int]], Awaitable[str]],
        collect: Callable[[str, Collection[str]], Awaitable[Mapping[str, Reply | Exception]]],
    ) -> list[Reply | Exception]:
        """Return what came of each request; what is new is handed in together and collected."""
        self.asked += len(purchases)
        keys = [json.dumps(one.request, sort_keys=True) for one in purchases]
        new = {key: place for place, key in enumerate(keys) if key not in self._answers}
        found: Mapping[str, Reply | Exception] = {}
        if new:
            self.sent += len(new)
            named = {digest(key.encode()): place for key, place in new.items()}
            found = await collect(await hand_in(named), list(named))
            for key in new:
                outcome = found.get(digest(key.encode()))
                if isinstance(outcome, Reply):
                    self._keep(key, outcome)
        missing = LookupError("the batch ended without it")
        return [self._answers.get(key) or found.get(digest(key.encode()), missing) for key in keys]

    def _keep(self, key: str, reply: Reply) -> None:
        self._answers[key] = reply
        self.usd += reply.usd or 0.0


class MemoryKeep:
    """Keeps what a component makes once for as long as the test lives, and counts.

    Attributes:
        asked: How often something was asked for.
        made: The requests that something was made for, in order.
    """

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}
        self.asked = 0
        self.made: list[Mapping[str, Any]] = []

    def __call__(self, request: Mapping[str, Any], make: Callable[[Path], bytes]) -> bytes:
        """Return what was made for ``request``; the first time, by making it."""
        self.asked += 1
        key = canonical(dict(request))
        if key not in self._kept:
            self._kept[key] = made_anew(request, make)
            self.made.append(request)
        return self._kept[key]


def make_context(
    *,
    seed: int = SEED,
    film: str = FILM,
    blobs: Blobs | None = None,
    calls: Calls | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
    keep: Keep | None = None,
) -> Context:
    """Return the context of a component under test.

    Args:
        seed: As `moviellm.Context.seed`.
        film: The film at work; empty for an export.
        blobs: Where bytes are read and kept; by default an empty `MemoryBlobs`.
        calls: The gate for paid calls; by default a new `CountingCalls`.
        progress: Told about the component's units.
        cancelled: Whether the component is asked to stop.
        keep: Keeps what is made once; by default a new `MemoryKeep`.
    """
    return Context(
        seed=seed,
        film=film,
        log=logging.getLogger("moviellm.testing"),
        calls=CountingCalls() if calls is None else calls,
        blobs=MemoryBlobs() if blobs is None else blobs,
        progress=progress,
        cancelled=cancelled,
        keep=MemoryKeep() if keep is None else keep,
        record=_record,
    )


def _record(name: str, value: str) -> None:
    """Refuse what a run could not write down."""
    if not (isinstance(name, str) and isinstance(value, str)):
        kind = type(value if isinstance(name, str) else name).__name__
        raise PluginError(f"`context.record` takes text, and it was given a value of type {kind}.")
