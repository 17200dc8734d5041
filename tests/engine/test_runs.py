"""Commands of plugins read a finished run, whoever writes it meanwhile."""

from __future__ import annotations

import gc

import pytest
from moviellm import RunError, StorageError
from moviellm.engine.journal.writer import Journal
from moviellm.runs import open_run

from .conftest import IN_THREADS


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


def test_every_finished_film_is_read_with_its_pictures(produce):
    report = produce()
    with open_run(str(report.folder)) as run:
        films = list(run.films())
        pictures = [run.blobs.get(picture.digest) for picture in films[0].footage.pictures]
        assert run.folder == report.folder
    assert [film.brief.theme for film in films] == ["a lighthouse", "two rivals"]
    assert [len(picture) for picture in pictures] == [p.bytes for p in films[0].footage.pictures]


@pytest.mark.parametrize("on", [True, False])
def test_reading_films_leaves_the_collector_as_it_was(produce, on):
    with open_run(produce().folder) as run:
        was_on = gc.isenabled()
        (gc.enable if on else gc.disable)()
        try:
            assert [gc.isenabled() for _ in run.films()] == [on, on]
        finally:
            (gc.enable if was_on else gc.disable)()


def test_a_run_is_read_while_another_process_holds_it(produce):
    report = produce()
    with Journal(report.folder), open_run(report.folder) as run:
        assert len(list(run.films())) == 2


def test_a_film_that_failed_is_left_out(produce):
    report = produce(writer={"use": "tale-here", "fault": "film", "on": "rivals"})
    with open_run(report.folder) as run:
        assert [film.brief.theme for film in run.films()] == ["a lighthouse"]


def test_nothing_can_be_put_into_a_finished_run(produce):
    with open_run(produce().folder) as run, pytest.raises(StorageError, match="for reading"):
        run.blobs.put(b"more")


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(StorageError, match="is not a run folder"), open_run(tmp_path):
        pass


def test_a_run_without_a_finished_film_is_refused(produce, folder):
    produce(writer={"use": "tale-here", "fault": "film", "on": ""}, limits={"failed_films": 9})
    with pytest.raises(RunError, match="has no finished film"), open_run(folder):
        pass
