"""What tests share is made once a session, whichever of its processes asks first."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[[Path], object]


def made_once(factory: pytest.TempPathFactory, name: str, make: Make) -> Path:
    """Return a folder that only the first process of a session fills; the others wait for it.

    Args:
        factory: pytest's.
        name: The folder's, within the session.
        make: Fills the folder, which is there and empty; what is in it is never changed again.
    """
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder, whole = shared / name, shared / f"{name}.whole"
    shared.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a making that failed
            folder.mkdir()
            make(folder)
            whole.touch()
    return folder


def own_copy(factory: pytest.TempPathFactory, name: str, make: Make) -> Path:
    """Return this process's copy of such a folder: whoever exports a run locks it."""
    mine = factory.mktemp(name) / name
    return shutil.copytree(made_once(factory, name, make), mine)
