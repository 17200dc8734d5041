"""How much memory curating takes as a corpus grows, and how long.

    python bench/bench_curator.py [--films 1000 10000] [--out DIR]

Some films are made by the embedded studio (no key, no GPU). Their annotations are told again under
other names, until there are as many films as wanted, to the engine's own curation with the curator
`balance`: facts are taken down, looked at, decided on and written down as in a run. Each size works
in a process of its own, whose largest resident memory is told; the last line is the ratio of the
largest corpus to the smallest. A run's journal, which lies in SQLite, is not part of it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import yaml
from moviellm.engine.journal.records import FilmRow
from moviellm.engine.store.curation import CorpusQuestions, write_left_out
from moviellm.film import Film
from moviellm.runs import open_run
from moviellm.studio.balance.config import BalanceConfig
from moviellm.studio.balance.impl import Balance
from moviellm.testing import make_context

_THEMES = Path(__file__).parents[1] / "examples" / "themes.txt"
_MADE = 48


def main() -> None:
    options = parsed()
    run = options.out / "run"
    if options.alone:
        print(json.dumps(curated(run, options.films[0])))
        return
    make(options.out, run)
    found = [apart(options.out, films) for films in options.films]
    for each in found:
        print(
            f"{each['films']:,} films, {each['questions']:,} questions, {each['kept']:,} kept: "
            f"{each['mb']:.0f} MB, {each['seconds']:.0f} s"
        )
    first, last = found[0], found[-1]
    print(f"{last['films'] / first['films']:.0f}x the films: {last['mb'] / first['mb']:.2f}x MB")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--films", type=int, nargs="+", default=[1_000, 10_000], metavar="N")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "bench-curator")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def make(folder: Path, run: Path) -> None:
    """Make the films whose annotations are told, or go on where that stopped."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = _THEMES.read_text(encoding="utf-8").splitlines()
    themes = [line for line in lines if line.strip() and not line.startswith("#")][:_MADE]
    pipeline = {
        "moviellm": 1,
        "films": {"themes": themes, "seed": 5, "shape": "short"},
        "painter": {"use": "papercut", "size": [64, 64]},
        "exporters": [],
    }
    (folder / "films.yaml").write_text(yaml.safe_dump(pipeline), encoding="utf-8")
    command = [sys.executable, "-m", "moviellm", "run", folder / "films.yaml", "--out", run]
    quiet = subprocess.DEVNULL
    subprocess.run(command, stdout=quiet, stderr=quiet, check=True)


def apart(folder: Path, films: int) -> dict[str, float]:
    """Curate so many films in a process of its own."""
    command = [sys.executable, __file__, "--alone", "--films", str(films), "--out", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def curated(run: Path, count: int) -> dict[str, float]:
    begun = time.perf_counter()
    with open_run(run) as opened, tempfile.TemporaryDirectory() as folder:
        films = list(opened.films())
        questions = CorpusQuestions(Path(folder), count, lambda: None, lambda done, total: None)
        questions.take(told_again(films, count))
        said = Balance(BalanceConfig()).moviellm_curate(questions, make_context())
        found = write_left_out(Path(folder), questions, said)
    left_out = sum(found["left_out"].values())
    return {
        "films": count,
        "questions": found["kept"] + left_out,
        "kept": found["kept"],
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "seconds": time.perf_counter() - begun,
    }


def told_again(films: list[Film], count: int) -> Iterator[tuple[FilmRow, Film]]:
    """So many films, each with a name and a family of its own."""
    for number, film in enumerate(islice(cycle(films), count)):
        name = f"film-{number:012x}"
        brief = film.brief.model_copy(update={"id": name})
        annotations = film.annotations.model_copy(update={"film": name})
        told = film.model_copy(update={"brief": brief, "annotations": annotations})
        yield FilmRow(film=name, ordinal=number, state="done"), told


if __name__ == "__main__":
    main()
