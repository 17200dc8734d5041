"""The code of the how-to runs as it is printed, on what its commands make."""

from __future__ import annotations

import ctypes.util
import re
import shutil
import subprocess
import sys

import pytest
from places import DOCS

PAGE = DOCS / "how-to" / "export-hugging-face.md"
CODE = re.findall(r"<!-- run -->\n```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def place(studio, tmp_path):
    """A folder in which the page's commands were carried out."""
    shutil.copytree(studio.folder, tmp_path / "runs/films")
    commands = re.findall(r"^\$ (moviellm export .*)$", PAGE.read_text(), re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        subprocess.run([sys.executable, "-m", *command.split()], cwd=tmp_path, check=True)
    return tmp_path


def test_the_code_of_the_page_runs(place, loaders):
    decodes = [code for code in CODE if "get_frames_in_range" in code]
    assert (len(CODE), len(decodes)) == (4, 1)
    if not ctypes.util.find_library("avcodec"):  # torchcodec needs FFmpeg's libraries
        CODE.remove(decodes[0])
    for number, code in enumerate(CODE):
        (place / f"code{number}.py").write_text(code, encoding="utf-8")
    start = (
        f"import os, runpy; os.chdir({str(place)!r})\n"
        f"for number in range({len(CODE)}):\n"
        "    runpy.run_path(f'code{number}.py')\n"
        "    print('ran')"
    )
    done = loaders.run("-c", start, HF_HOME=str(place / "cache"), HF_HUB_OFFLINE="1")
    printed = done.stdout.split("ran\n")
    assert len(printed) == len(CODE) + 1
    assert all(len(text) > 3 for text in printed[:-1])
    assert (place / "first-frame.jpg").stat().st_size > 1_000
