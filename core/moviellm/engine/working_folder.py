"""Where the process works: a component may change that, and no path of a run may change with it.

So the engine's own paths are absolute, and a component that went elsewhere is followed by nobody.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOG = logging.getLogger("moviellm.run")


@contextmanager
def steady_working_folder() -> Iterator[None]:
    """Go back, at the end, to the folder in which the process worked before."""
    began = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield
    finally:
        try:
            if not os.path.samestat(os.fstat(began), Path().stat()):
                where = os.path.realpath(".")
                _LOG.warning("A component changed the working folder to %s; changed back.", where)
                os.fchdir(began)
        finally:
            os.close(began)


def as_given(path: Path, given: Path) -> Path:
    """Return an absolute path below a folder as it reads in the spelling of that folder."""
    whole = given.absolute()
    return given / path.relative_to(whole) if path.is_relative_to(whole) else path
