import random
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from moviellm import BudgetError, Cancelled, PluginError, Reply, StorageError, unsent
from moviellm.engine.budget import Budget
from moviellm.engine.calls import CallDesk
from moviellm.engine.gate import StepCalls
from moviellm.engine.journal import Journal, JournalReader
from moviellm.engine.keys import canonical
from moviellm.engine.schema import JOURNAL_FILE
from moviellm.engine.store import BlobDamagedError, Store, StoreReader
from moviellm.engine.verification import verify

REQUEST = {"model": "m-1", "messages": [{"role": "user", "content": "a film"}], "seed": 1}


class Desk:
    """A desk with its parts, and a sender that counts."""

    def __init__(self, folder: Path, cap: float | None = 10.0) -> None:
        self.journal = Journal(folder)
        self.store = Store(self.journal)
        self.budget = Budget(cap, self.journal.spend())
        self.stopped = threading.Event()
        self.desk = CallDesk(self.journal, self.store, self.budget, cancelled=self.stopped.is_set)
        self.calls = StepCalls(self.desk, stage="writer", component="llm", film="f1")
        self.sent = 0

    def send(self) -> Reply:
        self.sent += 1
        return Reply(data=b"Once upon a time", usd=0.25, usage={"output_tokens": 4})

    def buy(self, request=REQUEST, worst_usd=1.0, send=None) -> Reply:
        return self.calls.buy(request, worst_usd=worst_usd, send=send or self.send)


@pytest.fixture
def desk(folder):
    desk = Desk(folder)
    yield desk
    desk.journal.close()


def test_an_answer_is_bought_once(desk, folder):
    first = desk.buy()
    assert desk.buy(dict(reversed(REQUEST.items()))) == first
    assert desk.sent == 1
    assert desk.budget.totals().usd == 0.25
    desk.journal.close()
    again = Desk(folder)
    assert again.buy(send=lambda: pytest.fail("sent again")) == first
    assert again.budget.totals().usd == 0.25
    again.journal.close()


def test_another_request_or_component_is_another_call(desk):
    desk.buy()
    desk.buy({**REQUEST, "seed": 2})
    StepCalls(desk.desk, stage="writer", component="other", film="f1").buy(
        REQUEST, worst_usd=1.0, send=desk.send
    )
    StepCalls(desk.desk, stage="writer", component="llm", film="f2").buy(
        REQUEST, worst_usd=1.0, send=desk.send
    )
    assert desk.sent == 3


def test_it_is_written_down_before_it_is_sent_and_after(desk, folder):
    def send() -> Reply:
        with JournalReader(folder) as reader:
            states.append([(call.state, call.reserved_usd) for call in reader.calls()])
        return desk.send()

    states = []
    desk.buy(send=send)
    assert states == [[("sent", 1.0)]]
    (call,) = desk.journal.calls("f1")
    assert (call.state, call.usd, call.usage) == ("done", 0.25, {"output_tokens": 4})
    assert desk.store.get(call.reply) == b"Once upon a time"
    assert desk.store.get(call.request) == canonical(REQUEST)


def test_nothing_is_sent_beyond_the_cap(desk):
    for seed in range(37):
        desk.buy({"seed": seed})
    with pytest.raises(BudgetError):
        desk.buy({"seed": 99})
    assert desk.sent == 37
    assert desk.buy({"seed": 3}).data == b"Once upon a time"
    assert len(desk.journal.calls()) == 37


def test_a_capped_budget_refuses_an_unknown_price_before_sending(desk):
    with pytest.raises(BudgetError, match="unknown price"):
        desk.buy(worst_usd=None)
    assert desk.sent == 0
    assert desk.journal.calls() == []


def test_a_failure_is_recorded_named_and_free(desk):
    def send() -> Reply:
        raise ConnectionError("no route")

    with pytest.raises(ConnectionError, match="no route") as caught:
        desk.buy(send=send)
    assert "in a paid call of writer llm, film f1" in caught.value.__notes__
    assert desk.budget.totals().in_flight_usd == 0
    desk.buy()
    assert [call.state for call in desk.journal.calls()] == ["failed", "done"]
    assert desk.journal.spend().usd == desk.budget.totals().usd == 0.25


class RefusedError(Exception):
    def __init__(self, usd: float | None) -> None:
        super().__init__("the answer was cut off")
        self.usd = usd


@pytest.mark.parametrize(
    ("error", "state", "usd", "possible"),
    [
        (RefusedError(0.5), "failed", 0.5, 0.0),
        (RefusedError(None), "unrecorded", 0.0, 1.0),
        (TimeoutError("slow"), "unrecorded", 0.0, 1.0),
        (KeyboardInterrupt(), "unrecorded", 0.0, 1.0),
        (Cancelled("stop"), "unrecorded", 0.0, 1.0),
    ],
)
def test_a_failure_that_was_or_may_have_been_billed_counts(
    desk, folder, error, state, usd, possible
):
    def send() -> Reply:
        raise error

    with pytest.raises(type(error)):
        desk.buy(send=send)
    assert [call.state for call in desk.journal.calls()] == [state]
    spend, totals = desk.journal.spend(), desk.budget.totals()
    assert (spend.usd, spend.possible_usd) == (totals.usd, totals.possible_usd) == (usd, possible)
    desk.journal.close()
    again = Desk(folder)
    assert (again.budget.totals().usd, again.budget.totals().possible_usd) == (usd, possible)
    again.journal.close()


