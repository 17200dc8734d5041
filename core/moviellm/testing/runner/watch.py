"""Running the kit's own process and telling how it ended when it did not end well."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_POLL_S = 0.02
_LAST_WORDS_S = 3.0
_FRAME = re.compile(r'File "(.+)", line (\d+) in (\S+)')


@dataclass(frozen=True, slots=True)
class Crash:
    """A process that did not make its checks to the end.

    Attributes:
        outcome: ``"hung"`` or ``"died"``.
        what: How, as a sentence.
        fix: What to do.
    """

    outcome: str
    what: str
    fix: str


class Watch:
    """Starts one process of the kit and reads its report.

    Args:
        request: What `moviellm.testing.runner.child` is told.
        folder: A scratch folder that exists.
        number: Which process this is; decides hash seed, time zone and working folder.
        time_limit_s: How long one check may take.
    """

    def __init__(
        self, request: Mapping[str, Any], folder: Path, *, number: int, time_limit_s: float
    ) -> None:
        self._request = request
        self._folder = folder
        self._number = number
        self._limit = time_limit_s
        self.fallen: Crash | None = None

    def notes(self) -> Iterator[dict[str, Any]]:
        """Yield every line of the report as it is written; `fallen` tells how it ended."""
        report, errors = self._folder / "report.jsonl", self._folder / "stderr.txt"
        report.touch()
        with errors.open("w") as stderr, report.open(encoding="utf-8") as lines:
            process = self._start(report, stderr)
            try:
                yield from self._follow(process, lines)
            finally:
                _end(process)
        if self.fallen:
            self.fallen = _with_place(self.fallen, errors)

    def _start(self, report: Path, stderr: Any) -> subprocess.Popen[bytes]:
        places = {name: self._folder / name for name in ("work", "tmp", "scratch")}
        for place in places.values():
            place.mkdir()
        request = {
            **self._request,
            "report": str(report),
            "scratch": str(places["scratch"]),
            "number": self._number,
        }
        file = self._folder / "request.json"
        file.write_text(json.dumps(request), encoding="utf-8")
        return subprocess.Popen(  # noqa: S603 - this interpreter, with our own module
            [
                sys.executable,
                "-P",
                "-X",
                "faulthandler",
                "-m",
                "moviellm.testing.runner.child",
                str(file),
            ],
            cwd=places["work"],
            env=_environment(self._number, places["tmp"]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,
        )

    def _follow(self, process: subprocess.Popen[bytes], lines: Any) -> Iterator[dict[str, Any]]:
        heard = time.monotonic()
        done = False
        while True:
            ended = process.poll() is not None
            for line in iter(lines.readline, ""):
                heard = time.monotonic()
                note = json.loads(line)
                done = done or "done" in note
                yield note
            if done:
                return
            if ended:
                self.fallen = _died(process.returncode)
                return
            if time.monotonic() - heard > self._limit:
                self.fallen = Crash(
                    "hung",
                    f"It did not come back within {self._limit:g} s.",
                    "Bound every wait and loop; call context.check() in long ones.",
                )
                return
            time.sleep(_POLL_S)


def _environment(number: int, tmp: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(Path(path).absolute()) for path in sys.path),
        "PYTHONHASHSEED": str(number + 1),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TZ": ("UTC", "Asia/Tokyo")[number],
        "TMPDIR": str(tmp),
    }


def _died(code: int) -> Crash:
    if code < 0:
        name = signal.Signals(-code).name
        return Crash(
            "died", f"It crashed the process ({name}).", "Find the native code that does it."
        )
    return Crash(
        "died",
        f"It ended the process (exit code {code}).",
        "Report a failure by raising moviellm.FilmError; never exit.",
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process that still runs where it is, then end it with everything it started."""
    if process.poll() is None:
        process.send_signal(signal.SIGABRT)
        try:
            process.wait(_LAST_WORDS_S)
        except subprocess.TimeoutExpired:
            process.kill()
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _with_place(fallen: Crash, errors: Path) -> Crash:
    """Add the innermost frame of the traceback that faulthandler printed, if there is one."""
    text = errors.read_text(encoding="utf-8", errors="replace")
    _, _, current = text.partition("Current thread")
    frame = _FRAME.search(current)
    if frame is None:
        return fallen
    file, line, function = frame.groups()
    return Crash(fallen.outcome, f"{fallen.what} ({file}:{line} in {function})", fallen.fix)
