"""Paid calls of coroutines: many in flight, written down together; and in batches."""

import asyncio
import random
import threading
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm import BudgetError, Cancelled, PluginError, Purchase, Reply, StorageError
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.paid_calls.broker import CallBroker
from moviellm.engine.paid_calls.budget import Budget
from moviellm.engine.paid_calls.step_calls import StepCalls
from moviellm.engine.store.store import Store


class Desk:
    """A broker with its parts, and a sender that counts."""

    def __init__(self, folder: Path, cap: float | None = 1_000.0) -> None:
        self.journal = Journal(folder)
        self.store = Store(self.journal)
        self.budget = Budget(cap, self.journal.spend())
        self.stopped = threading.Event()
        broker = CallBroker(self.journal, self.store, self.budget, cancelled=self.stopped.is_set)
        self.calls = StepCalls(broker, stage="writer", component="llm", film="f1")
        self.sent: Counter[int] = Counter()
        self.in_flight = self.most = 0

    async def buy(self, number, *, worst_usd=1.0, turn=None, error=None, nap=0.001):
        async def send() -> Reply:
            self.sent[number] += 1
            self.in_flight += 1
            self.most = max(self.most, self.in_flight)
            await asyncio.sleep(nap)
            self.in_flight -= 1
            if error is not None:
                raise error
            return Reply(data=b"answer %d" % number, usd=0.25, usage={"output_tokens": 4})

        return await self.calls.buy_async({"n": number}, worst_usd=worst_usd, send=send, turn=turn)

    def states(self):
        return Counter(call.state for call in self.journal.calls())


@pytest.fixture
def open_desk(folder):
    opened = []

    def open_again(cap=1_000.0):
        if opened:
            opened[-1].journal.close()
        opened.append(Desk(folder, cap))
        return opened[-1]

    yield open_again
    if opened:
        opened[-1].journal.close()


@pytest.fixture
def broker(open_desk):
    return open_desk()


async def many(broker, numbers, **how):
    return await asyncio.gather(*(broker.buy(number, **how) for number in numbers))


def test_many_are_bought_at_once_and_each_once(open_desk):
    broker = open_desk()
    replies = asyncio.run(many(broker, [*range(200), *range(50)]))
    assert [reply.data for reply in replies[:200]] == [b"answer %d" % n for n in range(200)]
    assert replies[200:] == replies[:50]
    assert broker.sent == Counter(range(200))
    assert broker.states() == {"done": 200}
    assert broker.budget.totals().usd == broker.journal.spend().usd == broker.calls.usd == 50.0
    again = open_desk()
    assert asyncio.run(many(again, range(200))) == replies[:200]
    assert not again.sent


def test_it_is_written_down_before_it_is_sent(broker, folder):
    async def send() -> Reply:
        with JournalReader(folder) as reader:
            seen.extend((call.state, call.reserved_usd) for call in reader.calls())
        return Reply(data=b"x", usd=0.1)

    seen = []
    asyncio.run(broker.calls.buy_async({"n": 1}, worst_usd=0.5, send=send))
    assert seen == [("sent", 0.5)]


def test_a_turn_bounds_what_is_in_flight_and_is_not_taken_for_stored_answers(broker):
    async def play():
        turn = asyncio.Semaphore(8)
        await many(broker, range(60), turn=turn)
        async with turn, turn, turn, turn, turn, turn, turn, turn:
            await many(broker, range(60), turn=turn)

    asyncio.run(play())
    assert broker.most == 8
    assert sum(broker.sent.values()) == 60


