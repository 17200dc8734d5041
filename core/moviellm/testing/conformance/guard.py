"""What the kit watches by audit hooks: connections to the network and files opened for writing.

Connections that native code opens without Python's ``socket`` module, or that another program
opens, are not seen.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_SENDS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_CREATES = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "os.truncate": 0}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Guard:
    """Watches this process from its creation on; an audit hook cannot be taken away.

    Args:
        tell: Called with a sentence for every connection that is tried while `offline` holds.

    Attributes:
        offline: While true, connections are told and refused.
        written: Absolute paths that were opened for writing or created while `watching` holds.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self.offline = False
        self.watching = False
        self.written: list[Path] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.offline and (event in _LOOKUPS or event in _SENDS):
            self._network(event, arguments)
        elif self.watching and event == "open":
            path, _, flags = arguments
            if isinstance(path, str | bytes | os.PathLike) and int(flags or 0) & _WRITES:
                self._write(path)
        elif self.watching and event in _CREATES:
            self._write(arguments[_CREATES[event]])

    def _network(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _SENDS:
            family = getattr(arguments[0], "family", None)
            if family not in (socket.AF_INET, socket.AF_INET6):
                return
            where = f"{arguments[1]}"
        else:
            where = f"{arguments[0]!r}"
        self._tell(f"{event.removeprefix('socket.')} {where}")
        raise ConnectionRefusedError(f"the kit refuses connections of offline plugins: {where}")

    def _write(self, path: Any) -> None:
        if isinstance(path, str | bytes | os.PathLike):
            self.written.append(Path(os.path.abspath(os.fsdecode(path))))  # noqa: PTH100
