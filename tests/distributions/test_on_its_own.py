"""Each distribution works with what it declares, and nothing else of this repository."""

from __future__ import annotations

import json

import pytest
from table import FOLDERS, TABLE, Distribution

FILMS = {"themes": ["A lantern"], "shape": {"chapters": 1, "scenes": 2, "frames": 6}}
PIPELINE = {"moviellm": 1, "films": FILMS, "painter": {"use": "papercut", "size": [96, 64]}}
"""Stages that it does not name are the studio's."""


@pytest.mark.parametrize("one", TABLE, ids=FOLDERS)
def test_it_works_with_only_what_it_declares(one: Distribution, on_its_own, given, tmp_path):
    alone = on_its_own(*one.needs(), one.folder, extras=one.extras)
    changes = one.pipeline(given) if callable(one.pipeline) else one.pipeline
    (tmp_path / "film.json").write_text(json.dumps({**PIPELINE, **changes}))

    def moviellm(*words: str):
        return alone.run("-m", "moviellm", *words, cwd=tmp_path)

    moviellm("run", "film.json", "--out", "run")
    for pattern in one.makes:
        found = list((tmp_path / "run" / "export").glob(pattern))
        assert found, pattern
        assert all(path.stat().st_size for path in found)
    for command in one.commands:
        moviellm(*command.split())
    moviellm("verify", "run")