def test_several_event_loops_and_threads_share_one_desk(broker):
    def work():
        asyncio.run(many(broker, range(40)))

    def plain():
        for number in range(40):
            reply = broker.calls.buy({"n": number}, worst_usd=1.0, send=lambda n=number: once(n))
            assert reply.data == b"answer %d" % number

    def once(number):
        broker.sent[number] += 1
        return Reply(data=b"answer %d" % number, usd=0.25)

    threads = [threading.Thread(target=target) for target in (work, work, plain)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broker.sent == Counter(range(40))
    assert broker.states() == {"done": 40}


class BilledError(Exception):
    usd = 0.5


@pytest.mark.parametrize(
    ("error", "state", "usd", "possible"),
    [
        (ConnectionError("no route"), "failed", 0.0, 0.0),
        (BilledError("cut off"), "failed", 0.5, 0.0),
        (TimeoutError("slow"), "unrecorded", 0.0, 1.0),
        (asyncio.CancelledError(), "unrecorded", 0.0, 1.0),
    ],
)
def test_what_failed_counts_as_it_was_billed(broker, error, state, usd, possible):
    with pytest.raises(type(error)) as caught:
        asyncio.run(broker.buy(1, error=error))
    assert "in a paid call of writer llm, film f1" in caught.value.__notes__
    assert broker.states() == {state: 1}
    spend, totals = broker.journal.spend(), broker.budget.totals()
    assert (spend.usd, spend.possible_usd) == (totals.usd, totals.possible_usd) == (usd, possible)
    assert totals.in_flight == 0


def test_who_waits_for_room_gets_it_when_others_settle(open_desk):
    broker = open_desk(cap=4.0)
    asyncio.run(many(broker, range(12)))
    assert broker.most <= 4
    assert broker.budget.totals().usd == 3.0
    with pytest.raises(BudgetError):
        asyncio.run(many(broker, range(12, 30)))
    assert broker.budget.totals().usd <= 4.0


def test_a_stopped_run_sends_nothing_new_but_reads(broker):
    asyncio.run(broker.buy(1))
    broker.stopped.set()
    assert asyncio.run(broker.buy(1)).usd == 0.25
    with pytest.raises(Cancelled):
        asyncio.run(broker.buy(2))
    assert broker.sent == {1: 1}


@pytest.mark.parametrize(("moment", "states"), [
    ("sent", {"withdrawn": 1, "done": 1}), ("done", {"done": 1}),
])  # fmt: skip
def test_who_is_cancelled_while_it_is_written_down_loses_no_answer(
    broker, monkeypatch, moment, states
):
    writing, go_on = threading.Event(), threading.Event()
    write = broker.journal.set_calls

    def slowly(calls, inline_blobs=()):
        if calls[0].state == moment:
            writing.set()
            go_on.wait()
        write(calls, inline_blobs)

    async def bought_after_a_cancellation():
        first = asyncio.create_task(broker.buy(1))
        await asyncio.to_thread(writing.wait)
        first.cancel()
        second = asyncio.create_task(broker.buy(1))
        await asyncio.sleep(0.01)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await first
        return await second

    monkeypatch.setattr(broker.journal, "set_calls", slowly)
    assert asyncio.run(bought_after_a_cancellation()).data == b"answer 1"
    assert broker.sent == {1: 1}
    assert broker.states() == states
    assert broker.budget.totals().in_flight == broker.budget.totals().possible_usd == 0


@pytest.mark.parametrize("seed", range(4))
def test_whenever_calls_are_cancelled_the_books_agree_and_nothing_is_bought_twice(open_desk, seed):
    async def cancelled_sometime():
        chance = random.Random(seed)
        turn = asyncio.Semaphore(8)
        tasks = [asyncio.create_task(broker.buy(n, turn=turn, nap=0.01)) for n in range(40)]
        for task in chance.sample(tasks, 25):
            task.cancel()
            await asyncio.sleep(chance.choice((0, 0, 0.001, 0.004)))
        return await asyncio.gather(*tasks, return_exceptions=True)

    broker = open_desk()
    outcomes = asyncio.run(cancelled_sometime())
    assert any(isinstance(one, asyncio.CancelledError) for one in outcomes)
    assert any(isinstance(one, Reply) for one in outcomes)
    spend, totals = broker.journal.spend(), broker.budget.totals()
    assert (spend.usd, spend.possible_usd) == (totals.usd, totals.possible_usd)
    assert totals.in_flight == totals.in_flight_usd == broker.states()["sent"] == 0
    billed = broker.states()["done"] + broker.states()["unrecorded"]
    assert sum(broker.sent.values()) == billed
    stored = broker.states()["done"]
    again = open_desk()
    asyncio.run(many(again, range(40)))
    assert sum(again.sent.values()) == 40 - stored


def test_a_sender_that_breaks_its_contract_is_named(broker):
    async def send():
        return b"bytes"

    with pytest.raises(PluginError, match="A paid call of writer llm returned"):
        asyncio.run(broker.calls.buy_async({}, worst_usd=1.0, send=send))
    assert broker.budget.totals().possible_usd == 1.0


def test_an_answer_that_cannot_be_stored_fails_alone(small_disk):
    broker = Desk(small_disk / "run")

    async def buy(size):
        async def send() -> Reply:
            return Reply(data=bytes(size), usd=0.25)

        return await broker.calls.buy_async({"size": size}, worst_usd=1.0, send=send)

    async def both():
        return await asyncio.gather(buy(900_000), buy(10), return_exceptions=True)

    large, small = asyncio.run(both())
    assert isinstance(large, StorageError)
    assert small.data == bytes(10)
    broker.journal.close()


class Provider:
    """Answers batches; what it is told to leave out it leaves out."""

    def __init__(self, **faults) -> None:
        self.batches: dict[str, dict[str, int]] = {}
        self.faults = faults
        self.open = True

    async def hand_in(self, places):
        if "hand_in" in self.faults:
            raise self.faults.pop("hand_in")
        name = f"batch-{len(self.batches)}"
        self.batches[name] = dict(places)
        return name

    async def collect(self, ticket, keys):
        while not self.open:
            await asyncio.sleep(0.01)
        assert set(keys) <= set(self.batches[ticket])
        found = {}
        for key in keys:
            number = self.batches[ticket][key]
            outcome = self.faults.pop(number, None) or Reply(data=b"answer %d" % number, usd=0.1)
            if outcome != "missing":
                found[key] = outcome
        return found

    def buy(self, broker, numbers):
        purchases = [Purchase(request={"n": number}, worst_usd=0.5) for number in numbers]
        return broker.calls.buy_batch(purchases, hand_in=self.hand_in, collect=self.collect)


def test_a_batch_is_handed_in_once_and_stored(open_desk):
    broker, provider = open_desk(), Provider()
    replies = asyncio.run(provider.buy(broker, range(30)))
    assert [reply.data for reply in replies] == [b"answer %d" % n for n in range(30)]
    assert broker.states() == {"done": 30}
    assert broker.budget.totals().usd == pytest.approx(3.0)
    assert broker.calls.usd == pytest.approx(3.0)
    again = open_desk()
    assert asyncio.run(provider.buy(again, range(30))) == replies
    assert len(provider.batches) == 1


def test_a_batch_that_is_waited_for_survives_the_run(open_desk):
    broker, provider = open_desk(), Provider()
    provider.open = False

    async def leave():
        buying = asyncio.create_task(provider.buy(broker, range(5)))
        while broker.states() != {"waiting": 5}:
            await asyncio.sleep(0.01)
        buying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await buying

    asyncio.run(leave())
    assert broker.states() == {"waiting": 5}
    assert broker.budget.totals().possible_usd == broker.journal.spend().possible_usd == 2.5
    again = open_desk()
    assert again.budget.totals().possible_usd == 2.5
    provider.open = True
    replies = asyncio.run(provider.buy(again, range(8)))
    assert len(replies) == 8
    assert [len(batch) for batch in provider.batches.values()] == [5, 3]
    totals = again.budget.totals()
    assert (totals.usd, totals.possible_usd, totals.in_flight) == (pytest.approx(0.8), 0.0, 0)
    assert again.journal.spend().possible_usd == 0


def test_what_a_batch_left_out_is_told_and_bought_the_next_time(broker):
    provider = Provider(**{})
    provider.faults = {1: "missing", 2: BilledError("cut"), 3: TimeoutError("late")}
    found = asyncio.run(provider.buy(broker, range(5)))
    assert [type(one) for one in found] == [Reply, LookupError, BilledError, TimeoutError, Reply]
    assert broker.states() == {"done": 2, "failed": 2, "unrecorded": 1}
    assert broker.journal.spend().usd == pytest.approx(0.7)
    again = asyncio.run(provider.buy(broker, range(5)))
    assert all(isinstance(one, Reply) for one in again)
    assert [len(batch) for batch in provider.batches.values()] == [5, 3]


@pytest.mark.parametrize(
    ("error", "state", "possible"),
    [(ConnectionError("refused"), "failed", 0.0), (TimeoutError("late"), "unrecorded", 1.5)],
)
def test_a_batch_that_could_not_be_handed_in(broker, error, state, possible):
    with pytest.raises(type(error)):
        asyncio.run(Provider(hand_in=error).buy(broker, range(3)))
    assert broker.states() == {state: 3}
    assert broker.budget.totals().possible_usd == broker.journal.spend().possible_usd == possible
    assert broker.budget.totals().in_flight == 0


@pytest.mark.parametrize(
    ("moment", "state", "possible"),
    [("set_calls", "withdrawn", 0.0), ("set_waiting", "waiting", 1.5)],
)
def test_a_batch_that_is_cancelled_while_it_is_written_down_is_told_as_it_is(
    broker, monkeypatch, moment, state, possible
):
    writing, go_on = threading.Event(), threading.Event()
    write = getattr(broker.journal, moment)

    def slowly(*given):
        writing.set()
        go_on.wait()
        write(*given)

    async def cancelled():
        task = asyncio.create_task(provider.buy(broker, range(3)))
        await asyncio.to_thread(writing.wait)
        task.cancel()
        await asyncio.sleep(0.01)
        go_on.set()
        await task

    provider = Provider()
    monkeypatch.setattr(broker.journal, moment, slowly)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())
    assert broker.states() == {state: 3}
    assert broker.budget.totals().possible_usd == broker.journal.spend().possible_usd == possible
    assert broker.budget.totals().in_flight == 0


