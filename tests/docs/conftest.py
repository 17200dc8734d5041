"""The documentation as tests read it."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
sys.path.append(str(DOCS))


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, its lines, and the file that it is marked to be."""

    page: str
    language: str
    text: str
    file: str | None


@dataclass(frozen=True)
class Page:
    """A page: its path from the repository's root, and its text."""

    path: str
    text: str

    @property
    def prose(self) -> str:
        """The text without fenced blocks."""
        return re.sub(r"^```.*?^```$", "", self.text, flags=re.MULTILINE | re.DOTALL)

    def blocks(self, *languages: str) -> list[Block]:
        """The fenced blocks in these languages."""
        found = re.finditer(
            r"^(?:<!-- file: (\S+) -->\n)?```(\w*)\n(.*?)^```$",
            self.text,
            re.MULTILINE | re.DOTALL,
        )
        blocks = [Block(self.path, match[2], match[3], match[1]) for match in found]
        return [block for block in blocks if not languages or block.language in languages]

    def headings(self) -> list[str]:
        """The headings, as written."""
        return re.findall(r"^#{1,6} (.+)$", self.prose, re.MULTILINE)

    def anchors(self) -> set[str]:
        """The anchors that GitHub gives to the headings."""
        seen: dict[str, int] = {}
        anchors = set()
        for heading in self.headings():
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.lower())
            slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
            anchors.add(f"{slug}-{seen[slug]}" if slug in seen else slug)
            seen[slug] = seen.get(slug, 0) + 1
        return anchors


def read(path: str) -> Page:
    return Page(path, (ROOT / path).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def page():
    """Reads a page by its path from the repository's root."""
    return read


@pytest.fixture(scope="session")
def pages() -> list[Page]:
    """Every page of the documentation, the README and CONTRIBUTING."""
    files = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    return [read(str(file.relative_to(ROOT))) for file in files]


@pytest.fixture(scope="session")
def moviellm():
    """Runs the command line in a folder, and returns what it did."""

    def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "moviellm", *words],
            cwd=folder,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture(scope="session")
def films(moviellm, tmp_path_factory) -> Path:
    """A folder in which somebody has followed the tutorial up to the first gallery."""
    folder = tmp_path_factory.mktemp("tutorial")
    for words in (["init", "films.yaml"], ["run", "films.yaml"]):
        done = moviellm(words, folder)
        assert done.returncode == 0, done.stderr
    return folder
