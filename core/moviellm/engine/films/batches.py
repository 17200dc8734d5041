"""Batches of one film that several workers carry out: what is durable is taken as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

from moviellm.engine.workers.executor import result_of
from moviellm.engine.workers.tasks import Stored, TaskResult
from moviellm.errors import PluginError

Item = TypeVar("Item")


def outcomes(
    batches: Sequence[Sequence[Item]],
    submit: Callable[[Sequence[Item], Stored], Future[TaskResult]],
    forget: Callable[[Sequence[Item]], None],
) -> Iterator[tuple[Sequence[Item], TaskResult]]:
    """Yield items and what came of them, whichever batch brings some first.

    What fails in one batch, or is cancelled, costs nothing that another one has made: the first
    error is raised when all of them have ended.

    Args:
        batches: What is to be made, each batch by one call of a component.
        submit: Has a batch carried out; gives its second argument what is durable meanwhile.
        forget: Called with the items that were yielded of a batch whose component broke its
            contract: they may be in another order.

    Raises:
        MovieLLMError: A batch failed.
    """
    came: SimpleQueue[tuple[int, TaskResult | Future[TaskResult]]] = SimpleQueue()
    for number, batch in enumerate(batches):
        future = submit(batch, lambda part, n=number: came.put((n, part)))  # type: ignore[misc]
        future.add_done_callback(lambda ended, n=number: came.put((n, ended)))  # type: ignore[misc]
    taken = [0] * len(batches)
    failed: dict[int, BaseException] = {}
    left = len(batches)
    while left:
        number, found = came.get()
        left -= isinstance(found, Future)
        if number in failed:
            continue
        try:
            outcome = result_of(found.result() if isinstance(found, Future) else found)
        except BaseException as error:  # noqa: BLE001 - raised below
            failed[number] = error
            if isinstance(error, PluginError):
                forget(batches[number][: taken[number]])
            continue
        items = batches[number][taken[number] :]
        items = items[: len(outcome.digests) or None]
        taken[number] += len(items)
        yield items, outcome
    for first in failed.values():
        raise first
