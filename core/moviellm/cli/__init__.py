"""The command line: one file a command, imported when it is called.

``moviellm --help`` imports click and nothing else: the core's commands are a table of names, those
that plugins add are read from metadata. Exit codes are those of `moviellm.errors`.
"""

from __future__ import annotations

__all__ = ["main"]

_LAST_SECONDS = 5.0
"""How long threads may hold up the end of the process."""


def main() -> None:
    """Run the command line on ``sys.argv`` and exit (the console script ``moviellm``)."""
    import sys

    from moviellm.cli.app import cli
    from moviellm.cli.streams import take_stdout

    take_stdout()
    try:
        cli(prog_name="moviellm")
    except SystemExit as ended:
        _bound_the_end(ended.code)
        raise
    finally:
        sys.stdout = sys.stderr  # what plugins still say when the interpreter ends


def _bound_the_end(code: str | int | None) -> None:
    """Leave threads behind that would hold up the end of the process, and name them.

    The interpreter waits for every thread that is no daemon, and a plugin may start one.
    """
    import os
    import threading

    def leave() -> None:
        main = threading.main_thread()
        names = [t.name for t in threading.enumerate() if not t.daemon and t is not main]
        os.write(2, f"Left behind: threads of plugins ({', '.join(names)}).\n".encode())
        os._exit(code if isinstance(code, int) else bool(code))

    last = threading.Timer(_LAST_SECONDS, leave)
    last.daemon = True
    last.start()
