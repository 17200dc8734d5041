"""What is published is what is installed: no archive ships tests, which need the repository."""

from __future__ import annotations

import shutil
import sys
import tarfile
from pathlib import Path

import pytest
from environments import Environment
from places import ROOT
from table import FOLDERS

BUILD = "import setuptools.build_meta as build; print(build.build_sdist('dist'))"
PARTS = ("pyproject.toml", "README.md", "LICENSE", "MANIFEST.in", "src", "core", "tests")


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_source_archive_holds_no_tests(folder, tmp_path):
    for part in (ROOT / folder / name for name in PARTS):
        if part.is_dir():
            shutil.copytree(part, tmp_path / part.name, ignore=shutil.ignore_patterns("*.egg-info"))
        elif part.exists():
            shutil.copy(part, tmp_path)
    Environment(Path(sys.executable)).run("-c", BUILD, cwd=tmp_path)
    (archive,) = tmp_path.glob("dist/*.tar.gz")
    with tarfile.open(archive) as tar:
        names = [name.partition("/")[2] for name in tar.getnames()]
    assert any(name.endswith(".py") for name in names)
    assert [name for name in names if name.startswith("tests")] == []
