"""Environments for tests: of loaders whose pins collide, of distributions on their own.

Making one costs minutes, so they are kept between runs below ``~/.cache/moviellm-tests`` (or
``MOVIELLM_TEST_ENVIRONMENTS``), by what is installed in them. What a test adds, such as this
checkout's own code, is put on their path for one process at a time and never stays.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from places import ROOT

HERE = sysconfig.get_path("purelib")
"""The packages of the environment that runs the tests."""

READERS = (
    "webdataset==1.0.2", "megatron-energon==7.4.1",
    "datasets==5.2.0", "mlcroissant==1.1.1", "torchcodec==0.13.0", "av>=16",
)  # fmt: skip
"""What reads shards and datasets of the hub; these get along with one another."""

STREAMING = (
    "--no-deps", "mosaicml-streaming==0.13.0", "torchvision==0.16.2", "brotli", "catalogue",
    "cramjam", "python-snappy", "xxhash", "zstd",
)  # fmt: skip
"""MosaicML Streaming beside the torch that is here. What it asks for is a torch of 6 GB and the
clients of five clouds; later builds of torchvision, which it imports, need that torch."""

_PATH = "MOVIELLM_TEST_PATH"
_HOOK = (
    "import os, site; "
    f"list(map(site.addsitedir, filter(None, os.environ.get('{_PATH}', '').split(os.pathsep))))\n"
)
_PIP = (
    "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", "--no-compile",
)  # fmt: skip
"""Python compiles what is imported; pip would compile all of it, half the time of installing."""


@dataclass(frozen=True)
class Environment:
    """An environment's interpreter, and folders that it sees behind its own packages."""

    python: Path
    beside: tuple[str, ...] = ()

    def run(
        self,
        *words: str | Path,
        timeout: float = 1_500,
        cwd: Path | None = None,
        **variables: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run its interpreter with these arguments; a failure shows what it printed."""
        done = subprocess.run(
            [str(self.python), *map(str, words)],
            env={**os.environ, _PATH: os.pathsep.join(self.beside), **variables},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-8000:]}"
        return done


def environment(*requirements: str, layered: bool = True, timeout: float = 1_500) -> Environment:
    """Return an environment with these requirements, made now or by an earlier run.

    Args:
        requirements: What pip installs, pins and options included.
        layered: See the packages of the environment that runs the tests (torch among them) behind
            its own; only what is missing or pinned otherwise is installed.
        timeout: Seconds that the installation may take.
    """
    beside = (HERE,) if layered else ()
    names = json.dumps([sys.version, layered, *requirements])
    cache = Path(os.environ.get("MOVIELLM_TEST_ENVIRONMENTS", "~/.cache/moviellm-tests"))
    folder = cache.expanduser() / hashlib.sha256(names.encode()).hexdigest()[:16]
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Environment(folder / "bin" / "python", beside)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "whole").exists():
            venv.create(folder, clear=True, with_pip=bool(requirements))
            (packages,) = folder.glob("lib/python*/site-packages")
            (packages / "beside.pth").write_text(_HOOK)
            if requirements:
                made.run(*_PIP, *requirements, timeout=timeout)
            (folder / "whole").write_text(names)
    return made


def on_their_own(
    distributions: Iterable[str],
    site: Path,
    build: Callable[[str], Path],
    extras: Collection[str] = (),
) -> Environment:
    """Return an interpreter that sees distributions of this repository and what they declare alone.

    Nothing is installed: of the packages that are here, it sees those that are declared, and
    those that these need in turn.

    Args:
        distributions: Their folders, relative to the repository ("." is the core).
        site: An empty folder for links to the declared packages.
        build: Gives the folder that one of the distributions was built into.
        extras: Which of their extras count as declared.
    """
    folders = tuple(dict.fromkeys((".", *distributions)))
    for name in _needed(_declared([ROOT / folder for folder in folders], extras)):
        tops = {path.parts[0] for path in metadata.files(name) or ()} - {"..", "__pycache__"}
        for top in tops:
            if not (site / top).exists():
                (site / top).symlink_to(Path(HERE) / top)
    return Environment(
        environment(layered=False).python, (*map(str, map(build, folders)), str(site))
    )


def built(folder: str, into: Path) -> Path:
    """Build a distribution of this repository, and install it alone into a folder."""
    copy = _copy(ROOT / folder, into.with_name(f"{into.name}-sources"))
    own = ("--no-deps", "--no-build-isolation", "--no-index", "--target", into)
    Environment(Path(sys.executable)).run(*_PIP, *own, copy)
    return into


def _needed(lines: Iterable[str]) -> set[str]:
    """The names of installed distributions that these requirements need, one by another."""
    found: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(line) for line in lines]
    while waiting:
        requirement = waiting.pop()
        extras = frozenset(requirement.extras)
        if (requirement.name, extras) in found:
            continue
        version = metadata.version(requirement.name)
        assert requirement.specifier.contains(version, prereleases=True), (requirement, version)
        found.add((requirement.name, extras))
        for line in metadata.requires(requirement.name) or ():
            needs = Requirement(line)
            marker = needs.marker
            if not marker or any(marker.evaluate({"extra": e}) for e in (extras or {""})):
                waiting.append(needs)
    return {name for name, _ in found}


def _copy(folder: Path, to: Path) -> Path:
    """What a distribution is built from; building it in place would leave files that go stale."""
    names = ("pyproject.toml", "README.md", "LICENSE", "core" if folder == ROOT else "src")
    for name in names:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, to / name, ignore=shutil.ignore_patterns("*.egg-info"))
        elif (folder / name).exists():
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / name, to)
    return to


def _declared(folders: list[Path], extras: Collection[str]) -> Iterator[str]:
    """What distributions need, less one another."""
    projects = [tomllib.loads((folder / "pyproject.toml").read_text()) for folder in folders]
    own = {project["project"]["name"] for project in projects}
    for project in projects:
        chosen = project["project"].get("optional-dependencies", {})
        more = (line for extra in extras for line in chosen.get(extra, ()))
        for line in (*project["project"].get("dependencies", ()), *more):
            if re.split(r"[^A-Za-z0-9._-]", line)[0] not in own:
                yield line
