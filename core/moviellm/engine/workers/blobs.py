"""The blobs that a component sees: what the run has stored, and what it stores itself."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from moviellm.component import Purchase, Reply
from moviellm.engine.journal.records import Pack
from moviellm.engine.keys import digest as digest_of
from moviellm.engine.store.store import StoreReader
from moviellm.engine.workers.tasks import Task
from moviellm.errors import PluginError


class WorkerBlobs:
    """Reads the run's store; what is put is durable at once and told to the driver afterwards.

    Safe for several threads: each keeps account of its own packs.
    """

    def __init__(self, store: StoreReader, pack: Callable[[list[bytes]], Pack]) -> None:
        self._store = store
        self._pack = pack
        self._own = threading.local()

    def get(self, digest: str) -> bytes:
        """Return the bytes with this digest; they are hashed again on the way."""
        data: bytes | None = self._fresh().get(digest)
        return self._store.get(digest) if data is None else data

    def put(self, data: bytes) -> str:
        """Store bytes durably and return their digest."""
        name = digest_of(data)
        if name not in self._fresh():
            self._packs().append(self._pack([data]))
            self._fresh()[name] = data
        return name

    def written(self) -> tuple[Pack, ...]:
        """Return the packs written since the last call that the journal does not know."""
        packs = tuple(self._packs())
        self._packs().clear()
        self._fresh().clear()
        return packs

    def _fresh(self) -> dict[str, bytes]:
        if not hasattr(self._own, "fresh"):
            self._own.fresh = {}
        fresh: dict[str, bytes] = self._own.fresh
        return fresh

    def _packs(self) -> list[Pack]:
        if not hasattr(self._own, "packs"):
            self._own.packs = []
        packs: list[Pack] = self._own.packs
        return packs


class NoCalls:
    """Stands where a component has no gate for paid calls."""

    usd: float | None = 0.0

    def __init__(self, task: Task) -> None:
        self._task = task

    def buy(
        self, request: Mapping[str, Any], *, worst_usd: float | None, send: Callable[[], Reply]
    ) -> Reply:
        """Refuse: paid calls are made by threads of the driver, which holds journal and budget."""
        raise self._refusal()

    async def buy_async(
        self,
        request: Mapping[str, Any],
        *,
        worst_usd: float | None,
        send: Callable[[], Awaitable[Reply]],
        turn: AbstractAsyncContextManager[object] | None = None,
    ) -> Reply:
        """Refuse, as `buy` does."""
        raise self._refusal()

    async def buy_batch(
        self,
        purchases: Sequence[Purchase],
        *,
        hand_in: Callable[[Mapping[str, int]], Awaitable[str]],
        collect: Callable[[str, Collection[str]], Awaitable[Mapping[str, Reply | Exception]]],
    ) -> list[Reply | Exception]:
        """Refuse, as `buy` does."""
        raise self._refusal()

    def goes_on(self) -> bool:
        """No call ever does."""
        return False

    def _refusal(self) -> PluginError:
        return PluginError(
            f"The {self._task.stage} `{self._task.name}` made a paid call from a process.",
            hint='A component that pays declares `paid=True` and `runs_in="thread"`.',
        )
