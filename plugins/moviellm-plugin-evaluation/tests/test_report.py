"""The report that the how-to shows is what the verdicts it tells of are reported as."""

from __future__ import annotations

from moviellm.engine.paid_calls.budget import Totals
from moviellm.film import Preference
from moviellm.runs import Judged
from moviellm_plugin_evaluation.protocol.movies import BenchmarkQuestion, Pair
from moviellm_plugin_evaluation.protocol.report import Report
from moviellm_plugin_evaluation.protocol.verdicts import PairVerdict
from places import DOCS

PAGE = DOCS / "how-to" / "evaluate-long-answers.md"
A, B, TIE = ("first", "second"), ("second", "first"), ("tie", "tie")
READINGS = {
    "overview": [A] * 7 + [B] + [("first", "first"), ("first", "tie")],
    "plot": [A] * 11 + [B] * 5 + [TIE, TIE, ("first", "first"), ("second", "second")],
    "temporal": [A] * 4 + [B] * 4 + [("second", "second"), ("first", "tie")],
}


def spend(**more):
    given = {"usd": 0.041, "possible_usd": 0.0, "unknown_calls": 0}
    return Totals(cap_usd=2.0, in_flight_usd=0.0, in_flight=0, **{**given, **more})


def report(readings, **more):
    pair = Pair(question="?", answer="!")
    verdicts = [
        PairVerdict(
            BenchmarkQuestion("x", kind, "x", pair),
            Preference(better=there),
            Preference(better=back),
        )
        for kind, found in readings.items()
        for there, back in found
    ]
    judge = "critic `openai` (moviellm-plugins-gpt 0.1.0)"
    judged = Judged(preferences=(), judge=judge, settings={}, spend=spend(**more))
    return Report("a.json", "b.json", judged, verdicts)


def test_the_report_of_the_how_to_is_a_real_one():
    text = "\n".join(report(READINGS).lines())
    assert text in PAGE.read_text(encoding="utf-8")


def test_a_price_that_nobody_knows_is_never_called_nothing():
    spent = list(report(READINGS, usd=0.0, possible_usd=0.5, unknown_calls=3).lines())[-1]
    assert spent == (
        "  Spent: nothing, possibly $0.5000 more for calls without an answer, "
        "and 3 calls of unknown price."
    )
    spent = list(report(READINGS, usd=0.0, unknown_calls=3).lines())[-1]
    assert spent == "  Spent: 3 calls of unknown price."


def test_pairs_without_a_verdict_are_told():
    lines = list(report({"plot": [(None, "first"), A]}).lines())
    assert "  1 without a verdict: verdicts.jsonl tells why." in lines
