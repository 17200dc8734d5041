"""Who wins, how sure that is, and whether the judge prefers a place."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.film import Preference
from moviellm_plugin_evaluation.protocol.movies import BenchmarkQuestion, Pair
from moviellm_plugin_evaluation.protocol.scores import position, scores, wilson
from moviellm_plugin_evaluation.protocol.verdicts import PairVerdict, comparisons, verdicts

BETTER = st.sampled_from(["first", "second", "tie", None])


def ask(number=1, kind="plot"):
    return BenchmarkQuestion(f"1/{kind}/{number}", kind, "x", Pair(question="Who?", answer="Mara."))


def verdict(forward, backward, kind="plot"):
    return PairVerdict(ask(kind=kind), Preference(better=forward), Preference(better=backward))


@pytest.mark.parametrize(
    ("forward", "backward", "winner"),
    [
        ("first", "second", "a"),
        ("second", "first", "b"),
        ("first", "first", "tie"),
        ("second", "second", "tie"),
        ("first", "tie", "tie"),
        ("tie", "tie", "tie"),
        ("first", None, None),
        (None, None, None),
    ],
)
def test_a_win_is_a_win_in_both_orders(forward, backward, winner):
    assert verdict(forward, backward).winner == winner


@given(st.lists(st.tuples(BETTER, BETTER), max_size=30))
def test_whoever_is_called_a_the_ratios_add_up_to_one(readings):
    here = scores([verdict(*reading) for reading in readings])[-1]
    there = scores([verdict(backward, forward) for forward, backward in readings])[-1]
    assert (here.a, here.b, here.ties) == (there.b, there.a, there.ties)
    if here.ratio.value is None:
        assert here.unjudged == here.questions
        return
    assert here.ratio.value + there.ratio.value == pytest.approx(1)
    assert here.ratio.low == pytest.approx(1 - there.ratio.high)
    assert here.ratio.low <= here.ratio.value <= here.ratio.high


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [  # R: prop.test(x, n, correct = FALSE)$conf.int
        (8, 10, 0.4901625, 0.9433178),
        (0, 10, 0.0, 0.2775328),
        (50, 100, 0.4038315, 0.5961685),
    ],
)
def test_the_interval_is_wilson_s(successes, trials, low, high):
    found = wilson(successes, trials)
    assert found.low == pytest.approx(low, abs=1e-6)
    assert found.high == pytest.approx(high, abs=1e-6)
    for end in (found.low, found.high):  # the score test is at its limit at both ends
        if 1e-9 < end < 1:
            deviation = abs(found.value - end) / math.sqrt(end * (1 - end) / trials)
            assert deviation == pytest.approx(1.959964, abs=1e-5)


def test_kinds_are_scored_apart_and_together():
    found = [
        verdict("first", "second", "overview"),
        verdict("second", "first", "plot"),
        verdict("first", "first", "plot"),
        verdict(None, "first", "plot"),
    ]
    overview, plot, overall = scores(found)
    assert (overview.name, overview.a, overview.ratio.value) == ("overview", 1, 1.0)
    assert (plot.b, plot.ties, plot.unjudged, plot.ratio.value) == (1, 1, 1, 0.25)
    assert (overall.questions, overall.a, overall.b, overall.ties) == (4, 1, 1, 1)
    assert overall.ratio.value == 0.5


def test_a_judge_that_always_prefers_the_first_is_biased():
    found = position([verdict("first", "first")] * 8)
    assert (found.first.value, found.consistent, found.biased) == (1.0, 0.0, True)


def test_a_judge_that_prefers_an_answer_wherever_it_stands_is_not_biased():
    found = position([verdict("first", "second")] * 8 + [verdict("tie", "tie")])
    assert (found.first.value, found.consistent, found.biased) == (0.5, 1.0, False)


def test_no_verdicts_are_no_bias():
    assert position([]).biased is False
    assert position([verdict(None, None)]).consistent is None


def test_each_pair_is_read_in_both_orders():
    asked = [ask(1), ask(2)]
    a, b = ({one.id: f"{name}{n}" for n, one in enumerate(asked)} for name in "ab")
    made = comparisons(asked, a, b)
    assert [(c.first, c.second) for c in made] == [
        ("a0", "b0"),
        ("b0", "a0"),
        ("a1", "b1"),
        ("b1", "a1"),
    ]
    longest = [Preference(better="first")] * 2 + [Preference(better="tie")] * 2
    assert [v.winner for v in verdicts(asked, longest)] == ["tie", "tie"]
