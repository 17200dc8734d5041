"""The limiter, on an event loop whose clock jumps to the next thing that happens."""

import asyncio
import selectors
from email.utils import formatdate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm_plugins_gpt.calls.headers import limits_in
from moviellm_plugins_gpt.calls.outcomes import (
    Broken,
    Overloaded,
    RateLimited,
    ServerDown,
    TimedOut,
)
from moviellm_plugins_gpt.calls.rate_limiter import RateLimiter
from moviellm_plugins_gpt.calls.retry import BackoffPolicy
from moviellm_plugins_gpt.calls.settings import RateLimits


class _Selector(selectors.DefaultSelector):
    """Lets time pass instead of waiting."""

    now = 0.0

    def select(self, timeout=None):
        self.now += max(0.0, timeout or 0.0)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.jumping = _Selector()
        super().__init__(self.jumping)

    def time(self):
        return self.jumping.now


def play(story):
    """Run a coroutine function that is given a clock."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(asyncio.wait_for(story(loop.time), 10_000))
    finally:
        loop.close()


def limiter_of(clock, limits=None, concurrency=64, **backoff):
    policy = BackoffPolicy(**backoff)
    return RateLimiter(RateLimits(**(limits or {})), concurrency, backoff=policy, clock=clock)


async def call(limiter, seconds=1.0, tokens=(10, 10), outcome=None, headers=None, usage=None):
    """Make one call that takes some seconds; return when it began."""
    async with limiter.turn(*tokens) as turn:
        await turn.start()
        await asyncio.sleep(seconds)
        if outcome is None:
            limiter.succeeded(turn, headers or {}, usage or {})
        else:
            outcome.headers = headers or {}
            limiter.failed(turn, outcome)
        return turn.started


def together(limiter, count, **kind):
    return asyncio.gather(*(call(limiter, **kind) for _ in range(count)))


def test_no_more_calls_are_in_flight_than_allowed():
    async def story(clock):
        limiter = limiter_of(clock, concurrency=8)
        started = await together(limiter, 40)
        assert sorted(set(started)) == [0, 1, 2, 3, 4]
        assert limiter.in_flight == 0

    play(story)


@pytest.mark.parametrize(("concurrency", "ahead"), [(1, 1), (8, 1), (16, 2)])
def test_an_eighth_more_are_let_in_and_go_out_the_moment_they_may(concurrency, ahead):
    async def story(clock):
        limiter = limiter_of(clock, concurrency=concurrency)
        let_in, started = [], []

        async def one():
            async with limiter.turn(1, 1) as turn:
                let_in.append(clock())
                await asyncio.sleep(0.5)  # to be written down
                await turn.start()
                started.append(clock())
                await asyncio.sleep(1)

        await asyncio.gather(*(one() for _ in range(3 * concurrency)))
        assert let_in[: concurrency + ahead + 1] == [0] * (concurrency + ahead) + [1.5]
        assert started[: concurrency + ahead] == [0.5] * concurrency + [1.5] * ahead
        assert limiter.in_flight == 0

    play(story)


def test_one_that_is_given_up_before_it_goes_out_takes_nothing():
    async def story(clock):
        limiter = limiter_of(clock, {"requests": 2}, concurrency=4)
        async with limiter.turn(1, 1):
            pass
        for _ in range(2):
            assert await call(limiter) == clock() - 1
        assert (limiter.in_flight, clock()) == (0, 2)

    play(story)


def test_requests_a_minute_are_kept_to():
    async def story(clock):
        started = sorted(await together(limiter_of(clock, {"requests": 60}), 120, seconds=0.01))
        assert started[59] == 0
        assert started[60:] == pytest.approx(range(1, 61), abs=0.1)

    play(story)


@pytest.mark.parametrize("limited", [0, 1])
def test_tokens_a_minute_are_kept_to(limited):
    async def story(clock):
        limits = {("input_tokens", "output_tokens")[limited]: 6_000}
        tokens = (1_000, 10) if limited == 0 else (10, 1_000)
        started = sorted(await together(limiter_of(clock, limits), 12, seconds=0.01, tokens=tokens))
        assert started == pytest.approx([0] * 6 + [10, 20, 30, 40, 50, 60], abs=0.1)

    play(story)


def test_tokens_that_were_not_used_are_given_back():
    async def story(clock):
        limiter = limiter_of(clock, {"output_tokens": 6_000})
        usage = {"input_tokens": 10, "output_tokens": 100}
        for _ in range(20):
            await call(limiter, seconds=0.01, tokens=(10, 1_000), usage=usage)
        assert clock() < 2

    play(story)


def test_a_call_larger_than_a_minute_goes_alone_instead_of_never():
    async def story(clock):
        limiter = limiter_of(clock, {"input_tokens": 1_000})
        started = sorted(
            await together(limiter, 2, tokens=(5_000, 1), usage={"input_tokens": 5_000})
        )
        assert started[0] == 0
        assert started[1] >= 60

    play(story)


@pytest.mark.parametrize(
    "headers",
    [
        {"x-ratelimit-limit-requests": "60", "x-ratelimit-remaining-requests": "0"},
        {
            "anthropic-ratelimit-requests-limit": "60",
            "anthropic-ratelimit-requests-remaining": "0",
            "anthropic-ratelimit-requests-reset": formatdate(0),
        },
    ],
)
def test_limits_are_learned_from_headers(headers):
    async def story(clock):
        limiter = limiter_of(clock)
        await call(limiter, headers=headers)
        begun = clock()
        started = sorted(await together(limiter, 5, seconds=0.01))
        assert [at - begun for at in started] == pytest.approx([1, 2, 3, 4, 5], abs=0.1)

    play(story)


def test_a_given_limit_is_not_raised_by_headers():
    async def story(clock):
        limiter = limiter_of(clock, {"requests": 60})
        await call(limiter, headers={"x-ratelimit-limit-requests": "10000"})
        started = sorted(await together(limiter, 70, seconds=0.01))
        assert started[-1] - started[0] > 8

    play(story)


@pytest.mark.parametrize(
    "header", ["x-ratelimit-limit-tokens", "anthropic-ratelimit-input-tokens-limit"]
)
def test_a_limit_that_no_question_keeps_to_holds_nobody_back(header):
    async def story(clock):
        limiter = limiter_of(clock)
        await call(limiter, headers={header: "1"})
        assert await together(limiter, 20) == [1.0] * 20

    play(story)


@pytest.mark.parametrize("given", [{}, {"requests": 1}])
def test_a_limit_of_the_server_that_holds_calls_back_is_told_once(caplog, given):
    async def story(clock):
        limiter = limiter_of(clock, given)
        await call(limiter, headers={"x-ratelimit-limit-requests": "1"})
        started = await together(limiter, 3)
        assert max(started) <= 240

    play(story)
    told = [record.getMessage() for record in caplog.records]
    if given:
        assert told == []
    else:
        assert len(told) == 1
        assert "allow 1 requests a minute" in told[0]
        assert "`limits`" in told[0]


def test_headers_that_mean_nothing_are_ignored():
    found = limits_in({"x-ratelimit-limit-requests": "many", "x-ratelimit-limit-tokens": "-1"})
    assert all(limit.limit is None and limit.remaining is None for limit in found.values())


def test_too_much_halves_and_success_adds_one_a_round():
    async def story(clock):
        limiter = limiter_of(clock, concurrency=64, first_pause=1.0)
        await together(limiter, 64, outcome=Overloaded("busy"))
        assert limiter.allowed == 1  # 64 failures one after another: single calls try the server
        await call(limiter)
        assert limiter.allowed == 32
        await together(limiter, 33)
        assert limiter.allowed == 33
        await together(limiter, 34)
        assert limiter.allowed == 34

    play(story)


def test_calls_that_were_out_together_halve_once():
    async def story(clock):
        limiter = limiter_of(clock, concurrency=16, failures=100)
        await together(limiter, 16, outcome=RateLimited("slow down"))
        assert limiter.allowed == 8
        await together(limiter, 8, outcome=RateLimited("slow down"))
        assert limiter.allowed == 4

    play(story)


def test_everybody_waits_as_long_as_one_answer_says():
    async def story(clock):
        limiter = limiter_of(clock, concurrency=4)
        first = [asyncio.ensure_future(call(limiter, outcome=RateLimited("wait", 30.0)))]
        await asyncio.sleep(1.5)
        started = await together(limiter, 8)
        assert min(started) == pytest.approx(31)
        await asyncio.gather(*first)

    play(story)


def test_pauses_grow_while_the_server_says_nothing():
    async def story(clock):
        limiter = limiter_of(clock, concurrency=1, first_pause=1.0, failures=100)
        pauses = []
        for _ in range(5):
            ended = (await call(limiter, outcome=Overloaded("busy"))) + 1.0
            pauses.append(limiter.paused)
            assert clock() == pytest.approx(ended)
        assert pauses == pytest.approx([1, 2, 4, 8, 16])
        await call(limiter)
        await call(limiter, outcome=Overloaded("busy"))
        assert limiter.paused == pytest.approx(1)

    play(story)


def test_a_broken_answer_slows_nobody_down():
    async def story(clock):
        limiter = limiter_of(clock, concurrency=16)
        await together(limiter, 16, outcome=Broken("html"))
        assert (limiter.allowed, limiter.paused) == (16, 0)

    play(story)


def test_a_server_that_only_fails_is_tried_by_single_calls_and_then_given_up():
    async def story(clock):
        limiter = limiter_of(clock, concurrency=8, failures=16, probes=3)
        begun = []

        async def stubborn():
            for _ in range(6):
                begun.append(await call(limiter, outcome=TimedOut("no answer")))

        outcomes = await asyncio.gather(*(stubborn() for _ in range(30)), return_exceptions=True)
        assert sum(isinstance(one, ServerDown) for one in outcomes) >= 28
        assert len(begun) < 30

    play(story)


def test_a_server_that_recovers_is_asked_again():
    async def story(clock):
        limiter = limiter_of(clock, concurrency=8, failures=8, probes=3)
        await together(limiter, 8, outcome=Overloaded("busy"))
        assert limiter.allowed == 1
        await call(limiter, outcome=Overloaded("busy"))
        await together(limiter, 20)
        assert limiter.allowed >= 2

    play(story)


def test_who_stops_waiting_leaves_no_trace():
    async def story(clock):
        limiter = limiter_of(clock, {"requests": 60}, concurrency=2)
        tasks = [asyncio.ensure_future(call(limiter, seconds=5)) for _ in range(10)]
        await asyncio.sleep(1)
        for task in tasks[1:]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert limiter.in_flight == 0
        assert await call(limiter) == clock() - 1

    play(story)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.floats(0.01, 5), st.sampled_from(["ok", "rate", "wait", "busy", "broken", "stop"])
        ),
        min_size=1,
        max_size=60,
    ),
    st.integers(1, 12),
)
def test_whatever_happens_nobody_hangs_and_nothing_leaks(calls, concurrency):
    outcomes = {
        "ok": None, "rate": RateLimited("r"), "wait": RateLimited("w", 2.0),
        "busy": Overloaded("b"), "broken": Broken("h"),
    }  # fmt: skip

    async def story(clock):
        limiter = limiter_of(clock, {"requests": 600}, concurrency=concurrency)
        most = 0

        async def one(seconds, kind):
            nonlocal most
            async with limiter.turn(1, 1) as turn:
                await turn.start()
                most = max(most, limiter.in_flight)
                await asyncio.sleep(seconds)
                if outcomes.get(kind) is None:
                    limiter.succeeded(turn, {}, {})
                else:
                    limiter.failed(turn, outcomes[kind])

        tasks = [asyncio.ensure_future(one(*each)) for each in calls]
        await asyncio.sleep(0.5)
        for task, (_, kind) in zip(tasks, calls, strict=True):
            if kind == "stop":
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert limiter.in_flight == 0
        assert most <= concurrency

    play(story)
