"""This plugin through the whole engine: four films are written at once, the longest step counts."""

import json
import time
from pathlib import Path

import aiohttp  # noqa: F401 - its import counts as start-up
import openai  # noqa: F401 - its import counts as start-up
from common import at_once, count, folder, told, url
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.run import run
from moviellm.pipeline.read import LoadedPipeline, read_pipeline

FILMS = 4


def pipeline(name: str, themes: list[str], lines: int) -> LoadedPipeline:
    file = Path(folder) / f"{name}.json"
    writer = {
        "use": "asking", "model": "m", "base_url": url, "concurrency": at_once,
        "price": {"input": 1, "output": 2}, "lines": lines,
    }  # fmt: skip
    shape = {"chapters": 1, "scenes": 1, "frames": 1}
    file.write_text(
        json.dumps(
            {
                "moviellm": 1, "films": {"themes": themes, "seed": 7, "shape": shape},
                "writer": writer, "director": "plain-board", "painter": "flat",
                "captioner": "plain", "exporters": [], "limits": {"usd": 1000},
            }
        )
    )  # fmt: skip
    return read_pipeline(file)


if __name__ == "__main__":
    full = pipeline("full", [f"theme {n}" for n in range(FILMS)], count // FILMS)
    run(pipeline("warm", ["warm"], 1), Path(folder) / "warm", workers=1)
    cpu = time.process_time()
    report = run(full, Path(folder) / "run", workers=2)
    cpu = time.process_time() - cpu
    assert report.films == FILMS, report
    with JournalReader(Path(folder) / "run") as journal:
        writer = next(id for id, maker in journal.makers().items() if maker.stage == "writer")
        films = [row.film for row in journal.films()]
        steps = [step for film in films for step in journal.steps_of(film) if step.maker == writer]
    told(max(step.wall_us for step in steps) / 1e6, cpu)
