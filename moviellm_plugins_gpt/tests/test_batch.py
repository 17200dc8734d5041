"""Batches: handed in once, collected by whoever runs next, sent again only for what is missing."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from moviellm import BudgetError, Cancelled, FilmError, InputError
from moviellm_plugins_gpt.calls import ModelAnswer, ModelClient, ModelQuestion, Refused, user
from places import CAST
from pydantic import BaseModel
from waiting import wait_until

HALF = (600 * 2e-6 + 400 * 0.5e-6 + 100 * 10e-6) / 2
APIS = ("chat", "responses", "messages")


class Scene(BaseModel):
    title: str
    frames: int


def questions(count):
    return [
        ModelQuestion(
            system="Write.", messages=(user(f"Scene {n}"),), schema=Scene, label=f"scene {n}"
        )
        for n in range(count)
    ]


def made(server):
    """How many batches were handed in."""
    paths = [entry["path"] for entry in server.log() if entry["method"] == "POST"]
    return sum(path in {"/v1/batches", "/v1/messages/batches"} for path in paths)


@pytest.fixture
def batched(options):
    return lambda api, **more: options(api, mode="batch", **more)


@pytest.mark.parametrize("api", APIS)
def test_all_questions_go_in_one_batch_at_half_the_price(server, books, batched, api):
    answers = ModelClient(batched(api)).ask(books.context, questions(12))
    assert all(isinstance(answer, ModelAnswer) for answer in answers)
    assert [answer.label for answer in answers] == [f"scene {n}" for n in range(12)]
    assert made(server) == 1
    assert books.states() == ["done"] * 12
    assert books.journal.spend().usd == pytest.approx(12 * HALF)
    assert books.budget.totals().in_flight == 0
    assert {call.usage["batch"] for call in books.journal.calls()} == {1}


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("fault", ["expired", "missing", "500"])
def test_only_what_is_missing_is_handed_in_again(server, books, batched, api, fault):
    server.script(batch_faults=["", fault, "", fault])
    before = len(server.billed())
    answers = ModelClient(batched(api)).ask(books.context, questions(6))
    assert all(isinstance(answer, ModelAnswer) for answer in answers)
    assert made(server) == 2
    assert len(server.billed()) - before == 6
    assert Counter(books.states()) == {"done": 6, "failed": 2}
    assert books.journal.spend().usd == pytest.approx(6 * HALF)


@pytest.mark.parametrize("api", APIS)
def test_what_is_wrong_with_single_calls_is_told_of_those(server, books, batched, api):
    server.script(batch_faults=["400", "refusal", "length", "wrong-schema", ""])
    found = ModelClient(batched(api)).ask(books.context, questions(5))
    kinds = [one.kind if isinstance(one, Refused) else "answer" for one in found]
    assert kinds == ["bad request", "refused", "answer", "answer", "answer"]
    assert made(server) == 2


def waiting(books, count):
    return lambda: books.states() == ["waiting"] * count


@pytest.mark.parametrize("api", APIS)
def test_a_stopped_run_leaves_its_batch_and_the_next_one_collects_it(
    server, books, open_books, batched, stop_when, api
):
    server.script(batch_hold=True)
    asked = batched(api)
    stop_when(waiting(books, 8))
    with pytest.raises(Cancelled):
        ModelClient(asked).ask(books.context, questions(8))
    assert books.states() == ["waiting"] * 8
    assert books.journal.spend().possible_usd > 0
    assert made(server) == 1
    again = open_books()
    assert again.budget.totals().possible_usd > 0
    server.release()
    answers = ModelClient(asked).ask(again.context, questions(8))
    assert all(isinstance(answer, ModelAnswer) for answer in answers)
    assert made(server) == 1
    assert again.states() == ["done"] * 8
    totals = again.budget.totals()
    assert (totals.possible_usd, totals.in_flight_usd) == (0, 0)
    assert totals.usd == pytest.approx(8 * HALF)


def test_a_part_that_waits_is_collected_and_the_rest_handed_in(
    server, books, open_books, batched, stop_when
):
    server.script(batch_hold=True)
    asked = batched("messages")
    stop_when(waiting(books, 4))
    with pytest.raises(Cancelled):
        ModelClient(asked).ask(books.context, questions(4))
    again = open_books()
    server.release()
    answers = ModelClient(asked).ask(again.context, questions(9))
    assert len(answers) == 9
    assert made(server) == 2
    assert again.states() == ["done"] * 9


def test_a_batch_whose_ticket_was_lost_is_found_by_its_name(server, books, batched):
    server.script(batch_lost=True)
    before = len(server.billed())
    answers = ModelClient(batched("chat")).ask(books.context, questions(3))
    assert all(isinstance(answer, ModelAnswer) for answer in answers)
    assert len(server.billed()) - before == 3
    assert books.states() == ["done"] * 3


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("fault", ["429:0.1", "503", "500"])
def test_faults_on_the_way_are_waited_out(server, books, batched, brisk, api, fault):
    server.script(faults=[fault, "", fault, fault])
    answers = ModelClient(batched(api)).ask(books.context, questions(3))
    assert all(isinstance(answer, ModelAnswer) for answer in answers)
    assert books.journal.spend().usd == pytest.approx(3 * HALF)
    assert books.journal.spend().possible_usd == 0


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("quota", BudgetError),
        ("auth", InputError),
        ("not-found", InputError),
        ("503", FilmError),
    ],
)
def test_what_does_not_pass_stops(server, books, batched, fault, error):
    server.script(always=fault)
    with pytest.raises(error):
        ModelClient(batched("messages", attempts=2)).ask(books.context, questions(3))
    assert books.journal.spend().usd == books.budget.totals().in_flight_usd == 0


@pytest.mark.parametrize("api", APIS)
def test_a_batch_that_is_gone_is_told_and_its_calls_can_be_asked_singly(
    server, books, open_books, batched, stop_when, api
):
    server.script(batch_hold=True)
    asked = batched(api)
    stop_when(waiting(books, 2))
    with pytest.raises(Cancelled):
        ModelClient(asked).ask(books.context, questions(2))
    books = open_books()
    server.script(always="not-found")
    with pytest.raises(InputError, match=r"batch_\w+, which .* is not there: HTTP 404") as caught:
        ModelClient(asked).ask(books.context, questions(2))
    assert "`mode: sync`" in caught.value.hint
    assert books.states() == ["waiting"] * 2
    server.script()
    singly = asked.model_copy(update={"mode": "sync"})
    assert all(
        isinstance(one, ModelAnswer) for one in ModelClient(singly).ask(books.context, questions(2))
    )
    assert server.log()
    assert books.states() == ["waiting"] * 2 + ["done"] * 2


def test_a_batch_that_is_not_taken_is_told(server, books, batched):
    server.script(batch_refused="invalid_json_line")
    found = ModelClient(batched("chat")).ask(books.context, questions(2))
    assert [one.kind for one in found] == ["bad request"] * 2
    assert "not taken" in found[0].reason


def test_nothing_is_handed_in_beyond_the_cap(server, open_books, batched):
    books = open_books(cap=3 * HALF)
    with pytest.raises(BudgetError):
        ModelClient(batched("chat")).ask(books.context, questions(8))
    assert server.log() == []
    assert books.states() == []
    assert books.budget.totals().in_flight == 0


def looked_at(server, since):
    """The batches that somebody waits for: their tickets are written down before the first look."""
    paths = [entry["path"] for entry in server.log()[since:] if entry["method"] == "GET"]
    return {path for path in paths if path.startswith("/v1/batches/")}


KILLED = """
import sys
from pathlib import Path
from moviellm.engine.run import run
from moviellm.pipeline.read import read_pipeline

