import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm import BudgetError, Cancelled, InputError
from moviellm.engine.journal.records import Spend
from moviellm.engine.paid_calls.budget import Budget

cents = st.integers(0, 300).map(lambda n: n / 100)


@given(cents, st.lists(st.tuples(cents, st.floats(0, 1))))
def test_the_cap_is_never_passed_and_nothing_affordable_is_refused(cap, calls):
    budget, spent = Budget(cap), 0.0
    for worst, share in calls:
        price = round(worst * share, 4)
        if spent + worst > cap + 1e-9:
            with pytest.raises(BudgetError):
                budget.reserve(worst)
            continue
        budget.settle(budget.reserve(worst), price)
        spent += price
    assert budget.totals().usd == pytest.approx(spent)
    assert budget.totals().usd <= cap + 1e-9


def test_sums_do_not_drift():
    budget = Budget(1.0)
    for _ in range(10):
        budget.settle(budget.reserve(0.1), 0.1)
    assert budget.totals().usd == 1.0
    with pytest.raises(BudgetError):
        budget.reserve(1e-9)


def test_the_refusal_says_what_is_spent_and_what_to_do():
    budget = Budget(0.5, Spend(usd=0.3, possible_usd=0.1))
    with pytest.raises(BudgetError, match=r"may cost \$0.2000 was not sent: \$0.4000") as caught:
        budget.reserve(0.2)
    assert "($0.1000 possibly)" in caught.value.message
    assert "Raise the budget's cap" in caught.value.hint
    budget.release(budget.reserve(0.1))


def test_earlier_runs_and_their_possible_spend_count():
    budget = Budget(1.0, Spend(usd=0.5, possible_usd=0.25, unknown_calls=2, unrecorded=3))
    totals = budget.totals()
    assert (totals.usd, totals.possible_usd, totals.unknown_calls) == (0.5, 0.25, 2)
    budget.reserve(0.25)
    assert budget.totals().in_flight_usd == 0.25


def test_a_capped_budget_sends_nothing_of_unknown_price():
    with pytest.raises(BudgetError, match="unknown price"):
        Budget(5.0).reserve(None)


def test_without_a_cap_an_unknown_price_is_counted_as_unknown_and_never_as_zero():
    budget = Budget(None)
    budget.settle(budget.reserve(None), None)
    assert budget.totals().unknown_calls == 1
    budget.settle(budget.reserve(None), 0.5)
    assert (budget.totals().usd, budget.totals().unknown_calls) == (0.5, 1)


def test_a_billed_call_of_unknown_price_counts_at_its_worst():
    budget = Budget(1.0)
    budget.settle(budget.reserve(0.75), None)
    assert budget.totals().possible_usd == 0.75
    with pytest.raises(BudgetError):
        budget.reserve(0.5)


def test_a_released_reservation_can_be_spent_again():
    budget = Budget(1.0)
    for _ in range(5):
        reservation = budget.reserve(1.0)
        budget.release(reservation)
        budget.release(reservation)
    assert budget.totals().in_flight == 0
    budget.settle(budget.reserve(1.0), 1.0)


def test_a_call_waits_for_the_ones_under_way_before_it_is_refused():
    budget = Budget(1.0)
    first = budget.reserve(0.9)
    outcomes = []

    def second() -> None:
        budget.settle(budget.reserve(0.8), 0.1)
        outcomes.append("sent")

    thread = threading.Thread(target=second)
    thread.start()
    thread.join(0.3)
    assert outcomes == []
    budget.settle(first, 0.1)
    thread.join()
    assert outcomes == ["sent"]
    assert budget.totals().usd == pytest.approx(0.2)


def test_a_waiting_call_stops_when_the_run_is_asked_to():
    budget = Budget(1.0)
    budget.reserve(0.9)
    with pytest.raises(Cancelled):
        budget.reserve(0.5, cancelled=lambda: True)


def test_many_threads_together_never_reserve_more_than_the_cap():
    budget, seen = Budget(2.0), []

    def spend() -> None:
        try:
            for _ in range(40):
                reservation = budget.reserve(0.25)
                totals = budget.totals()
                seen.append(totals.usd + totals.in_flight_usd)
                budget.settle(reservation, 0.03)
        except BudgetError:
            pass

    threads = [threading.Thread(target=spend) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(seen) <= 2.0
    assert 1.75 <= budget.totals().usd <= 2.0


@pytest.mark.parametrize("usd", [-1, float("nan"), float("inf"), 1e308])
def test_what_is_no_amount_of_money_is_refused(usd):
    with pytest.raises(InputError, match="no amount"):
        Budget(usd)
    budget = Budget(1.0)
    with pytest.raises(InputError, match="no amount"):
        budget.reserve(usd)
    reservation = budget.reserve(0.5)
    with pytest.raises(InputError, match="no amount"):
        budget.settle(reservation, usd)
    assert budget.totals().possible_usd == 0.5


def test_a_bill_that_is_to_come_is_held_as_a_reservation_and_not_twice():
    budget = Budget(1.0, Spend(possible_usd=0.4, unknown_calls=1))
    known, unknown = budget.reopen(0.4), budget.reopen(None)
    totals = budget.totals()
    assert (totals.possible_usd, totals.in_flight_usd, totals.unknown_calls) == (0.0, 0.4, 0)
    assert totals.in_flight == 2
    budget.settle(known, 0.1)
    budget.release(unknown)
    assert budget.totals().usd == 0.1
    budget.settle(budget.reserve(0.9), 0.9)
