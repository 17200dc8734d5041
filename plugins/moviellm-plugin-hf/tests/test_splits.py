"""Films are divided by family: a film and its twins stand in one split, whatever the seed."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest
from moviellm.film import family, split_of
from odd_films import odd_film


def splits(folder):
    return {
        path.name.partition("-")[0]: pq.read_table(path)["id"].to_pylist()
        for path in (folder / "films").iterdir()
    }


@pytest.mark.parametrize("seed", range(5))
def test_twins_never_straddle_a_split(export, blobs, seed):
    films = [
        odd_film(blobs, [f"word {twin}"], id=f"film-{person}-{twin}", person=f"Mara {person}")
        for person in range(6)
        for twin in range(2)
    ]
    share = {"train": 2, "validation": 1, "test": 1, "seed": seed}
    found = splits(export(films, split=share))
    where = {id: split for split, ids in found.items() for id in ids}
    assert len(where) == 12
    assert len(found) > 1
    for film in films:
        assert where[film.id] == split_of(
            family(film), {"train": 2, "validation": 1, "test": 1}, seed
        )
        assert where[film.id] == where[film.id[:-1] + "0"]


def test_all_films_are_for_training_unless_asked_otherwise(export, blobs):
    films = [odd_film(blobs, id=f"film-{n}", person=str(n)) for n in range(8)]
    assert list(splits(export(films))) == ["train"]