if __name__ == "__main__":
    production = read_pipeline(sys.argv[1])
    print(run(production, Path(sys.argv[2]), workers=1).state, flush=True)
"""


@pytest.mark.slow
def test_a_killed_run_attaches_to_its_batches_again(server, tmp_path, in_memory):
    server.script(batch_hold=True)
    casts = [CAST, Path(__file__).with_name("cast")]
    writer = {
        "use": "asking", "model": "m", "base_url": f"{server.root}/v1", "mode": "batch",
        "price": {"input": 2.0, "output": 10.0}, "lines": 30,
    }  # fmt: skip
    shape = {"chapters": 1, "scenes": 1, "frames": 1}
    pipeline = {
        "moviellm": 1, "films": {"themes": ["one", "two"], "seed": 7, "shape": shape},
        "writer": writer, "director": "plain-board-here", "painter": "flat-here",
        "captioner": "plain-here",
        "exporters": ["list"], "limits": {"usd": 50},
    }  # fmt: skip
    (tmp_path / "pipeline.json").write_text(json.dumps(pipeline))
    (tmp_path / "script.py").write_text(KILLED)
    command = [
        sys.executable,
        tmp_path / "script.py",
        tmp_path / "pipeline.json",
        in_memory / "run",
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, casts))}
    before = len(server.billed())
    for _ in range(2):
        seen = len(server.log())
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        wait_until(lambda known=seen: len(looked_at(server, known)) == 2, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert made(server) == 2
    server.script()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "finished" in done.stdout
    assert made(server) == 0
    assert len(server.billed()) - before == 60
