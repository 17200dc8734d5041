"""The program of the how-to page reads what the exporter writes, word for word as printed."""

from __future__ import annotations

from environments import STREAMING


def test_streaming_reads_films(environment, studio, tmp_path, program):
    out = studio.export("mds", tmp_path / "out", "video.fps=1")
    done = environment(*STREAMING).run(program("export-mds.md"), out)
    lines = [line for line in done.stdout.splitlines() if line.startswith("film-")]
    titles = {film.id: film.screenplay.title for film in studio.films()}
    assert len(lines) == 3
    assert all(line.endswith(titles[line.split()[0]]) for line in lines)
