"""The page about the film lists the files and rows that the exporter `frames` writes."""

from __future__ import annotations

import json
import re

import pytest
from moviellm.testing import MemoryBlobs, run_pipeline


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return run_pipeline({"exporters": ["frames"]}, tmp_path_factory.mktemp("docs") / "run")


def section(text: str, heading: str) -> str:
    return text.partition(f"\n{heading}\n")[2].partition("\n## ")[0].partition("\n### ")[0]


def listed(text: str) -> set[str]:
    return {
        name
        for cell in re.findall(r"^\| (`.+?`) \|", text, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", cell)
    }


@pytest.mark.parametrize("name", ["captions.jsonl", "qa.jsonl"])
def test_rows_have_the_listed_keys(page, report, name):
    (film,) = [path for path in report.exports["frames"].iterdir() if path.is_dir()]
    rows = (film / name).read_text(encoding="utf-8").splitlines()
    text = page("docs/reference/film.md").text
    if rows:
        assert json.loads(rows[0]).keys() == listed(section(text, f"### {name}"))


def test_files_are_the_listed_ones(page, report):
    text = section(page("docs/reference/film.md").text, "## What an export holds")
    (film,) = [path for path in report.exports["frames"].iterdir() if path.is_dir()]
    for path in report.exports["frames"].rglob("*"):
        if path.is_file() and path.parent.name != "frames":
            assert path.name in text, path.name
    for path in re.findall(r"^(?:FILM/)?(\S+)", text.partition("```text\n")[2], re.MULTILINE):
        if "." in path and "..." not in path:
            place = path.removesuffix(",")
            assert (film / place).exists() or (report.exports["frames"] / place).exists(), place


def test_the_run_folder_is_as_described(page, report):
    text = section(page("docs/reference/film.md").text, "### The run folder")
    for path in report.folder.iterdir():
        if not path.name.startswith("journal.sqlite-"):
            assert f"RUN/{path.name}" in text, path.name


def test_a_question_row_is_that_of_the_exporter(page, tmp_path):
    from moviellm.studio.exporters.config import FramesConfig
    from moviellm.studio.exporters.frames.impl import FramesExporter
    from moviellm.testing import make_context, tiny_movie

    blobs = MemoryBlobs()
    film = tiny_movie(blobs)
    FramesExporter(FramesConfig()).moviellm_export(
        [film], tmp_path, make_context(film="", blobs=blobs)
    )
    (row,) = (tmp_path / film.id / "qa.jsonl").read_text(encoding="utf-8").splitlines()[:1]
    text = page("docs/reference/film.md").text
    assert json.loads(row).keys() == listed(section(text, "### qa.jsonl"))
