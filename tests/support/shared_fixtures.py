"""Fixtures that tests of several distributions use, and how hypothesis searches in all of them."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import environments
import pytest
from environments import Environment
from hypothesis import HealthCheck, settings
from made_once import made_once

settings.register_profile(
    "search",  # other examples each time: `pytest --hypothesis-profile search` looks for more
    deadline=None,  # nothing is timed in a test: a busy machine is slow
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("moviellm", settings.get_profile("search"), derandomize=True)
settings.load_profile("moviellm")
"""The same examples in each run: what a new search finds must not fail another change."""


@pytest.fixture(autouse=True, scope="module")
def _tidy_heap():
    """Leave what outlives a file out of every later garbage collection: there is much of it."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """An empty folder, in memory where there is one: fsync costs nothing there."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def environment() -> Callable[..., Environment]:
    """Makes or finds an environment with requirements; tests that use it are slow by that."""
    return environments.environment


@pytest.fixture(scope="session")
def on_its_own(tmp_path_factory) -> Callable[..., Environment]:
    """Gives an interpreter that sees these distributions and what they declare, nothing else.

    They are built for it, and run films: tests that use it are slow by that.
    """

    def build(folder: str) -> Path:
        name = f"built-{Path(folder).name or 'core'}"
        return made_once(tmp_path_factory, name, lambda into: environments.built(folder, into))

    def alone(*distributions: str, extras: tuple[str, ...] = ()) -> Environment:
        site = tmp_path_factory.mktemp("site")
        return environments.on_their_own(distributions, site, build, extras)

    return alone


class Site:
    """A folder on ``sys.path`` that distributions are installed into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(self, name, *, entries=(), files=(), version="1.2.0", requires=()):
        """Install a distribution.

        Args:
            name: The distribution's name.
            entries: Lines like ``painter: dots = dots_plugin:component``.
            files: Pairs of a path and the source of a module.
            version: Its version.
            requires: Requirements, as in metadata.
        """
        groups: dict[str, list[str]] = {}
        for entry in entries:
            stage, _, line = entry.partition(": ")
            groups.setdefault(f"[moviellm.{stage}]", []).append(line)
        info = self.folder / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        needs = [f"Requires-Dist: {line}" for line in requires]
        info.joinpath("METADATA").write_text(
            "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *needs, ""])
        )
        info.joinpath("entry_points.txt").write_text(
            "\n".join("\n".join([group, *lines]) for group, lines in groups.items())
        )
        for path, source in dict(files).items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(dedent(source))

    def python(self, code: str, **environment: str) -> str:
        """Run code in a new interpreter that sees these distributions; return what it prints."""
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", dedent(code)],
            env={**os.environ, "PYTHONPATH": str(self.folder), **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delenv("MOVIELLM_DISABLED_PLUGINS", raising=False)
    yield Site(folder)
    for name in set(sys.modules) - before:
        if str(folder) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]
