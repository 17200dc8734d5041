"""Makes the films, by the command that users give."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from learning.settings import Corpus

THEMES = Path(__file__).parents[2] / "examples" / "themes.txt"
_SOME_FAILED = 4
"""Exit code of a run that could not make some films: one of few events has fewer twins."""


def make_films(
    corpus: Corpus,
    siblings: Mapping[str, int],
    folder: Path,
    *,
    picture: tuple[int, int],
    seed: int,
    workers: int,
) -> Path:
    """Make the films of a corpus, or go on where that stopped, and return their export.

    Args:
        corpus: Which films.
        siblings: Keys of a pipeline's ``films`` that give each film siblings, such as
            ``{"twins": 1}``.
        folder: The folder for all corpora of these siblings.
        picture: Width and height of a key frame.
        seed: The benchmark's.
        workers: Processes that make films.

    Raises:
        SystemExit: The run failed; it has told why.
    """
    name = corpus.name.replace(" ", "-")
    file, run = folder / f"{name}.yaml", folder / name
    folder.mkdir(parents=True, exist_ok=True)
    pipeline = pipeline_of(corpus, siblings, picture=picture, seed=seed)
    file.write_text(yaml.safe_dump(pipeline, sort_keys=False), encoding="utf-8")
    words = ["run", str(file), "--out", str(run), "--workers", str(workers)]
    done = subprocess.run(
        [sys.executable, "-m", "moviellm", *words], stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode not in (0, _SOME_FAILED):
        raise SystemExit(done.returncode)
    return run / "export" / "frames"


def pipeline_of(
    corpus: Corpus, siblings: Mapping[str, int], *, picture: tuple[int, int], seed: int
) -> dict[str, Any]:
    """The pipeline of a corpus: as many parents as give its films with their siblings."""
    told = siblings.get("rotations", 1) + siblings.get("twins", 0)
    parents = math.ceil(corpus.films / told)
    themes = read_themes()[slice(*corpus.themes)][:parents]
    chapters, scenes, frames = corpus.shape
    return {
        "moviellm": 1,
        "films": {
            "themes": themes,
            "count": math.ceil(parents / len(themes)),
            "seed": seed + corpus.seed,
            "shape": {"chapters": chapters, "scenes": scenes, "frames": frames},
            **siblings,
        },
        "painter": {"use": "papercut", "size": list(picture)},
        "exporters": ["frames"],
        "limits": {"failed_films": corpus.films},
    }


def read_themes() -> list[str]:
    """The example themes, one a line."""
    lines = (line.strip() for line in THEMES.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
