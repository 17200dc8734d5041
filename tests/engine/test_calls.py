import random
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from moviellm import BudgetError, Cancelled, PluginError, Reply, StorageError, unsent
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal.schema import JOURNAL_FILE
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import canonical
from moviellm.engine.paid_calls.broker import CallBroker
from moviellm.engine.paid_calls.budget import Budget
from moviellm.engine.paid_calls.step_calls import StepCalls
from moviellm.engine.store.store import BlobDamagedError, Store, StoreReader
from waiting import wait_until

from .conftest import IN_THREADS

REQUEST = {"model": "m-1", "messages": [{"role": "user", "content": "a film"}], "seed": 1}


class Desk:
    """A broker with its parts, and a sender that counts."""

    def __init__(self, folder: Path, cap: float | None = 10.0) -> None:
        self.journal = Journal(folder)
        self.store = Store(self.journal)
        self.budget = Budget(cap, self.journal.spend())
        self.stopped = threading.Event()
        self.broker = CallBroker(
            self.journal, self.store, self.budget, cancelled=self.stopped.is_set
        )
        self.calls = StepCalls(self.broker, stage="writer", component="llm", film="f1")
        self.sent = 0

    def send(self) -> Reply:
        self.sent += 1
        return Reply(data=b"Once upon a time", usd=0.25, usage={"output_tokens": 4})

    def buy(self, request=REQUEST, worst_usd=1.0, send=None) -> Reply:
        return self.calls.buy(request, worst_usd=worst_usd, send=send or self.send)


@pytest.fixture
def broker(folder):
    broker = Desk(folder)
    yield broker
    broker.journal.close()


def test_an_answer_is_bought_once(broker, folder):
    first = broker.buy()
    assert broker.buy(dict(reversed(REQUEST.items()))) == first
    assert broker.sent == 1
    assert broker.budget.totals().usd == 0.25
    broker.journal.close()
    again = Desk(folder)
    assert again.buy(send=lambda: pytest.fail("sent again")) == first
    assert again.budget.totals().usd == 0.25
    again.journal.close()


def test_another_request_or_component_is_another_call(broker):
    broker.buy()
    broker.buy({**REQUEST, "seed": 2})
    StepCalls(broker.broker, stage="writer", component="other", film="f1").buy(
        REQUEST, worst_usd=1.0, send=broker.send
    )
    StepCalls(broker.broker, stage="writer", component="llm", film="f2").buy(
        REQUEST, worst_usd=1.0, send=broker.send
    )
    assert broker.sent == 3


def test_it_is_written_down_before_it_is_sent_and_after(broker, folder):
    def send() -> Reply:
        with JournalReader(folder) as reader:
            states.append([(call.state, call.reserved_usd) for call in reader.calls()])
        return broker.send()

    states = []
    broker.buy(send=send)
    assert states == [[("sent", 1.0)]]
    (call,) = broker.journal.calls("f1")
    assert (call.state, call.usd, call.usage) == ("done", 0.25, {"output_tokens": 4})
    assert broker.store.get(call.reply) == b"Once upon a time"
    assert broker.store.get(call.request) == canonical(REQUEST)


def test_nothing_is_sent_beyond_the_cap(broker):
    for seed in range(37):
        broker.buy({"seed": seed})
    with pytest.raises(BudgetError):
        broker.buy({"seed": 99})
    assert broker.sent == 37
    assert broker.buy({"seed": 3}).data == b"Once upon a time"
    assert len(broker.journal.calls()) == 37


def test_a_capped_budget_refuses_an_unknown_price_before_sending(broker):
    with pytest.raises(BudgetError, match="unknown price"):
        broker.buy(worst_usd=None)
    assert broker.sent == 0
    assert broker.journal.calls() == []


def test_a_failure_is_recorded_named_and_free(broker):
    def send() -> Reply:
        raise ConnectionError("no route")

    with pytest.raises(ConnectionError, match="no route") as caught:
        broker.buy(send=send)
    assert "in a paid call of writer llm, film f1" in caught.value.__notes__
    assert broker.budget.totals().in_flight_usd == 0
    broker.buy()
    assert [call.state for call in broker.journal.calls()] == ["failed", "done"]
    assert broker.journal.spend().usd == broker.budget.totals().usd == 0.25


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
    broker, folder, error, state, usd, possible
):
    def send() -> Reply:
        raise error

    with pytest.raises(type(error)):
        broker.buy(send=send)
    assert [call.state for call in broker.journal.calls()] == [state]
    spend, totals = broker.journal.spend(), broker.budget.totals()
    assert (spend.usd, spend.possible_usd) == (totals.usd, totals.possible_usd) == (usd, possible)
    broker.journal.close()
    again = Desk(folder)
    assert (again.budget.totals().usd, again.budget.totals().possible_usd) == (usd, possible)
    again.journal.close()


