"""The context for tests: seeded, counted, cancellable."""

from __future__ import annotations

import pytest
from moviellm import Cancelled, Reply
from moviellm.testing import CountingCalls, make_context


def test_randomness_depends_on_the_seed_alone():
    assert make_context(seed=3).random().random() == make_context(seed=3).random().random()
    assert make_context(seed=3).random().random() != make_context(seed=4).random().random()


def test_an_answer_is_bought_once():
    calls = CountingCalls()
    context = make_context(calls=calls)
    for _ in range(3):
        reply = context.calls.buy(
            {"question": 1}, worst_usd=0.5, send=lambda: Reply(data=b"yes", usd=0.25)
        )
        assert reply.data == b"yes"
    context.calls.buy({"question": 2}, worst_usd=None, send=lambda: Reply(data=b"no", usd=None))
    assert (calls.asked, calls.sent, calls.usd) == (4, 2, 0.25)


def test_a_failed_call_is_sent_again():
    calls = CountingCalls()

    def fail():
        raise TimeoutError("no answer")

    with pytest.raises(TimeoutError):
        calls.buy({}, worst_usd=0.1, send=fail)
    assert calls.buy({}, worst_usd=0.1, send=lambda: Reply(data=b"x", usd=0.1)).data == b"x"


def test_a_cancelled_context_stops_a_component():
    with pytest.raises(Cancelled):
        make_context(cancelled=lambda: True).check()
