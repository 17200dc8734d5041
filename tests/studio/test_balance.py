"""The curator `balance`: who reads the kept questions and no film guesses, and dials are heard."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import ClassVar

import pytest
from moviellm import InputError
from moviellm.cli.reporting import write_report
from moviellm.cli.show import show
from moviellm.engine.inspect.status import look
from moviellm.film import Decision, QuestionFacts, Quota
from moviellm.pipeline.read import read_pipeline
from moviellm.studio.balance.clues import number_in
from moviellm.studio.balance.config import BalanceConfig
from moviellm.studio.balance.impl import Balance
from moviellm.testing import CuratorSuite, make_context, run_pipeline

TIMES = ("Once.", "Twice.", "Three times.", "Four times.")


class TestBalance(CuratorSuite):
    plugin = "balance"
    options: ClassVar = {"dials": {"kinds": {"order": 0.2}, "hops": {"1": 0.5}}}


def facts(number, right, options=TIMES, **changes):
    return QuestionFacts(
        **{
            "film": f"film-{number}",
            "family": f"family-{number // 4}",
            "question": "q1",
            "kind": "count",
            "template": "count enter agent place",
            "slot": "count",
            "text": "How many times does Per come in?",
            "answer": options[right] if options else "Once.",
            "options": options,
            "answer_index": right if options else None,
            "hops": 2,
            "distance_ms": 5_000,
            "certificate_ms": 9_000,
            **changes,
        }
    )


def chosen(questions, **options):
    """The kept questions, why the others are left out, and the quotas by dial and value."""
    balance = Balance(BalanceConfig.model_validate(options))
    said = list(balance.moviellm_curate(questions, make_context()))
    decisions = [one for one in said if isinstance(one, Decision)]
    kept = [q for q, one in zip(questions, decisions, strict=True) if not one.left_out]
    reasons = Counter(one.left_out for one in decisions if one.left_out)
    quotas = {(one.dial, one.value): one for one in said if isinstance(one, Quota)}
    return kept, reasons, quotas


def shuffled(number):
    order = list(TIMES)
    random.Random(number).shuffle(order)
    return tuple(order)


def test_an_answer_that_is_nearly_always_right_is_made_as_rare_as_the_others():
    dice = random.Random(1)
    questions = []
    for number in range(2_000):
        options = shuffled(number)
        answer = "Twice." if dice.random() < 0.9 else dice.choice(TIMES)
        questions.append(facts(number, options.index(answer), options))
    kept, reasons, _ = chosen(questions)
    right = Counter(one.answer for one in kept)
    assert set(right) == set(TIMES)
    assert max(right.values()) <= 1.6 * min(right.values())
    assert sum(reasons.values()) == 2_000 - len(kept)
    assert all(reason.startswith("guessed by its ") for reason in reasons)


def test_the_earliest_of_four_times_is_not_right_more_often_than_the_others():
    dice = random.Random(2)
    questions = []
    for number in range(2_000):
        moments = sorted(dice.sample(range(10, 240), 4))
        answer = moments[0] if dice.random() < 0.7 else dice.choice(moments)
        dice.shuffle(moments)
        options = tuple(f"At {moment // 60:02d}:{moment % 60:02d}." for moment in moments)
        questions.append(facts(number, moments.index(answer), options, template="when"))
    kept, reasons, _ = chosen(questions)
    ranks = Counter(
        sorted(map(number_in, one.options)).index(number_in(one.answer)) for one in kept
    )
    assert ranks[0] <= 0.4 * len(kept)
    assert reasons["guessed by its number"] > 100


def test_letters_are_even():
    questions = [facts(n, 2 if n % 5 else n % 4, shuffled(n)) for n in range(1_500)]
    kept, _, _ = chosen(questions)
    letters = Counter(one.answer_index for one in kept)
    assert max(letters.values()) <= 0.4 * len(kept)


def test_families_in_which_each_option_is_right_once_stay_whole():
    questions = [facts(number, number % 4) for number in range(400)]
    kept, reasons, _ = chosen(questions)
    assert len(kept) == 400
    assert not reasons


def test_what_a_family_is_asked_alike_is_kept_or_left_out_in_all_its_films():
    dice = random.Random(3)
    questions = []
    for number in range(1_600):
        options, right = shuffled(number), dice.choice(TIMES)
        if number % 3 == 0:  # more of them in every family than chance gives, and others in each
            right = "Twice."
        questions.append(
            facts(number, options.index(right), options, pair=f"pair-{number // 4}",
                  hops=1 + number % 3)
        )  # fmt: skip
    kept, reasons, _ = chosen(questions, dials={"hops": {"1": 0.6}})
    films = Counter(one.pair for one in kept)
    assert set(films.values()) == {4}
    assert 40 < len(films) < 400
    assert {"more of it than was asked for"} < set(reasons)
    right = Counter(one.answer for one in kept)
    assert right["Twice."] < 0.4 * len(kept) < 0.5 * len(questions)


def test_open_questions_are_no_matter_of_guessing():
    questions = [facts(number, 0, ()) for number in range(50)]
    assert chosen(questions)[0] == questions


def test_all_is_kept_by_who_asks_for_it():
    questions = [facts(number, 1) for number in range(50)]
    assert len(chosen(questions)[0]) < 25
    assert chosen(questions, lean=1000)[0] == questions


def corpus():
    """Open questions: 600 orders of 1 to 3 hops, 300 of who, 100 of where."""
    kinds = ["order"] * 6 + ["who"] * 3 + ["where"]
    return [
        facts(n, 0, (), kind=kinds[n % 10], hops=1 + n // 10 % 3, distance_ms=n % 100 * 1_000)
        for n in range(1_000)
    ]


def test_dials_give_the_mix_that_was_asked_for():
    dials = {"kinds": {"order": 0.25, "who": 0.5, "where": 0.25}, "hops": {"1": 0.5, "2-": 0.5}}
    kept, reasons, quotas = chosen(corpus(), dials=dials, least=0)
    assert len(kept) > 250
    kinds = Counter(one.kind for one in kept)
    assert kinds["order"] / len(kept) == pytest.approx(0.25, abs=0.02)
    assert kinds["who"] / len(kept) == pytest.approx(0.5, abs=0.02)
    assert reasons == {"more of it than was asked for": 1_000 - len(kept)}
    assert {key: one.asked for key, one in quotas.items()} == {
        ("kinds", "order"): 0.25, ("kinds", "who"): 0.5, ("kinds", "where"): 0.25,
        ("hops", "1"): 0.5, ("hops", "2-"): 0.5,
    }  # fmt: skip
    assert quotas["kinds", "order"].questions == kinds["order"]
    assert quotas["hops", "1"].got == pytest.approx(0.5, abs=0.02)


def test_what_a_dial_does_not_name_gets_the_rest():
    kept, _, quotas = chosen(corpus(), dials={"evidence_distance": {"80-": 0.4}})
    far = sum(one.distance_ms >= 80_000 for one in kept)
    assert far / len(kept) == pytest.approx(0.4, abs=0.02)
    assert quotas["evidence_distance", "80-"].why == ""


def test_a_mix_is_spread_over_the_whole_corpus():
    kept, _, _ = chosen(corpus(), dials={"kinds": {"order": 0.2}})
    first = sum(int(one.film.removeprefix("film-")) < 500 for one in kept)
    assert first / len(kept) == pytest.approx(0.5, abs=0.05)


def test_a_quota_that_is_not_met_says_why():
    _, _, quotas = chosen(corpus(), dials={"kinds": {"where": 0.5, "belief": 0.3}})
    assert quotas["kinds", "belief"].why == "none were made"
    _, _, quotas = chosen(corpus(), dials={"kinds": {"where": 0.5}})
    assert "all 100 are kept: make more films" in quotas["kinds", "where"].why
    guessed = [facts(number, 1) for number in range(1, 400)]
    _, _, quotas = chosen([*corpus(), *guessed], dials={"options": 0.5})
    assert "others could be guessed" in quotas["options", "with options"].why


def test_nothing_is_divided_by_nothing():
    dials = {"kinds": {"order": 1.0}, "options": 0.0}
    assert chosen([], dials=dials)[2]["kinds", "order"].why == "none were made"
    only_open = [facts(0, 0, ())]
    assert chosen(only_open, dials={"options": 1.0}, least=0)[0] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Twice.", 2),
        ("At 01:23.", 83),
        ("At 1:00:05.", 3605),
        ("About 1 minute and 44 seconds.", 104),
        ("About 33 seconds.", 33),
        ("Three times.", 3),
        ("On the old table.", None),
    ],
)
def test_numbers_are_read_as_people_say_them(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("{dails: {}}", "unknown key `dails`.*|Did you mean `dials`"),
        ("{dials: {kind: {}}}", "unknown key `kind`"),
        ("{dials: {kinds: {orders: 0.5}}}", "orders"),
        ("{dials: {kinds: {order: 0.7, who: 0.4}}}", "shares that sum to 1.1"),
        ("{dials: {hops: {1: 0.7, 2-: 0.4}}}", "shares that sum to 1.1"),
        ("{dials: {hops: {few: 0.7}}}", "takes ranges such as 2, 2-5 or 6-, and 'few' is none"),
        ("{dials: {hops: {1-3: 0.2, 2: 0.1}}}", "ranges that overlap: '1-3' and '2'"),
        ("{dials: {certificate: {9-3: 0.2}}}", "ends before it begins"),
        ("{dials: {options: 1.5}}", "at most 1"),
        ("{dials: {hops: {1: many}}}", "a number"),
    ],
)
def test_a_dial_that_cannot_be_is_told_with_its_place(tmp_path, options, says):
    file = tmp_path / "pipeline.yaml"
    lines = ["moviellm: 1", "films: {themes: [a]}", f"curator: {{use: balance, {options[1:]}"]
    file.write_text("\n".join(lines))
    with pytest.raises(InputError, match=says) as caught:
        read_pipeline(file)
    assert f"{file}:3" in caught.value.message


def test_a_run_exports_the_balanced_part_and_tells_of_it(tmp_path, capsys):
    curator = {"use": "balance", "dials": {"kinds": {"who_said": 0.5, "belief": 0.3}}, "least": 0}
    films = {
        "themes": ["one", "two", "three", "four"],
        "seed": 7,
        "shape": {"chapters": 1, "scenes": 2, "frames": 3},
    }
    report = run_pipeline({"films": films, "curator": curator}, tmp_path / "run")
    facts = look(tmp_path / "run")
    exported = [
        json.loads(file.read_text())["annotations"]["questions"]
        for file in report.exports["fake"].glob("*/film.json")
    ]
    assert sum(map(len, exported)) == facts.curation["kept"] > 0
    assert facts.curation["left_out"]["more of it than was asked for"] > 0
    show.callback(run=tmp_path / "run", failures=False, as_json=False)
    told = " ".join(capsys.readouterr().out.split())
    assert f"curator balance: {facts.curation['kept']} questions kept; left out:" in told
    assert "kinds belief: 30.0% asked, 0.0% got: none were made" in told
    page = write_report(tmp_path / "run").read_text()
    assert "Questions chosen by balance" in page
    assert "none were made" in page
