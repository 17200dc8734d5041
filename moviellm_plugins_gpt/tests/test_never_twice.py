"""A run that is killed at random moments, against a provider that misbehaves."""

import json
import math
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from folders import bytes_of
from forked_runs import forked_runs
from moviellm import BudgetError, InputError, RunError
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.run import run
from moviellm.pipeline.read import read_pipeline
from places import CAST
from waiting import wait_until

CASTS = [CAST, Path(__file__).with_name("cast")]
PRICE = {"input": 2.0, "output": 10.0, "cached_input": 0.5}


@pytest.fixture(autouse=True)
def _casts(monkeypatch):
    for cast in CASTS:
        monkeypatch.syspath_prepend(cast)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, CASTS)))


@pytest.fixture
def pipeline(in_memory):
    def write(server, *, films=2, limits=None, **writer):
        shape = {"chapters": 1, "scenes": 1, "frames": 2}
        given = {
            "use": "asking", "model": "m", "base_url": f"{server.root}/v1", "price": PRICE,
            "max_output_tokens": 200, **writer,
        }  # fmt: skip
        themes = [f"a lighthouse {n}" for n in range(films)]
        file = in_memory / "pipeline.json"
        file.write_text(
            json.dumps(
                {
                    "moviellm": 1,
                    "films": {"themes": themes, "seed": 7, "shape": shape},
                    "writer": given,
                    "director": "plain-board-here",
                    "painter": "flat-here",
                    "captioner": "plain-here",
                    "exporters": ["list"],
                    "limits": {"usd": 100.0, **(limits or {})},
                }
            )
        )
        return file

    return write


def export_of(folder):
    found = bytes_of(folder / "export")
    assert found
    return found


@pytest.mark.slow
def test_killed_a_dozen_times_it_pays_for_nothing_twice(start_server, pipeline, in_memory):
    server, kills, concurrency, films, lines = start_server(), 12, 8, 4, 150
    faults = ["429:0.05", "503", "empty", "drop", "529"]
    server.script(hold=0, delay=0.05, some=faults, share=0.1, seed=5)
    file = pipeline(server, films=films, lines=lines, concurrency=concurrency, attempts=20)
    chance = random.Random(30)
    folder = in_memory / "run"
    with forked_runs("openai", "httpx2", "aiohttp") as runs:
        for _ in range(kills):
            billed, more = len(server.billed()), chance.randint(1, 12)
            server.release(more + 2 * concurrency)  # it is never finished, however late it dies
            process = runs.begin(file, folder)
            wait_until(lambda so_many=billed + more: len(server.billed()) >= so_many)
            runs.kill(process)
    server.release()
    shown = subprocess.run(
        [sys.executable, "-m", "moviellm", "show", folder],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    with JournalReader(folder) as reader:
        in_flight = sum(call.state == "sent" for call in reader.calls())
        possible = reader.spend().possible_usd
    assert in_flight or possible
    assert "possibl" in shown
    report = run(read_pipeline(file), folder, workers=1)
    assert report.state == "finished"
    bill = Counter(server.billed())
    assert len(bill) == films * lines
    assert sum(bill.values()) - len(bill) <= kills * concurrency
    with Journal(folder) as journal:
        assert journal.spend().done == films * lines
        broken = sum(entry["fault"] in {"empty", "drop"} for entry in server.log())
        written_down = concurrency + math.ceil(concurrency / 8)  # some ahead of their turn
        assert journal.spend().unrecorded <= kills * written_down + broken
    whole = in_memory / "whole"
    server.script()
    assert run(read_pipeline(file), whole, workers=1).state == "finished"
    assert export_of(folder) == export_of(whole)


def test_what_was_answered_stays_although_the_model_would_answer_otherwise(
    server, pipeline, in_memory
):
    server.script(nonce=True, faults=[""] * 9, always="quota")
    file = pipeline(server, lines=12, concurrency=1)
    with pytest.raises(BudgetError, match="no quota left"):
        run(read_pipeline(file), in_memory / "run", workers=1)
    with JournalReader(in_memory / "run") as reader:
        before = {call.key: call.reply for call in reader.calls() if call.state == "done"}
    assert len(before) == 9
    server.script(nonce=True)
    assert run(read_pipeline(file), in_memory / "run", workers=1).state == "finished"
    assert len(server.log()) == 24 - 9
    with JournalReader(in_memory / "run") as reader:
        after = {call.key: call.reply for call in reader.calls() if call.state == "done"}
    assert before.items() <= after.items()
    first = export_of(in_memory / "run")
    server.script(always="500")
    assert run(read_pipeline(file), in_memory / "run", workers=1).films == 2
    assert export_of(in_memory / "run") == first
    assert server.log() == []


@pytest.mark.parametrize(
    ("fault", "error"), [("quota", BudgetError), ("auth", InputError), ("drop", RunError)]
)
def test_what_no_film_can_get_over_stops_the_run_and_quarantines_none(
    server, pipeline, in_memory, fault, error
):
    server.script(always=fault)
    file = pipeline(server, films=6, lines=40, model=f"stopped-by-{fault}", attempts=20)
    with pytest.raises(error):
        run(read_pipeline(file), in_memory / "run", workers=1)
    with JournalReader(in_memory / "run") as reader:
        assert {film.state for film in reader.films()} <= {"pending"}
    assert len(server.log()) <= 130


def test_the_cap_holds_over_several_runs(server, pipeline, in_memory):
    cap = 20 * 0.0024
    file = pipeline(server, lines=40, limits={"usd": cap}, model="capped")
    spent = []
    for _ in range(2):
        with pytest.raises(BudgetError):
            run(read_pipeline(file), in_memory / "run", workers=1)
        with JournalReader(in_memory / "run") as reader:
            spent.append(reader.spend().usd)
    assert 0 < spent[0] <= spent[1] <= cap
    file = pipeline(server, lines=40, limits={"usd": 100.0}, model="capped")
    assert run(read_pipeline(file), in_memory / "run", workers=1).state == "finished"
    assert len(server.billed()) >= 80


def test_a_capped_run_does_not_begin_without_a_price(server, pipeline, in_memory):
    file = pipeline(server, price=None)
    with pytest.raises(BudgetError, match="price of the writer `asking` is unknown"):
        run(read_pipeline(file), in_memory / "run", workers=1)
    assert server.log() == []
    with JournalReader(in_memory / "run") as reader:
        assert reader.calls() == []


@pytest.mark.slow
def test_a_batch_may_take_longer_than_a_step_that_works(server, pipeline, in_memory):
    server.script(batch_hold=True)
    threading.Timer(7.0, server.release).start()
    file = pipeline(server, mode="batch", model="patient", limits={"seconds": 5.0})
    assert run(read_pipeline(file), in_memory / "run", workers=1).state == "finished"