def test_a_batch_is_handed_in_whole_or_not_at_all(open_desk):
    broker, provider = open_desk(cap=1.2), Provider()
    with pytest.raises(BudgetError):
        asyncio.run(provider.buy(broker, range(3)))
    assert provider.batches == {}
    assert broker.states() == {}
    assert len(asyncio.run(provider.buy(broker, range(2)))) == 2


def test_batches_with_common_calls_do_not_wait_for_each_other_for_ever(broker):
    provider = Provider()

    async def both():
        return await asyncio.gather(
            provider.buy(broker, range(6)), provider.buy(broker, range(5, -1, -1)),
            provider.buy(broker, range(3, 9)),
        )  # fmt: skip

    first, second, _ = asyncio.run(both())
    assert second == first[::-1]
    assert sum(map(len, provider.batches.values())) == 9


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(["ok", "missing", "billed", "free", "late"]), min_size=1, max_size=12)
)
def test_journal_and_budget_agree_whatever_comes_of_a_batch(tmp_path_factory, kinds):
    errors = {
        "missing": "missing", "billed": BilledError("x"), "free": ConnectionError("x"),
        "late": TimeoutError("x"),
    }  # fmt: skip
    broker = Desk(tmp_path_factory.mktemp("broker"))
    try:
        provider = Provider()
        provider.faults = {n: errors[kind] for n, kind in enumerate(kinds) if kind != "ok"}
        found = asyncio.run(provider.buy(broker, range(len(kinds))))
        assert [isinstance(one, Reply) for one in found] == [kind == "ok" for kind in kinds]
        spend, totals = broker.journal.spend(), broker.budget.totals()
        assert spend.usd == pytest.approx(totals.usd)
        assert spend.possible_usd == pytest.approx(totals.possible_usd)
        assert (totals.in_flight, totals.in_flight_usd) == (0, 0)
    finally:
        broker.journal.close()
