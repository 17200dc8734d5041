"""The program of the how-to page reads what the exporter writes, word for word as printed."""

from __future__ import annotations

from environments import READERS


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
