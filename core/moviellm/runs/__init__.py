"""Finished runs, and judges of answers about them, for notebooks and the commands of plugins.

    from moviellm.runs import open_run

    with open_run("runs/quickstart") as run:
        for film in run.films():
            first = run.blobs.get(film.footage.pictures[0].digest)
        table = run.questions.to_pandas()

A run is only read, so it may lie on a read-only disk, and another process may go on with it.
`judge_with` keeps what it pays for in a folder of its own.
"""

from __future__ import annotations

from moviellm.engine.judging import Judged, judge_with
from moviellm.runs.film import FinishedFilm, StoredPicture
from moviellm.runs.finished import FinishedRun, open_run
from moviellm.runs.rows import RunRows

__all__ = [
    "FinishedFilm",
    "FinishedRun",
    "Judged",
    "RunRows",
    "StoredPicture",
    "judge_with",
    "open_run",
]
