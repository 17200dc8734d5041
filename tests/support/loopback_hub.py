"""A model hub on loopback that speaks the hub's protocol, as far as downloads need it."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub(ThreadingHTTPServer):
    """Serves one folder as a model at `COMMIT`; ``maker/gated`` to nobody, ``maker/bare`` is empty.

    Attributes:
        asked: The paths that were asked for.
        weights: Weights are given while it is set.
        agents: What clients said of themselves.
    """

    def __init__(self, model: str, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.model, self.folder = model, folder
        self.asked: list[str] = []
        self.weights = threading.Event()
        self.weights.set()
        self.agents: set[str] = set()

    @property
    def url(self) -> str:
        """For ``HF_ENDPOINT``."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def hub_of(model: str, folder: Path) -> Iterator[Hub]:
    """Serve a folder as ``model`` (owner/name) while the context lasts."""
    with Hub(model, folder) as hub:
        threading.Thread(target=hub.serve_forever, daemon=True).start()
        yield hub
        hub.shutdown()


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, *, body: bool) -> None:
        model, path = self.server.model, self.path.partition("?")[0]
        self.server.asked.append(self.path)
        self.server.agents.add(self.headers["User-Agent"])
        if "maker/gated" in path:
            self._send(403, b"{}", {"X-Error-Code": "GatedRepo"}, body)
        elif "maker/bare" in path:
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"}, body)
        elif model not in path:
            self._send(401, b"{}", {"X-Error-Code": "RepoNotFound"}, body)
        elif COMMIT not in path:
            self._send(404, b"{}", {"X-Error-Code": "RevisionNotFound"}, body)
        elif found := re.fullmatch(rf"/{model}/resolve/{COMMIT}/(.+)", path):
            self._file(self.server.folder / found[1], body)
        elif "/tree/" in path:
            tree = [{"type": "file", "path": n, "size": s, "oid": o} for n, s, o in self._files()]
            self._send(200, json.dumps(tree).encode(), {}, body)
        else:
            info = {"id": model, "sha": COMMIT, "tags": [], "private": False}
            info["siblings"] = [{"rfilename": name} for name, *_ in self._files()]
            self._send(200, json.dumps(info).encode(), {}, body)

    def _files(self) -> list[tuple[str, int, str]]:
        folder = self.server.folder
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return [(p.relative_to(folder).as_posix(), p.stat().st_size, _etag(p)) for p in files]

    def _file(self, file: Path, body: bool) -> None:
        if not file.is_file():
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"}, body)
        else:
            if body and file.suffix == ".safetensors":
                self.server.weights.wait()
            headers = {"ETag": f'"{_etag(file)}"', "X-Repo-Commit": COMMIT}
            self._send(200, file.read_bytes(), headers, body)

    def _send(self, status: int, data: bytes, headers: dict[str, str], body: bool) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)


def _etag(file: Path) -> str:
    return hashlib.sha1(file.read_bytes()).hexdigest()
