"""Threads that hold up nobody's exit and never end without an answer, and who watches an answer."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from typing import Any, TypeVar

T = TypeVar("T")


def in_thread(work: Callable[[], T], name: str) -> Future[T]:
    """Do some work in a daemon thread; whatever ends the thread is in the future.

    A `ThreadPoolExecutor` would be waited for when the interpreter exits, however long its work
    hangs.
    """
    future: Future[T] = Future()

    def do() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - raised again in whoever asks for the result
            fail(future, error)
        else:
            settle(future, result)

    threading.Thread(target=do, name=name, daemon=True).start()
    return future


def settle(future: Future[T], result: T) -> None:
    """Give a future its result, unless it has an answer already: who comes first is heard."""
    with contextlib.suppress(InvalidStateError):
        future.set_result(result)


def fail(future: Future[Any], error: BaseException) -> None:
    """Give a future its exception, unless it has an answer already."""
    with contextlib.suppress(InvalidStateError):
        future.set_exception(error)


def watch(
    future: Future[Any],
    seconds: float,
    goes_on: Callable[[], bool],
    give_up: Callable[[], None],
) -> None:
    """Give up on a future that has no answer in so many seconds; they begin anew if it goes on."""

    def look() -> None:
        if future.done():
            return
        if goes_on():
            watch(future, seconds, goes_on, give_up)
        else:
            give_up()

    if future.done():
        return
    timer = threading.Timer(seconds, look)
    timer.daemon = True
    future.add_done_callback(lambda _: timer.cancel())
    timer.start()
