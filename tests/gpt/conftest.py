import importlib
import itertools
import json
import logging
import subprocess
import sys
import threading
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from moviellm import Context
from moviellm.engine.budget import Budget
from moviellm.engine.calls import CallDesk
from moviellm.engine.gate import StepCalls
from moviellm.engine.journal import Journal
from moviellm.engine.store import Store
from moviellm.testing import MemoryBlobs
from moviellm_plugins_gpt.calls import AnthropicOptions, OpenAIOptions, Price

SERVER = Path(__file__).parent / "fault_server" / "server.py"
PRICE = Price(input=2.0, output=10.0, cached_input=0.5)

_numbers = itertools.count()


class FaultServer:
    """A provider in its own process."""

    def __init__(self, bill: Path) -> None:
        self.bill = bill
        self.process = subprocess.Popen(
            [sys.executable, SERVER, "--bill", bill], stdout=subprocess.PIPE, text=True
        )
        self.port = int(self.process.stdout.readline())
        self.root = f"http://127.0.0.1:{self.port}"

    def script(self, **wanted) -> None:
        """Set what it does, and forget what it was asked."""
        request = urllib.request.Request(
            f"{self.root}/_script",
            json.dumps(wanted).encode(),
            {"content-type": "application/json"},
        )
        urllib.request.urlopen(request, timeout=10).read()

    def log(self) -> list[dict]:
        """What it was asked."""
        return json.load(urllib.request.urlopen(f"{self.root}/_log", timeout=10))

    def billed(self) -> list[str]:
        """The keys of the requests that it would have billed, since it was started."""
        return self.bill.read_text().splitlines()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="session", autouse=True)
def _sdks_are_imported():
    """They take seconds, which would count as time of the first test."""
    for name in ("openai", "anthropic"):
        importlib.import_module(name)


@pytest.fixture(scope="session")
def _server(tmp_path_factory):
    server = FaultServer(tmp_path_factory.mktemp("server") / "bill")
    yield server
    server.close()


@pytest.fixture
def server(_server):
    _server.script()
    return _server


@pytest.fixture
def start_server(tmp_path):
    """Start another server."""
    servers = []

    def start() -> FaultServer:
        servers.append(FaultServer(tmp_path / f"bill-{len(servers)}"))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@dataclass
class Books:
    """A run folder's journal, store and budget, and the context of a component in it."""

    folder: Path
    cap: float | None = 10.0

    def __post_init__(self) -> None:
        self.journal = Journal(self.folder)
        self.store = Store(self.journal)
        self.budget = Budget(self.cap, self.journal.spend())
        self.stopped = threading.Event()
        desk = CallDesk(self.journal, self.store, self.budget, cancelled=self.stopped.is_set)
        self.context = Context(
            seed=1,
            film="f1",
            log=logging.getLogger("moviellm.writer.test"),
            calls=StepCalls(desk, stage="writer", component="test", film="f1"),
            blobs=MemoryBlobs(),
            cancelled=self.stopped.is_set,
        )

    def states(self) -> list[str]:
        return [call.state for call in self.journal.calls()]


@pytest.fixture
def open_books(tmp_path):
    """Open a run folder, or the same one again."""
    opened = []

    def open_again(cap: float | None = 10.0) -> Books:
        if opened:
            opened[-1].journal.close()
        opened.append(Books(tmp_path / "run", cap))
        return opened[-1]

    yield open_again
    if opened:
        opened[-1].journal.close()


@pytest.fixture
def books(open_books):
    return open_books()


@pytest.fixture
def options(server):
    """Make options that ask the fault server, each with a limiter of its own."""

    def make(api: str = "chat", **more):
        given = {"model": f"m-{next(_numbers)}", "price": PRICE, "deadline_seconds": 5.0, **more}
        stream = api.endswith("-stream")
        api = api.removesuffix("-stream")
        if api.startswith("messages"):
            structure = "tool" if api == "messages-tool" else "native"
            return AnthropicOptions(
                base_url=server.root, stream=stream, structure=structure, **given
            )
        return OpenAIOptions(base_url=f"{server.root}/v1", api=api, stream=stream, **given)

    return make
