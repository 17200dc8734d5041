"""Exports and commands see finished films in the order of the pipeline."""

from __future__ import annotations

from moviellm.engine.journal.records import FilmRow
from moviellm.engine.journal.writer import Journal

ORDER = ["film-b", "film-c", "film-a"]


def test_finished_films_come_as_the_pipeline_asks_for_them_whenever_they_were_made(tmp_path):
    rows = [
        FilmRow(film=film, ordinal=ordinal, brief="{}", state="done")
        for ordinal, film in enumerate(ORDER)
    ]
    journal = Journal(tmp_path)
    for row in (rows[2], rows[0], rows[1]):
        journal.record(films=[row])
    found = journal.finished()
    assert [next(found).film for _ in ORDER] == ORDER
    journal.close()
