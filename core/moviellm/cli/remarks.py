"""What components and the engine log, shown to people while a run goes on."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator

from moviellm.cli.printing import shown

_ALL = "moviellm"
_ENGINE = "moviellm.run"


@contextlib.contextmanager
def remarks(say: Callable[[str], None], *, least: int = logging.INFO) -> Iterator[None]:
    """Show what is logged while the context lasts, one line a record and who says it.

    Args:
        say: Shows a line; any thread may call it.
        least: The level below which nothing is shown.
    """
    logger, listener = logging.getLogger(_ALL), _Listener(say)
    before = logger.level
    logger.addHandler(listener)
    logger.setLevel(least)
    try:
        yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(listener)


class _Listener(logging.Handler):
    """Says every warning; of one kind of information, one record a second."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say
        self._last: dict[str, tuple[str, float]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if record.levelno >= logging.WARNING or self._is_news(record):
                self._say(_line(record))
        except Exception:  # noqa: BLE001 - a wrong record is no fault of the work that logged it
            self.handleError(record)

    def _is_news(self, record: logging.LogRecord) -> bool:
        kind, now = str(record.msg), time.monotonic()
        last, when = self._last.get(record.name, ("", 0.0))
        if kind == last and now - when < 1:
            return False
        self._last[record.name] = (kind, now)
        return True


def _line(record: logging.LogRecord) -> str:
    text = shown(record.getMessage())
    if record.name != _ENGINE:
        text = f"{shown(record.name.removeprefix(f'{_ALL}.').replace('.', ' ', 1))}: {text}"
    return f"Warning: {text}" if record.levelno >= logging.WARNING else text
