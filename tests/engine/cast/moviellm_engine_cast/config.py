"""Options of the cast."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Faults(Options):
    """What goes wrong, for films whose theme contains ``on``."""

    fault: str = ""
    on: str = ""


class Paint(Faults):
    shade: int = 128
    naps: float = 0.0
    log: str = ""


class Shop(Options):
    usd: float | None = 0.01
    worst_usd: float | None = 0.02
    calls: int = 2
    ledger: str = ""


class Notebook(Options):
    path: str
    fail: bool = False
