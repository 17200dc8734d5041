"""A stopped export goes on where it was, to the same bytes; what an export lacks is told."""

from __future__ import annotations

import logging

import pytest
from changed_films import changed
from folders import bytes_of
from moviellm.testing import make_context
from trainer_exports import NAMES, exporter, faults


@pytest.mark.parametrize("name", NAMES)
def test_a_stopped_export_goes_on_to_the_same_bytes(studio, name):
    films = [studio.film(), changed(studio.film(), "film-b")]
    whole = studio.export(name, films)

    def stopped():
        yield films[0]
        raise KeyboardInterrupt

    target = studio.folder / "again"
    target.mkdir()
    context = make_context(film="", blobs=studio.blobs)
    with pytest.raises(KeyboardInterrupt):
        exporter(name).moviellm_export(stopped(), target, context)
    kept = {path: path.stat().st_ino for path in target.rglob("film-tiny.*")}
    exporter(name).moviellm_export(iter(films), target, context)
    assert bytes_of(target) == bytes_of(whole)
    assert faults(target) == []
    assert all(path.stat().st_ino == number for path, number in kept.items())


def test_a_film_without_a_twin_and_an_empty_split_are_told(studio, caplog):
    with caplog.at_level(logging.WARNING):
        studio.export("ms-swift", preferences=True, split={"train": 1, "test": 1e-9})
    assert "No film has a twin that answers otherwise" in caplog.text
    assert "No film fell into the split test: it has no file." in caplog.text
