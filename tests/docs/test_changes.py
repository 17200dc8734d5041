"""The changelog can be built from its fragments, and each of them is one paragraph."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FRAGMENTS = sorted((ROOT / "changes").glob("*.md"))


def test_the_changelog_can_be_built():
    pytest.importorskip("towncrier")
    done = subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "9.9.9"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    built = " ".join(done.stdout.split())
    for fragment in FRAGMENTS:
        assert " ".join(fragment.read_text(encoding="utf-8").split()) in built, fragment.name


def test_the_changelog_has_the_marker():
    assert "<!-- towncrier release notes start -->" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda path: path.name)
def test_a_fragment_is_one_paragraph_of_a_known_kind(fragment):
    text = fragment.read_text(encoding="utf-8").strip()
    assert fragment.suffixes[-2] in {".feature", ".bugfix", ".removal", ".doc", ".misc"}
    assert text.endswith(".")
    assert "\n\n" not in text
