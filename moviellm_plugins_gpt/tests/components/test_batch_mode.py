"""A film whose writer and captioner ask in batches: the same film, in few batches, once each."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
from collections import Counter

import pytest
from moviellm.engine.journal.writer import JournalReader
from moviellm.errors import MovieLLMError
from moviellm.testing import run_pipeline
from waiting import wait_until

FILMS = {
    "themes": ["A keeper hides a map", "Two rivals at the market"],
    "seed": 5,
    "shape": {"chapters": 2, "scenes": 2, "frames": 3},
}


def pipeline(model, provider="openai", mode="batch", **more):
    asks = model.options(provider, mode=mode)
    return {
        "films": FILMS,
        **{stage: {"use": provider, **asks} for stage in ("writer", "captioner")},
        "director": "storyboard",
        "painter": {"use": "papercut", "size": [256, 144]},
        "limits": {"usd": 5},
        **more,
    }


def films(report):
    return [json.loads(file.read_text()) for file in sorted(report.exports["fake"].rglob("*.json"))]


@pytest.mark.slow
@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_batches_make_the_film_that_single_calls_make_at_half_the_price(model, provider, tmp_path):
    batched = run_pipeline(pipeline(model, provider), tmp_path / "batched")
    assert batched.state == "finished", batched.quarantined
    asked = Counter(model.asked)
    assert sum(model.batches.made) == sum(asked.values())
    # a film's bible, its names, all chapters together, each of four scenes, and its captions
    assert len(model.batches.made) <= 2 * 8
    single = run_pipeline(pipeline(model, provider, mode="sync"), tmp_path / "single")
    assert films(single) == films(batched)
    assert Counter(model.asked) == asked + asked
    assert batched.usd == pytest.approx(single.usd / 2)


@pytest.mark.slow
def test_a_film_begun_in_batches_is_finished_by_single_calls(model, tmp_path):
    folder = tmp_path / "run"
    run_pipeline(pipeline(model, captioner="script"), folder)
    asked = Counter(model.asked)
    again = run_pipeline(pipeline(model, mode="sync"), folder)
    assert again.state == "finished"
    assert Counter(model.asked) - asked == {kind: model.asked[kind] for kind in (
        "captions", "questions") if model.asked[kind]}  # fmt: skip


def written_down(folder):
    """How many calls a run has written down with their ticket, or with their answer."""
    with contextlib.suppress(MovieLLMError), JournalReader(folder) as journal:
        return sum(call.state in {"waiting", "done"} for call in journal.calls())
    return 0


SCRIPT = """
import sys
from pathlib import Path
from moviellm.engine.run import run
from moviellm.pipeline.read import read_pipeline

if __name__ == "__main__":
    print(run(read_pipeline(sys.argv[1]), Path(sys.argv[2]), workers=1).state, flush=True)
"""


@pytest.mark.slow
def test_a_run_that_is_killed_takes_its_batches_up_again(model, provider, tmp_path):
    """Killed whenever a new batch is waited for: each is collected by the run after it."""
    exporters = ["frames"]
    file, script, folder = tmp_path / "p.json", tmp_path / "script.py", tmp_path / "run"
    whole = {"moviellm": 1, **pipeline(model, provider, exporters=exporters)}
    file.write_text(json.dumps({**whole, "films": {**FILMS, "themes": FILMS["themes"][:1]}}))
    script.write_text(SCRIPT)
    model.batches.looks = sys.maxsize
    command = [sys.executable, script, file, folder]
    for _ in range(3):
        handed_in = len(model.batches.made)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(
            lambda known=handed_in: (
                len(model.batches.made) > known and written_down(folder) == sum(model.batches.made)
            ),
            process,
        )
        process.send_signal(signal.SIGKILL)
        process.wait()
        model.batches.finish()
    model.batches.looks = 0
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "finished" in done.stdout
    with JournalReader(folder) as journal:
        calls = journal.calls()
        assert {call.state for call in calls} == {"done"}
        assert len({call.key for call in calls}) == len(calls)
    assert sum(model.asked.values()) == len(calls) == sum(model.batches.made)
