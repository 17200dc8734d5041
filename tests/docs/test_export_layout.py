"""The page about the film lists the files and rows that the exporter `frames` writes."""

from __future__ import annotations

import json
import re

import pytest
from moviellm.studio.exporters.config import FramesConfig
from moviellm.studio.exporters.frames.impl import FramesExporter
from moviellm.testing import MemoryBlobs, make_context, run_pipeline, tiny_movie


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    blobs = MemoryBlobs()
    target = tmp_path_factory.mktemp("export")
    context = make_context(film="", blobs=blobs)
    FramesExporter(FramesConfig()).moviellm_export([tiny_movie(blobs)], target, context)
    return target


def section(page, heading: str) -> str:
    text = page("docs/reference/film.md").text.partition(f"\n{heading}\n")[2]
    return re.split(r"\n#{2,3} ", text)[0]


@pytest.mark.parametrize("name", ["captions.jsonl", "qa.jsonl"])
def test_rows_have_the_listed_keys(page, export, name):
    row = json.loads((export / "film-tiny" / name).read_text(encoding="utf-8").splitlines()[0])
    cells = re.findall(r"^\| (`.+?`) \|", section(page, f"### {name}"), re.MULTILINE)
    assert row.keys() == {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}


def test_files_are_the_listed_ones(page, export):
    lines = section(page, "## What an export holds").partition("```text\n")[2].partition("```")[0]
    listed = set(re.findall(r"(?:FILM/)?([\w/]+\.\w+)", re.sub(r" {3}.*", "", lines)))
    found = {str(path.relative_to(export)) for path in export.rglob("*") if path.is_file()}
    found = {path.removeprefix("film-tiny/") for path in found}
    assert {p for p in found if not re.fullmatch(r"frames/frame_0000(?!01)\d\d.jpg", p)} == listed


def test_the_run_folder_is_as_described(page, tmp_path):
    report = run_pipeline({"exporters": ["frames"]}, tmp_path / "run")
    text = section(page, "### The run folder")
    for path in report.folder.iterdir():
        if not path.name.startswith("journal.sqlite-"):
            assert f"RUN/{path.name}" in text, path.name
