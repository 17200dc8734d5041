"""Options of the cast."""

from __future__ import annotations

from pathlib import Path

from moviellm import InputError, WithoutEffect
from pydantic import BaseModel, ConfigDict


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Faults(Options):
    """What goes wrong, for films whose theme contains ``on``, and what is logged."""

    fault: str = ""
    on: str = ""
    remark: str = ""


class Paint(Faults):
    """``skips`` so many slates of each batch, and paints the others in their place."""

    shade: int = 128
    skips: WithoutEffect[int] = 0
    naps: WithoutEffect[float] = 0.0
    log: WithoutEffect[str] = ""


class Stirred(Options):
    """What goes wrong in the shot ``on``; the log gets a line a clip."""

    faster: bool = False
    fault: WithoutEffect[str] = ""
    on: WithoutEffect[str] = ""
    log: WithoutEffect[str] = ""


class Style(Options):
    """What happens while the style is learned: nothing, or ``kill``, ``hang`` the first time."""

    keyword: str = "plain"
    first: WithoutEffect[str] = ""
    together: WithoutEffect[int] = 1
    log: WithoutEffect[str]


class Device(Options):
    """Where it was placed goes into the log; it works on when so many places are in it."""

    log: WithoutEffect[str]
    together: WithoutEffect[int] = 1


class Tint(Options):
    """A file that says how light pictures are."""

    file: WithoutEffect[str]
    log: WithoutEffect[str]


def tint(options: Tint) -> str:
    """What is in the file: the revision of the painter `tinted`."""
    try:
        return Path(options.file).read_text()
    except FileNotFoundError:
        raise InputError(f"The file {options.file} is not there.") from None


class Thrift(Options):
    """Keeps every so manieth question; the log gets a line a call, with how many it was told of.

    What goes wrong: see `Thrifty`; ``kill`` ends its process in the middle of the first call.
    """

    every: int = 2
    fault: str = ""
    log: WithoutEffect[str]


class Press(Options):
    """What goes wrong after so many films: ``kill`` (once), ``full``, ``hang``, ``listen`` (wait
    until the run is asked to stop) or ``raise``.

    ``pause`` is how many seconds a film takes, before it is told. Where there is a file ``heard``,
    each film waits until its number stands there.
    """

    ending: str = "txt"
    pause: float = 0
    fault: WithoutEffect[str] = ""
    after: WithoutEffect[int] = 1
    log: WithoutEffect[str]
    heard: WithoutEffect[str] = ""


class Shop(Options):
    usd: float | None = 0.01
    worst_usd: float | None = 0.02
    calls: int = 2
    ledger: WithoutEffect[str] = ""
    fault: str = ""
    seconds: float = 0.0


class Notebook(Options):
    path: str
    fail: bool = False
    hang: bool = False