NO_AMOUNTS = [float("nan"), float("inf"), -1, 1e308, 10**400, "free", True]


@pytest.mark.parametrize(
    "reply",
    [
        None,
        b"bytes",
        Reply(data="text", usd=0.1),
        *(Reply(data=b"x", usd=usd) for usd in NO_AMOUNTS),
        *(Reply(data=b"x", usd=0.1, usage={"tokens": count}) for count in (0.5, None, object())),
        Reply(data=b"x", usd=0.1, usage=["tokens"]),
    ],
)
def test_a_sender_that_breaks_its_contract_is_named_and_counted_at_its_worst(broker, reply):
    with pytest.raises(PluginError, match="A paid call of writer llm returned"):
        broker.buy(send=lambda: reply)
    assert broker.budget.totals().possible_usd == 1.0
    assert [call.state for call in broker.journal.calls()] == ["unrecorded"]


@pytest.mark.parametrize("usd", NO_AMOUNTS)
def test_a_worst_price_that_is_no_amount_is_the_plugins_fault_and_nothing_is_sent(broker, usd):
    with pytest.raises(PluginError, match="A paid call of writer llm may cost"):
        broker.buy(worst_usd=usd)
    assert broker.sent == 0
    assert broker.journal.calls() == []
    assert broker.budget.totals().possible_usd == broker.budget.totals().in_flight_usd == 0.0


@pytest.mark.parametrize("usd", NO_AMOUNTS)
def test_a_failure_that_tells_no_amount_counts_at_its_worst(broker, usd):
    def send() -> Reply:
        raise RefusedError(usd)

    with pytest.raises(RefusedError):
        broker.buy(send=send)
    assert broker.budget.totals().possible_usd == 1.0
    assert broker.calls.usd is None


def test_a_price_that_turns_out_unknown_counts_at_its_worst(broker, folder):
    broker.buy(send=lambda: Reply(data=b"x", usd=None))
    assert broker.budget.totals().possible_usd == broker.journal.spend().possible_usd == 1.0
    assert broker.buy().usd is None


