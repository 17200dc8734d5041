"""A provider on loopback, in a process of its own, that misbehaves as it is told.

It speaks OpenAI's and Anthropic's protocols. What a test may tell it stands in `script`; the
answers in `answers`, their streams in `streams`, what is wrong with them in `faults`, and the
batch endpoints in `batches`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

_ANSWER_SECONDS = 60


class FaultServer:
    """The server as tests see it.

    Args:
        bill: The file into which it writes a line for each answer that a provider would bill.
    """

    def __init__(self, bill: Path) -> None:
        self.bill = bill
        command = [sys.executable, "-m", "fault_server", "--bill", str(bill)]
        self.process = subprocess.Popen(
            command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True
        )
        self.port = int(self.process.stdout.readline())
        self.root = f"http://127.0.0.1:{self.port}"

    def script(self, **wanted) -> None:
        """Set what it does (`script.Script`), and forget what it was asked."""
        self._tell("_script", wanted)

    def release(self, answers: int | None = None) -> None:
        """Let it answer what it holds back: so many requests, or all; and its batches."""
        self._tell("_release", answers)

    def log(self) -> list[dict]:
        """What it was asked since the last script."""
        with urllib.request.urlopen(f"{self.root}/_log", timeout=_ANSWER_SECONDS) as answer:
            return json.load(answer)

    def billed(self) -> list[str]:
        """The keys of the requests that it would have billed, since it was started."""
        return self.bill.read_text().splitlines()

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def _tell(self, path: str, wanted: object) -> None:
        body, headers = json.dumps(wanted).encode(), {"content-type": "application/json"}
        request = urllib.request.Request(f"{self.root}/{path}", body, headers)
        urllib.request.urlopen(request, timeout=_ANSWER_SECONDS).read()
