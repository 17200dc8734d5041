"""The same pipeline and seed give the same bytes, however they come about."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from forked_runs import forked_runs
from moviellm.engine.journal.writer import JournalReader

KILLS = 20
SHAPE = {"chapters": 1, "scenes": 2, "frames": 20}
RUN = """
import sys
from pathlib import Path
from moviellm.engine.run import run
from moviellm.pipeline.read import read_pipeline

if __name__ == "__main__":
    report = run(read_pipeline(sys.argv[1]), Path(sys.argv[2]), workers=int(sys.argv[3]))
    print(report.state)
"""


def exported(folder: Path) -> dict[str, str]:
    """Every file under the exports with its hash."""
    root = folder / "export"
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def pipeline(tmp_path: Path, cast: None) -> Path:
    file = tmp_path / "pipeline.yaml"
    ledger = tmp_path / "ledger"
    file.write_text(
        json.dumps(
            {
                "moviellm": 1,
                "films": {"themes": ["one", "two", "three", "four"], "shape": SHAPE, "seed": 3},
                "writer": {"use": "paid-tale", "ledger": str(ledger)},
                "director": "plain-board",
                "voice": "hum",
                "painter": {"use": "flat", "naps": 0.01},
                "critic": "picky",
                "captioner": "plain",
                "exporters": ["frames", "list"],
            }
        )
    )
    return file


def begin(pipeline: Path, folder: Path, workers: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(pipeline), str(folder), str(workers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out.strip()


@pytest.mark.slow
def test_workers_and_kills_do_not_change_a_byte(pipeline, folder, tmp_path):
    assert finish(begin(pipeline, folder / "one", 1)) == "finished"
    assert finish(begin(pipeline, folder / "four", 4)) == "finished"
    want = exported(folder / "one")
    assert any(name.endswith(".jpg") for name in want)
    assert exported(folder / "four") == want

    ledger = tmp_path / "ledger"
    ledger.unlink()
    moments = random.Random(11)
    with forked_runs() as runs:
        for _ in range(KILLS):
            run = runs.begin(pipeline, folder / "killed", workers=2)
            time.sleep(moments.uniform(0.0, 1.8))
            runs.kill(run)
    assert finish(begin(pipeline, folder / "killed", 2)) == "finished"
    assert exported(folder / "killed") == want
    bought = ledger.read_text().splitlines()
    assert len(set(bought)) == 8
    with JournalReader(folder / "killed") as journal:
        spend = journal.spend()
    assert spend.done == 8
    assert len(bought) <= 8 + spend.unrecorded
