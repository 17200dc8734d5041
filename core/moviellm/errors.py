"""What can go wrong, as one tree.

    MovieLLMError                 exit 1
    ├── InputError                exit 2   a pipeline, theme or film file is wrong
    ├── PluginError               exit 3   a plugin is missing, broken or broke its contract
    ├── RunError                  exit 4   the run ended without everything it was asked for
    │   └── FilmError             exit 4   one film could not be made; it is quarantined
    ├── StorageError              exit 5   disk full, read-only folder, damaged run folder
    ├── LockedError               exit 6   another process writes this run folder
    ├── BudgetError               exit 7   the budget's cap was reached; everything paid is kept
    ├── DamageError               exit 8   `verify` found bytes that changed
    └── Cancelled                 exit 130 stopped by a signal

Every error says what is wrong in one sentence and what to do in another (``hint``).

Of a paid call (`moviellm.component.Calls`) any exception says by ``sent = False`` that nothing was
sent: `unsent` says it, `was_sent` reads it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence


class MovieLLMError(Exception):
    """An error that is shown to a person.

    Args:
        message: One sentence on what is wrong, with the place (file, line, film, shot, plugin).
        hint: One sentence on what to do about it; may be empty.

    Attributes:
        sent: Of a paid call, whether it was sent at all (`unsent` says that it was not).
        usd: Of a paid call, what it was billed all the same, in US dollars; None for an unknown
            price. Where it is not there, nothing was billed.
    """

    exit_code = 1
    sent: bool = True
    usd: float | None

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class InputError(MovieLLMError):
    """A file or value that a user gave is wrong."""

    exit_code = 2


class PluginError(MovieLLMError):
    """A plugin is missing, broken, or broke its contract."""

    exit_code = 3


class RunError(MovieLLMError):
    """The run ended without everything it was asked for."""

    exit_code = 4


class FilmError(RunError):
    """One film could not be made. The engine quarantines it and goes on."""


class StorageError(MovieLLMError):
    """The run folder cannot be read or written."""

    exit_code = 5


class LockedError(MovieLLMError):
    """Another process is writing the same run folder."""

    exit_code = 6


class BudgetError(MovieLLMError):
    """A paid call was not sent because it could have passed the cap."""

    exit_code = 7


class DamageError(MovieLLMError):
    """Stored bytes no longer match their hash."""

    exit_code = 8


class Cancelled(MovieLLMError):  # noqa: N818 - the field's word for it; it is a request, not a fault
    """The run was asked to stop."""

    exit_code = 130


def together(errors: Sequence[MovieLLMError]) -> MovieLLMError:
    """Return several errors as one, of the kind of the first, which tells them all."""
    if len(errors) == 1:
        return errors[0]
    hints = dict.fromkeys(error.hint for error in errors if error.hint)
    lines = dict.fromkeys(error.message for error in errors)
    return type(errors[0])("\n".join(lines), hint="\n".join(hints))


def text_of(value: object) -> str:
    """Return what a value says of itself as plain text, or its type where that fails.

    Exceptions of plugins may hold anything, and their own ``__str__`` may raise.
    """
    try:
        return str.__str__(str(value))
    except Exception:  # noqa: BLE001 - the first error tells more than this one
        return f"<{type(value).__name__}>"


@contextlib.contextmanager
def unsent() -> Iterator[None]:
    """Say of whatever is raised inside that nothing was sent."""
    try:
        yield
    except BaseException as error:
        error.sent = False  # type: ignore[attr-defined]
        raise


def was_sent(error: BaseException) -> bool:
    """Return whether a call that ended so was sent at all."""
    return getattr(error, "sent", True) is not False
