"""The programs of the how-to pages read what the exporters write, word for word as printed."""

from __future__ import annotations

import re

import pytest
from environments import READERS, ROOT, STREAMING


@pytest.fixture
def program(tmp_path):
    """Writes the program of a page to a file."""

    def written(page: str):
        text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
        ((name, code),) = re.findall(
            r"^<!-- file: (\S+) -->\n```python\n(.*?)^```$", text, re.M | re.S
        )
        (tmp_path / name).write_text(code, encoding="utf-8")
        return tmp_path / name

    return written


def test_webdataset_shuffles_and_decodes(environment, studio, tmp_path, program):
    out = studio.export("webdataset", tmp_path / "out")
    done = environment(*READERS).run(program("export-webdataset.md"), out)
    *frames, last = done.stdout.splitlines()
    assert last == "36 samples an epoch"
    assert len(frames) == 36
    assert all(line.startswith("(192, 108)") for line in frames)
    assert len(set(frames)) > 12


def test_energon_cooks_questions_about_frames(environment, studio, tmp_path, program):
    loader = environment(*READERS)
    out = tmp_path / "out"
    loader.run("-m", "moviellm", "export", studio.folder, "--to", "energon", "--out", out)
    batches = loader.run(program("export-energon.md"), out).stdout.splitlines()
    assert len(batches) == 3
    questions = {q.question for film in studio.films() for q in film.annotations.questions}
    for line in batches:
        assert "(2, 3, 108, 192)" in line
        assert sum(repr(question) in line for question in questions) >= 1


def test_streaming_reads_films(environment, studio, tmp_path, program):
    out = studio.export("mds", tmp_path / "out", "video.fps=1")
    done = environment(*STREAMING).run(program("export-mds.md"), out)
    lines = [line for line in done.stdout.splitlines() if line.startswith("film-")]
    titles = {film.id: film.screenplay.title for film in studio.films()}
    assert len(lines) == 3
    assert all(line.endswith(titles[line.split()[0]]) for line in lines)
