"""The context for tests: seeded, counted, cancellable."""

from __future__ import annotations

import logging

import pytest
from moviellm import Cancelled, Context, InputError, Reply
from moviellm.testing import CountingCalls, MemoryBlobs, MemoryKeep, make_context


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


def test_what_is_made_once_is_asked_for_again():
    keep = MemoryKeep()
    folders = []

    def make(folder):
        folders.append(folder)
        (folder / "checkpoint").write_bytes(b"style")
        return (folder / "checkpoint").read_bytes()

    context = make_context(keep=keep)
    assert [context.keep({"style": 1}, make) for _ in range(2)] == [b"style", b"style"]
    assert context.keep({"style": 2}, lambda folder: b"other") == b"other"
    assert (keep.asked, keep.made) == (3, [{"style": 1}, {"style": 2}])
    assert not folders[0].exists()


def test_a_context_outside_of_a_run_makes_everything_anew():
    context = Context(seed=1, film="", log=logging.getLogger(), calls=None, blobs=MemoryBlobs())
    assert [context.keep({}, lambda folder, n=n: bytes([n])) for n in (1, 2)] == [b"\1", b"\2"]


def test_a_request_of_a_kept_thing_is_json():
    with pytest.raises(InputError, match="no JSON form"):
        make_context().keep({"style": b"x"}, lambda folder: b"")


def test_a_cancelled_context_stops_a_component():
    with pytest.raises(Cancelled):
        make_context(cancelled=lambda: True).check()
