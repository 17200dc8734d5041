"""Virtual environments for tests: of loaders whose pins collide, of distributions on their own.

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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = sysconfig.get_path("purelib")
"""The packages of the environment that runs the tests."""

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
_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")


@dataclass(frozen=True)
class Environment:
    """An environment's interpreter, and folders that it sees behind its own packages."""

    python: Path
    beside: tuple[str, ...] = ()

    def run(
        self, *words: str | Path, timeout: float = 300, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run its interpreter with these arguments; a failure shows what it printed."""
        done = subprocess.run(
            [str(self.python), *map(str, words)],
            env={**os.environ, _PATH: os.pathsep.join(self.beside), **variables},
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
            venv.create(folder, clear=True, with_pip=True)
            (packages,) = folder.glob("lib/python*/site-packages")
            (packages / "beside.pth").write_text(_HOOK)
            if requirements:
                made.run(*_PIP, *requirements, timeout=timeout)
            (folder / "whole").write_text(names)
    return made


def environment_of(*distributions: str, site: Path, timeout: float = 1_500) -> Environment:
    """Return an environment with distributions of this repository and what they declare alone.

    Args:
        distributions: Their folders, relative to the repository ("." is the core).
        site: An empty folder; the distributions are built from a copy and installed into it.
        timeout: Seconds that installing what they depend on may take.
    """
    folders = [ROOT / folder for folder in dict.fromkeys((".", *distributions))]
    bare = environment(*sorted(set(_declared(folders))), layered=False, timeout=timeout)
    copies = [_copy(folder, site / ".sources" / str(n)) for n, folder in enumerate(folders)]
    own = (*_PIP, "--no-deps", "--no-build-isolation", "--no-index", "--target", site)
    Environment(Path(sys.executable)).run(*own, *copies)
    return Environment(bare.python, (str(site),))


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


def _declared(folders: list[Path]) -> Iterator[str]:
    """What distributions need, less one another."""
    projects = [tomllib.loads((folder / "pyproject.toml").read_text()) for folder in folders]
    own = {project["project"]["name"] for project in projects}
    for project in projects:
        for line in project["project"].get("dependencies", ()):
            if re.split(r"[^A-Za-z0-9._-]", line)[0] not in own:
                yield "torch==2.13.0" if line.startswith("torch") else line
