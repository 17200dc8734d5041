"""How a paid call is tried again, whichever way it goes out."""

import math

import pytest
from moviellm import BudgetError, FilmError, InputError, RunError
from moviellm_plugins_gpt.calls import ModelClient, ModelQuestion, user
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    BatchGone,
    Broken,
    KeyMissing,
    KeyRejected,
    NotThere,
    Overloaded,
    QuotaSpent,
    RateLimited,
    ServerDown,
    TimedOut,
    Unreached,
)
from moviellm_plugins_gpt.calls.retry import BATCH, SINGLE_CALL, Attempts

POLICIES = pytest.mark.parametrize("policy", [SINGLE_CALL, BATCH], ids=["single", "batch"])


def attempts(policy, most=3, label="scene 1"):
    return Attempts(most, policy, address="http://host/v1", label=label)


@POLICIES
@pytest.mark.parametrize("outcome", [Overloaded("busy"), TimedOut("late"), Broken("html")])
def test_a_failure_that_may_pass_is_tried_again_as_often_as_the_option_says(policy, outcome):
    counted = attempts(policy, most=3)
    counted.delay_after(outcome)
    counted.delay_after(outcome)
    with pytest.raises(FilmError, match=r"http://host/v1 gave no answer for scene 1 in 3 attempts"):
        counted.delay_after(outcome)


@POLICIES
def test_being_too_early_does_not_use_up_the_attempts(policy):
    counted = attempts(policy, most=2)
    for _ in range(2 * policy.rate_limited - 1):
        counted.delay_after(RateLimited("slow down"))
    counted.delay_after(Overloaded("busy"))
    with pytest.raises(FilmError):
        counted.delay_after(RateLimited("slow down"))


@POLICIES
@pytest.mark.parametrize(
    ("outcome", "error"),
    [
        (QuotaSpent("no money"), BudgetError),
        (KeyRejected("wrong"), InputError),
        (KeyMissing("NO_KEY"), InputError),
        (NotThere("no model"), InputError),
        (BatchGone("batch_1", "no batch"), InputError),
        (ServerDown("down"), RunError),
    ],
)
def test_what_every_call_would_meet_ends_the_run_at_once(policy, outcome, error):
    with pytest.raises(error) as caught:
        attempts(policy).delay_after(outcome)
    assert not isinstance(caught.value, FilmError)


@POLICIES
def test_a_server_that_is_never_there_ends_the_run(policy):
    counted = attempts(policy, most=2)
    counted.delay_after(Unreached("refused"))
    with pytest.raises(RunError, match="There is no server at http://host/v1") as caught:
        counted.delay_after(Unreached("refused"))
    assert not isinstance(caught.value, FilmError)


@POLICIES
@pytest.mark.parametrize("outcome", [BadRequest("unknown parameter"), OSError("disk")])
def test_what_asking_again_would_not_change_comes_through(policy, outcome):
    with pytest.raises(type(outcome)) as caught:
        attempts(policy).delay_after(outcome)
    assert caught.value is outcome


@POLICIES
def test_delays_double_up_to_the_longest_and_are_drawn_below_that(policy, monkeypatch):
    drawn = []
    monkeypatch.setattr("random.uniform", lambda least, most: drawn.append((least, most)) or most)
    delays = [policy.delay(failed, None) for failed in range(1, 400)]
    first = policy.first_delay
    assert delays[:3] == [first, 2 * first, 4 * first]
    assert delays == sorted(delays)
    assert delays[-1] == policy.longest_delay
    assert drawn == [(0.0, delay) for delay in delays]


@POLICIES
def test_a_server_may_ask_for_more_and_not_for_less(policy, monkeypatch):
    monkeypatch.setattr("random.uniform", lambda least, most: most)
    assert policy.delay(1, policy.first_delay + 1) == policy.first_delay + 1
    assert policy.delay(2, 0.0) == 2 * policy.first_delay
    assert policy.delay(1, 10_000.0) == policy.longest_delay


def test_a_single_call_is_not_kept_for_hours_and_a_batch_is():
    with pytest.raises(FilmError, match=r"in 1 attempt: full \(it asks to wait 7200 s\)"):
        attempts(SINGLE_CALL).delay_after(RateLimited("full", 7200.0))
    assert attempts(BATCH).delay_after(RateLimited("full", 7200.0)) == BATCH.longest_delay
    assert BATCH.longest_wait == math.inf


@pytest.mark.parametrize("mode", ["sync", "batch"])
def test_single_calls_and_batches_are_given_up_alike(server, books, options, mode):
    server.script(always="503")
    question = ModelQuestion(messages=(user("Scene 1"),), label="scene 1")
    with pytest.raises(FilmError, match="gave no answer for scene 1 in 2 attempts: HTTP 503"):
        ModelClient(options("messages", mode=mode, attempts=2)).ask(books.context, [question])
