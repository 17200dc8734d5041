import dataclasses
import functools
import importlib
import itertools
import json
import logging
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from fault_server import FaultServer
from moviellm import Context
from moviellm.engine.journal.writer import Journal
from moviellm.engine.paid_calls.broker import CallBroker
from moviellm.engine.paid_calls.budget import Budget
from moviellm.engine.paid_calls.step_calls import StepCalls
from moviellm.engine.store.store import Store
from moviellm.testing import MemoryBlobs
from moviellm_plugins_gpt.calls import AnthropicOptions, OpenAIOptions, Price
from moviellm_plugins_gpt.calls.retry import BATCH, SINGLE_CALL, BackoffPolicy
from waiting import wait_until

PRICE = Price(input=2.0, output=10.0, cached_input=0.5)

LONG_S = 120.0
"""The deadline of a call that is to be answered, however busy the machine is."""

_numbers = itertools.count()


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
        desk = CallBroker(self.journal, self.store, self.budget, cancelled=self.stopped.is_set)
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
def open_books(in_memory):
    """Open a run folder, or the same one again."""
    opened = []

    def open_again(cap: float | None = 10.0) -> Books:
        if opened:
            opened[-1].journal.close()
        opened.append(Books(in_memory / "run", cap))
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
        given = {"model": f"m-{next(_numbers)}", "price": PRICE, "deadline_seconds": LONG_S, **more}
        stream = api.endswith("-stream")
        api = api.removesuffix("-stream")
        if api.startswith("messages"):
            structure = "tool" if api.startswith("messages-tool") else None
            return AnthropicOptions(
                base_url=server.root, stream=stream, structure=structure, **given
            )
        return OpenAIOptions(base_url=f"{server.root}/v1", api=api, stream=stream, **given)

    return make


@pytest.fixture
def brisk(monkeypatch):
    """Delays before another attempt or look, and pauses of all calls, of some 10 milliseconds."""
    for name, value in {
        "request_runner.SINGLE_CALL": dataclasses.replace(SINGLE_CALL, first_delay=0.01),
        "batching.BATCH": dataclasses.replace(BATCH, first_delay=0.01),
        "batching._FIRST_LOOK": 0.01,
        "rate_limiter.BackoffPolicy": functools.partial(BackoffPolicy, first_pause=0.05),
    }.items():
        monkeypatch.setattr(f"moviellm_plugins_gpt.calls.{name}", value)


@pytest.fixture
def stop_when(books):
    """Stop the run of `books` once something is seen, and then do something else."""
    over, watching = threading.Event(), []

    def watch(seen, then=lambda: None):
        def stop():
            wait_until(lambda: over.is_set() or seen())
            books.stopped.set()
            then()

        watching.append(threading.Thread(target=stop))
        watching[-1].start()

    yield watch
    over.set()
    for thread in watching:
        thread.join()


class Stub(ThreadingHTTPServer):
    """A server on loopback in this process, whose every byte a test decides.

    Attributes:
        replies: What each request is answered, in order; the last of them for ever. A reply is a
            status, headers and a body, or makes them of the request's body; None breaks off.
        asked: The requests that came: path, headers, body.
        models: What is answered to whoever asks which models there are; None for no such page.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _StubHandler)
        self.replies, self.asked, self.models = [], [], None
        self.lock = threading.Lock()
        self.root = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, *replies):
        """Set what it answers, and forget what it was asked. JSON may stand for a reply."""
        self.asked.clear()
        self.replies = list(replies)

    def next(self, request):
        with self.lock:
            self.asked.append(request)
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply(request["body"]) if callable(reply) else reply

    def handle_error(self, *_):
        """A client that hangs up is no fault."""

    def close(self):
        self.shutdown()
        self.server_close()


class _StubHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.server.models is None:
            self.send_error(404)
            return
        self._send(self.server.models)

    def do_POST(self):
        data = self.rfile.read(int(self.headers["content-length"]))
        kind = self.headers.get("content-type", "")
        body = json.loads(data) if kind.startswith("application/json") else data
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.next({"path": self.path, "headers": headers, "body": body})
        if reply is None:
            self.close_connection = True
            return
        self._send(reply)

    def _send(self, reply):
        if not isinstance(reply, tuple):
            reply = (200, {"content-type": "application/json"}, json.dumps(reply).encode())
        status, more, content = reply
        if more.get("content-length", str(len(content))) != str(len(content)):
            self.close_connection = True  # it promises what never comes
        self.send_response(status)
        for name, value in {"content-length": str(len(content)), **more}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def stub():
    made = Stub()
    yield made
    made.close()


@pytest.fixture
def stub_options(stub):
    """Make options that ask the stub."""

    def make(api="chat", **more):
        given = {"model": f"m-{next(_numbers)}", "price": PRICE, "deadline_seconds": LONG_S, **more}
        if api.startswith("messages"):
            given.setdefault("base_url", stub.root)
            return AnthropicOptions(stream=api.endswith("stream"), **given)
        given.setdefault("base_url", f"{stub.root}/v1")
        return OpenAIOptions(
            api=api.removesuffix("-stream"), stream=api.endswith("stream"), **given
        )

    return make