@pytest.mark.parametrize(
    "reply",
    [None, b"bytes", Reply(data="text", usd=0.1), Reply(data=b"x", usd=float("nan"))],
)
def test_a_sender_that_breaks_its_contract_is_named_and_counted_at_its_worst(desk, reply):
    with pytest.raises(PluginError, match="A paid call of writer llm returned"):
        desk.buy(send=lambda: reply)
    assert desk.budget.totals().possible_usd == 1.0


def test_a_price_that_turns_out_unknown_counts_at_its_worst(desk, folder):
    desk.buy(send=lambda: Reply(data=b"x", usd=None))
    assert desk.budget.totals().possible_usd == desk.journal.spend().possible_usd == 1.0
    assert desk.buy().usd is None


def test_the_same_request_from_many_threads_is_bought_once(desk):
    started, replies = threading.Barrier(12), []

    def send() -> Reply:
        time.sleep(0.05)
        return desk.send()

    def buy() -> None:
        started.wait()
        replies.append(desk.buy(send=send))

    threads = [threading.Thread(target=buy) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert desk.sent == 1
    assert len({reply.data for reply in replies}) == 1
    assert len(replies) == 12


def test_when_the_first_of_two_fails_the_second_tries_itself(desk):
    failing, outcomes = threading.Event(), []

    def fail() -> Reply:
        failing.set()
        time.sleep(0.1)
        raise ConnectionError

    def first() -> None:
        with pytest.raises(ConnectionError):
            desk.buy(send=fail)
        outcomes.append("failed")

    thread = threading.Thread(target=first)
    thread.start()
    failing.wait()
    assert desk.buy().usd == 0.25
    thread.join()
    assert outcomes == ["failed"]
    assert desk.sent == 1


def test_a_damaged_answer_is_bought_again_and_both_are_counted(desk):
    desk.buy()
    desk.store.shelve()
    (call,) = desk.journal.calls()
    place = desk.journal.place(call.reply)
    path = Path(desk.store.packs.where) / "packs" / place.pack
    path.write_bytes(path.read_bytes().replace(b"Once", b"Ones"))
    assert desk.buy().data == b"Once upon a time"
    assert desk.sent == 2
    assert [call.state for call in desk.journal.calls()] == ["lost", "done"]
    assert desk.journal.spend().usd == desk.budget.totals().usd == 0.5


def test_answers_rest_in_the_journal_and_move_into_a_pack_together(desk, folder):
    large = bytes(range(256)) * 8_192  # 2 MiB
    desk.buy({"seed": 1})
    assert [data for _, data in desk.journal.letters()] == [
        canonical({"seed": 1}),
        b"Once upon a time",
    ]
    assert desk.journal.packs() == {}
    desk.buy({"seed": 2}, send=lambda: Reply(data=large, usd=0.25))
    assert len(desk.journal.letters()) == 4
    desk.buy({"seed": 3}, send=lambda: Reply(data=large[::-1], usd=0.25))
    assert desk.journal.letters() == []
    assert len(desk.journal.packs()) == 1
    desk.buy({"seed": 4})
    desk.journal.close()
    again = Desk(folder)
    found = [again.buy({"seed": n}, send=pytest.fail).data for n in range(1, 5)]
    assert found == [b"Once upon a time", large, large[::-1], b"Once upon a time"]
    again.journal.close()
    assert verify(folder).damage == ()


def test_a_crash_while_answers_are_packed_loses_none(desk, folder, monkeypatch):
    def crash(letters, pack):
        raise KeyboardInterrupt

    desk.buy()
    monkeypatch.setattr(desk.journal, "shelve", crash)
    with pytest.raises(KeyboardInterrupt):
        desk.store.shelve()
    assert len(list(folder.rglob("*.pack"))) == 1
    desk.journal.close()
    again = Desk(folder)
    assert again.journal.packs() == {}
    assert not list(folder.rglob("*.pack"))
    assert again.buy(send=pytest.fail).data == b"Once upon a time"
    again.journal.close()


def test_a_reader_follows_an_answer_into_its_pack(desk, folder):
    desk.buy()
    (call,) = desk.journal.calls()
    with JournalReader(folder) as journal:
        reader = StoreReader(journal)
        copies = reader._copies(call.reply)
        assert next(copies) == b"Once upon a time"
        desk.store.shelve()
        assert next(copies) == reader.get(call.reply) == b"Once upon a time"


def test_an_answer_that_changed_in_the_journal_is_found_and_bought_again(desk, folder):
    desk.buy()
    desk.journal.close()
    with closing(sqlite3.connect(folder / JOURNAL_FILE)) as journal, journal:
        journal.execute("UPDATE letters SET data = 'Ones' WHERE id = 2")
    (damage,) = verify(folder).damage
    assert "a paid answer to llm" in damage.text
    again = Desk(folder)
    assert [call.state for call in again.journal.calls()] == ["lost"]
    assert again.buy().data == b"Once upon a time"
    assert (again.sent, again.journal.spend().usd) == (1, 0.5)
    again.journal.close()


def test_a_journal_from_before_answers_rested_there_is_read(desk, folder):
    desk.buy()
    desk.store.shelve()
    (call,) = desk.journal.calls()
    desk.journal.close()
    with closing(sqlite3.connect(folder / JOURNAL_FILE)) as journal, journal:
        journal.execute("DROP TABLE letters")
    with JournalReader(folder) as journal:
        assert StoreReader(journal).get(call.reply) == b"Once upon a time"
        with pytest.raises(BlobDamagedError, match="is not there"):
            StoreReader(journal).get("0" * 64)
    assert verify(folder).damage == ()


@pytest.mark.parametrize("kind", [Cancelled, TimeoutError, KeyboardInterrupt])
def test_what_was_never_sent_costs_nothing_whatever_stopped_it(desk, kind):
    def send() -> Reply:
        with unsent():
            raise kind("stopped")

    with pytest.raises(kind):
        desk.buy(send=send)
    assert [call.state for call in desk.journal.calls()] == ["withdrawn"]
    spend, totals = desk.journal.spend(), desk.budget.totals()
    assert (spend.failed, spend.unrecorded, spend.possible_usd) == (0, 0, 0)
    assert (totals.usd, totals.possible_usd, totals.in_flight_usd) == (0, 0, 0)


def test_a_stopped_run_sends_nothing_new_but_still_reads(desk):
    desk.buy()
    desk.stopped.set()
    assert desk.buy().data == b"Once upon a time"
    with pytest.raises(Cancelled):
        desk.buy({"seed": 2})
    assert desk.sent == 1


def test_an_answer_that_cannot_be_stored_stays_possible_spend(small_disk):
    desk = Desk(small_disk / "run")
    with pytest.raises(StorageError, match="is full"):
        desk.buy(send=lambda: Reply(data=bytes(500_000), usd=0.25))
    assert desk.budget.totals().usd == 0.25
    desk.journal.close()
    again = Desk(small_disk / "run")
    assert again.budget.totals().possible_usd == 1.0
    assert again.buy().usd == 0.25
    again.journal.close()


KILLED_BUYER = """
import os, pathlib, random, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from moviellm import Reply
from moviellm.engine import calls as paid
from moviellm.engine.budget import Budget
from moviellm.engine.calls import CallDesk
from moviellm.engine.gate import StepCalls
from moviellm.engine.journal import Journal
from moviellm.engine.store import Store

paid._SHELF_BYTES = 150  # packs are made all the time
folder, log, unique, threads = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), 4
journal = Journal(folder)
desk = CallDesk(journal, Store(journal), Budget(100.0, journal.spend()))
calls = StepCalls(desk, stage="writer", component="paid", film="f")
bill = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def buy(n):
    def send():
        os.write(bill, b"%d\\n" % n)
        time.sleep(0.004)
        return Reply(data=b"answer %d" % n, usd=0.01)
    assert calls.buy({"n": n}, worst_usd=0.02, send=send).data == b"answer %d" % n

print("begun", flush=True)
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(buy, range(unique)))
print("finished", flush=True)
"""


def test_killed_at_random_moments_it_never_buys_a_stored_answer_again(folder, start, tmp_path):
    unique, threads, kills = 600, 4, 0
    log, chance = tmp_path / "bill", random.Random(11)
    stored: set[int] = set()
    for _ in range(8):
        before = len(log.read_text().splitlines()) if log.exists() else 0
        process = start(KILLED_BUYER, folder, log, unique)
        assert process.stdout.readline() == "begun\n"
        time.sleep(chance.uniform(0.0, 0.12))
        process.kill()
        kills += "finished" not in process.communicate()[0]
        sends = [int(line) for line in log.read_text().splitlines()]
        assert not stored & set(sends[before:])
        stored |= answers(folder)
    last = start(KILLED_BUYER, folder, log, unique)
    assert last.communicate(timeout=120)[0] == "begun\nfinished\n"
    sends = Counter(int(line) for line in log.read_text().splitlines())
    assert set(sends) == answers(folder) == set(range(unique))
    assert kills >= 3
    assert sum(sends.values()) <= unique + kills * threads
    with Journal(folder) as journal:
        spend = journal.spend()
        assert (spend.done, spend.usd) == (unique, pytest.approx(0.01 * unique))
        assert sum(sends.values()) - unique <= spend.unrecorded <= kills * threads
        assert spend.possible_usd == pytest.approx(0.02 * spend.unrecorded)


def answers(folder: Path) -> set[int]:
    with Journal(folder) as journal:
        store = Store(journal)
        done = [call for call in journal.calls() if call.state == "done"]
        return {int(store.get(call.reply).split()[1]) for call in done}