def test_the_same_request_from_many_threads_is_bought_once(broker):
    started, replies = threading.Barrier(12), []

    def send() -> Reply:
        time.sleep(0.05)
        return broker.send()

    def buy() -> None:
        started.wait()
        replies.append(broker.buy(send=send))

    threads = [threading.Thread(target=buy) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broker.sent == 1
    assert len({reply.data for reply in replies}) == 1
    assert len(replies) == 12


def test_when_the_first_of_two_fails_the_second_tries_itself(broker):
    failing, outcomes = threading.Event(), []

    def fail() -> Reply:
        failing.set()
        time.sleep(0.1)
        raise ConnectionError

    def first() -> None:
        with pytest.raises(ConnectionError):
            broker.buy(send=fail)
        outcomes.append("failed")

    thread = threading.Thread(target=first)
    thread.start()
    failing.wait()
    assert broker.buy().usd == 0.25
    thread.join()
    assert outcomes == ["failed"]
    assert broker.sent == 1


def test_a_damaged_answer_is_bought_again_and_both_are_counted(broker):
    broker.buy()
    broker.store.pack_inline()
    (call,) = broker.journal.calls()
    place = broker.journal.place(call.reply)
    path = Path(broker.store.packs.where) / "packs" / place.pack
    path.write_bytes(path.read_bytes().replace(b"Once", b"Ones"))
    assert broker.buy().data == b"Once upon a time"
    assert broker.sent == 2
    assert [call.state for call in broker.journal.calls()] == ["lost", "done"]
    assert broker.journal.spend().usd == broker.budget.totals().usd == 0.5


def test_a_damaged_answer_that_rests_in_the_journal_is_set_aside_and_bought_again(broker, folder):
    broker.buy()
    (call,) = broker.journal.calls()
    with closing(sqlite3.connect(folder / JOURNAL_FILE)) as others, others:
        change = "UPDATE letters SET data = ? WHERE digest = ?"
        others.execute(change, (b"Ones upon a time", bytes.fromhex(call.reply)))
    assert broker.buy().data == b"Once upon a time"
    assert broker.sent == 2
    assert [call.state for call in broker.journal.calls()] == ["lost", "done"]
    assert broker.journal.damaged() == [call.reply]


def test_answers_rest_in_the_journal_and_move_into_a_pack_together(broker, folder):
    large = bytes(range(256)) * 8_192  # 2 MiB
    broker.buy({"seed": 1})
    assert [data for _, data in broker.journal.inline_blobs()] == [
        canonical({"seed": 1}),
        b"Once upon a time",
    ]
    assert broker.journal.packs() == {}
    broker.buy({"seed": 2}, send=lambda: Reply(data=large, usd=0.25))
    assert len(broker.journal.inline_blobs()) == 4
    broker.buy({"seed": 3}, send=lambda: Reply(data=large[::-1], usd=0.25))
    assert broker.journal.inline_blobs() == []
    assert len(broker.journal.packs()) == 1
    broker.buy({"seed": 4})
    broker.journal.close()
    again = Desk(folder)
    found = [again.buy({"seed": n}, send=pytest.fail).data for n in range(1, 5)]
    assert found == [b"Once upon a time", large, large[::-1], b"Once upon a time"]
    again.journal.close()
    assert verify(folder).damage == ()


def test_a_crash_while_answers_are_packed_loses_none(broker, folder, monkeypatch):
    def crash(inline_blobs, pack):
        raise KeyboardInterrupt

    broker.buy()
    monkeypatch.setattr(broker.journal, "pack_inline", crash)
    with pytest.raises(KeyboardInterrupt):
        broker.store.pack_inline()
    assert len(list(folder.rglob("*.pack"))) == 1
    broker.journal.close()
    again = Desk(folder)
    assert again.journal.packs() == {}
    assert not list(folder.rglob("*.pack"))
    assert again.buy(send=pytest.fail).data == b"Once upon a time"
    again.journal.close()


def test_a_reader_follows_an_answer_into_its_pack(broker, folder):
    broker.buy()
    (call,) = broker.journal.calls()
    with JournalReader(folder) as journal:
        reader = StoreReader(journal)
        copies = reader._copies(call.reply)
        assert next(copies) == b"Once upon a time"
        broker.store.pack_inline()
        assert next(copies) == reader.get(call.reply) == b"Once upon a time"


def test_an_answer_that_changed_in_the_journal_is_found_and_bought_again(broker, folder):
    broker.buy()
    broker.journal.close()
    with closing(sqlite3.connect(folder / JOURNAL_FILE)) as journal, journal:
        journal.execute("UPDATE letters SET data = 'Ones' WHERE id = 2")
    (damage,) = verify(folder).damage
    assert "a paid answer to llm" in damage.text
    again = Desk(folder)
    assert [call.state for call in again.journal.calls()] == ["lost"]
    assert again.buy().data == b"Once upon a time"
    assert (again.sent, again.journal.spend().usd) == (1, 0.5)
    again.journal.close()


def test_a_journal_from_before_answers_rested_there_is_read(broker, folder):
    broker.buy()
    broker.store.pack_inline()
    (call,) = broker.journal.calls()
    broker.journal.close()
    with closing(sqlite3.connect(folder / JOURNAL_FILE)) as journal, journal:
        journal.execute("DROP TABLE letters")
        journal.execute("PRAGMA user_version = 1")
    with JournalReader(folder) as journal:
        assert StoreReader(journal).get(call.reply) == b"Once upon a time"
        with pytest.raises(BlobDamagedError, match="is not there"):
            StoreReader(journal).get("0" * 64)
    assert verify(folder).damage == ()


def test_a_component_goes_on_while_its_paid_calls_do(broker, monkeypatch):
    looks = []

    def send() -> Reply:
        looks.extend(broker.calls.goes_on() for _ in range(3))
        return broker.send()

    assert not broker.calls.goes_on()
    broker.buy(send=send)
    assert looks == [True] * 3
    assert [broker.calls.goes_on() for _ in range(2)] == [True, False]


def test_an_answer_that_never_comes_is_silence_in_the_end(broker, monkeypatch):
    monkeypatch.setattr("moviellm.engine.paid_calls.step_calls._ANSWER_SECONDS", 0.0)
    looks = []

    def send() -> Reply:
        looks.extend(broker.calls.goes_on() for _ in range(2))
        return broker.send()

    broker.buy(send=send)
    assert looks == [True, False]


@pytest.mark.slow
def test_who_waits_for_paid_answers_is_not_ended_as_hanging(produce):
    slow = {"use": "paid-tale", "calls": 2, "seconds": 6.0}
    stages = {**IN_THREADS, "writer": slow}  # a process may take longer than that to start
    assert produce(themes=["one"], **stages, limits={"seconds": 5.0}).state == "finished"


@pytest.mark.parametrize("kind", [Cancelled, TimeoutError, KeyboardInterrupt])
def test_what_was_never_sent_costs_nothing_whatever_stopped_it(broker, kind):
    def send() -> Reply:
        with unsent():
            raise kind("stopped")

    with pytest.raises(kind):
        broker.buy(send=send)
    assert [call.state for call in broker.journal.calls()] == ["withdrawn"]
    spend, totals = broker.journal.spend(), broker.budget.totals()
    assert (spend.failed, spend.unrecorded, spend.possible_usd) == (0, 0, 0)
    assert (totals.usd, totals.possible_usd, totals.in_flight_usd) == (0, 0, 0)


def test_a_stopped_run_sends_nothing_new_but_still_reads(broker):
    broker.buy()
    broker.stopped.set()
    assert broker.buy().data == b"Once upon a time"
    with pytest.raises(Cancelled):
        broker.buy({"seed": 2})
    assert broker.sent == 1


def test_an_answer_that_cannot_be_stored_stays_possible_spend(small_disk):
    broker = Desk(small_disk / "run")
    with pytest.raises(StorageError, match="is full"):
        broker.buy(send=lambda: Reply(data=bytes(500_000), usd=0.25))
    assert broker.budget.totals().usd == 0.25
    broker.journal.close()
    again = Desk(small_disk / "run")
    assert again.budget.totals().possible_usd == 1.0
    assert again.buy().usd == 0.25
    again.journal.close()


KILLED_BUYER = """
import os, pathlib, random, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from moviellm import Reply
from moviellm.engine.paid_calls import broker as paid
from moviellm.engine.paid_calls.budget import Budget
from moviellm.engine.paid_calls.broker import CallBroker
from moviellm.engine.paid_calls.step_calls import StepCalls
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.store import Store

paid._INLINE_BYTES = 150  # packs are made all the time
folder, log, unique, threads = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), 4
left = iter(range(int(sys.argv[4])))  # so many are sent, then it waits for its end
journal = Journal(folder)
broker = CallBroker(journal, Store(journal), Budget(100.0, journal.spend()))
calls = StepCalls(broker, stage="writer", component="paid", film="f")
bill = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def buy(n):
    def send():
        if next(left, None) is None:
            time.sleep(3600)
        os.write(bill, b"%d\\n" % n)
        time.sleep(0.004)
        return Reply(data=b"answer %d" % n, usd=0.01)
    assert calls.buy({"n": n}, worst_usd=0.02, send=send).data == b"answer %d" % n

with ThreadPoolExecutor(threads) as pool:
    list(pool.map(buy, range(unique)))
print("finished", flush=True)
"""


def test_killed_at_random_moments_it_never_buys_a_stored_answer_again(folder, start, tmp_path):
    unique, threads, kills = 600, 4, 8
    log, chance = tmp_path / "bill", random.Random(11)
    log.touch()
    stored: set[int] = set()

    def sent() -> list[int]:
        return [int(line) for line in log.read_text().splitlines()]

    for _ in range(kills):
        before, more = len(sent()), chance.randint(1, 50)
        process = start(KILLED_BUYER, folder, log, unique, more + threads)
        wait_until(lambda so_many=before + more: len(sent()) >= so_many, process)
        process.kill()
        process.wait()
        assert not stored & set(sent()[before:])
        stored |= answers(folder)
    last = start(KILLED_BUYER, folder, log, unique, unique)
    assert last.communicate()[0] == "finished\n"
    sends = Counter(sent())
    assert set(sends) == answers(folder) == set(range(unique))
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
