"""`moviellm evaluate judge`: real SDKs ask a server on loopback, each pair in both orders."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter

import pytest

KINDS = {"overview": 1, "plot": 2, "temporal": 1}


@pytest.fixture
def bench(tmp_path):
    """A benchmark of movies, in which the longer of two answers is the better one."""

    def write(movies=3):
        def pairs(movie, kind):
            return [
                {"Question": f"{movie} {kind} {n}?", "Answer": f"{movie} {kind} {n}."}
                for n in range(KINDS[kind])
            ]

        data = [
            {"movie_title": f"M{n}", "QA": {f"{kind}_qa": pairs(f"M{n}", kind) for kind in KINDS}}
            for n in range(1, movies + 1)
        ]
        (tmp_path / "bench.json").write_text(json.dumps(data))
        return tmp_path / "bench.json"

    return write


@pytest.fixture
def answers(tmp_path):
    """Write a model's answers: one text for all, or by kind."""

    def write(name, text, movies=3, **by_kind):
        found = {
            f"{movie}/{kind}/{n}": by_kind.get(kind, text)
            for movie in range(1, movies + 1)
            for kind, count in KINDS.items()
            for n in range(1, count + 1)
        }
        (tmp_path / f"{name}.json").write_text(json.dumps(found))
        return tmp_path / f"{name}.json"

    return write


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "judged"


def options(model, provider="openai", **more):
    given = model.options(provider, **more)
    return [
        word for key, value in given.items() for word in ("--set", f"{key}={json.dumps(value)}")
    ]


def words(bench, a, b, folder, *more, judge="openai"):
    return [
        "evaluate",
        "judge",
        bench,
        "--a",
        a,
        "--b",
        b,
        "--judge",
        judge,
        "--out",
        folder,
        *more,
    ]


def verdict_rows(folder):
    return [json.loads(line) for line in (folder / "verdicts.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_the_better_answers_win_in_both_orders(moviellm, model, bench, answers, folder, provider):
    a = answers("a", "A long and full answer.", overview="Short.", temporal="The same.")
    b = answers("b", "A brief one.", temporal="The same.")
    command = words(bench(), a, b, folder, *options(model, provider), "--json", judge=provider)
    report = json.loads(moviellm(*command).stdout)
    assert model.asked == {"judge": 2 * 9 + 3}  # equal answers are the same in both orders
    wins = {name: (s["a"], s["b"], s["ties"]) for name, s in report["scores"].items()}
    assert wins == {
        "overview": (0, 3, 0), "plot": (6, 0, 0), "temporal": (0, 0, 3), "overall": (6, 3, 3),
    }  # fmt: skip
    assert report["scores"]["overall"]["ratio"]["value"] == (6 + 3 / 2) / 12
    assert report["position"]["consistent"] == 1.0
    assert report["position"]["biased"] is False
    assert report["judge"].startswith(f"critic `{provider}`")
    assert report["settings"]["model"] == "good"
    assert "price" not in report["settings"]
    assert report["spend"]["usd"] == pytest.approx(21 * (100 * 1 + 50 * 4) / 1e6)
    assert json.loads((folder / "report.json").read_text()) == report
    rows = verdict_rows(folder)
    assert Counter(row["winner"] for row in rows) == {"a": 6, "b": 3, "tie": 3}
    assert rows[1]["a_first"] == {"better": "first", "reason": "The longer one tells more."}
    assert rows[1]["b_first"]["better"] == "second"


def test_swapping_a_and_b_swaps_the_result_and_buys_nothing(
    moviellm, model, bench, answers, folder
):
    a, b = answers("a", "A long and full answer."), answers("b", "A brief one.")
    ratio = {}
    for one, other in ((a, b), (b, a)):
        command = words(bench(), one, other, folder, *options(model), "--json")
        report = json.loads(moviellm(*command).stdout)
        ratio[one.stem] = report["scores"]["overall"]["ratio"]["value"]
    assert ratio == {"a": 1.0, "b": 0.0}
    assert model.asked["judge"] == 24


def test_a_judge_that_prefers_the_first_gives_one_half_and_is_called_biased(
    moviellm, server, bench, answers, folder
):
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    shown = moviellm(*words(bench(), a, b, folder, *server.options())).output
    assert "This judge is biased by position" in shown
    assert "Read first and preferred: 1.00 [0.86, 1.00] of decided." in shown
    assert max(map(len, shown.splitlines()[1:-1])) <= 60
    report = json.loads((folder / "report.json").read_text())
    overall = report["scores"]["overall"]
    assert (overall["ratio"]["value"], overall["ties"]) == (0.5, 12)
    assert report["position"]["biased"] is True


def test_a_malformed_verdict_is_asked_for_again_and_then_left_out(
    moviellm, server, bench, answers, folder
):
    server.script(text='{"reason": "x", "better": "both"}')
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    shown = moviellm(*words(bench(), a, b, folder, *server.options())).output
    assert "12 without a verdict" in shown
    assert "no verdicts" in shown
    assert len(server.log()) == 2 * 24
    assert all("malformed" in row["a_first"]["reason"] for row in verdict_rows(folder))


def test_some_malformed_verdicts_do_not_stop_the_others(moviellm, server, bench, answers, folder):
    readings, again = 8, 1
    server.script(faults=["wrong-schema"] * (readings + again))
    a, b = answers("a", "Right.", movies=1), answers("b", "Wrong.", movies=1)
    command = words(bench(1), a, b, folder, *server.options(), "--set", "concurrency=1", "--json")
    overall = json.loads(moviellm(*command).stdout)["scores"]["overall"]
    assert overall["questions"] == overall["unjudged"] + overall["ties"] == 4
    assert 0 < overall["unjudged"] < 4


def test_the_cap_is_kept_and_what_was_paid_for_is_used_when_it_is_raised(
    moviellm, server, bench, answers, folder
):
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    base = words(bench(), a, b, folder, *server.options(), "--set", "concurrency=1")
    shown = moviellm(*base, "--usd", 0.05, code=7).output
    assert "was not sent" in shown
    bought = len(server.billed())
    assert 0 < bought < 24
    assert not (folder / "report.json").exists()
    report = json.loads(moviellm(*base, "--usd", 2, "--json").stdout)
    assert len(server.billed()) == 24
    assert set(Counter(server.billed()).values()) == {1}
    assert report["spend"]["usd"] == pytest.approx(24 * (1000 * 2 + 100 * 10) / 1e6, rel=0.3)


@pytest.mark.parametrize("judge", ["writer:openai", "director:anthropic", "captioner:openai"])
def test_any_component_that_asks_for_texts_judges_under_the_same_cap(
    moviellm, server, bench, answers, folder, judge
):
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    provider = judge.partition(":")[2]
    asks = [*server.options(provider), "--set", "concurrency=1"]
    base = words(bench(), a, b, folder, *asks, judge=judge)
    assert "was not sent" in moviellm(*base, "--usd", 0.05, code=7).output
    bought = len(server.billed())
    assert 0 < bought < 24
    report = json.loads(moviellm(*base, "--usd", 2, "--json").stdout)
    assert report["judge"].startswith(f"{judge.partition(':')[0]} `{provider}`")
    assert report["position"]["biased"] is True  # this server prefers the first
    assert len(server.billed()) == len(set(server.billed())) == 24
    assert report["spend"]["usd"] == pytest.approx(24 * (1000 * 2 + 100 * 10) / 1e6, rel=0.3)


def test_a_judge_that_hands_its_comparisons_in_as_a_batch_costs_half(
    moviellm, model, bench, answers, folder
):
    a, b = answers("a", "A long and full answer."), answers("b", "A brief one.")
    asks = options(model, mode="batch")
    command = words(bench(), a, b, folder, *asks, "--json", "--usd", 1, judge="captioner:openai")
    report = json.loads(moviellm(*command).stdout)
    assert model.batches.made == [24]
    assert report["scores"]["overall"]["ratio"]["value"] == 1.0
    assert report["spend"]["usd"] == pytest.approx(24 * (100 * 1 + 50 * 4) / 1e6 / 2)


def test_a_component_that_is_no_judge_names_those_that_are(
    moviellm, server, bench, answers, folder
):
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    command = words(bench(), a, b, folder, *server.options()[:4], judge="painter:openai-image")
    told = moviellm(*command, code=2).output
    assert "The painter `openai-image` (moviellm-plugins-gpt" in told
    assert "is no judge" in told
    for stage in ("writer", "director", "captioner", "critic"):
        assert f"`{stage}:anthropic`" in told
        assert f"`{stage}:openai`" in told
    assert "openai-image`," not in told.partition("is no judge")[2]
    assert len(server.log()) == 0
    assert not folder.exists()


def test_a_price_that_nobody_knows_is_not_bought_under_a_cap(
    moviellm, server, bench, answers, folder
):
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    unpriced = [*server.options(), "--set", "price=null", "--usd", 1]
    assert "unknown price" in moviellm(*words(bench(), a, b, folder, *unpriced), code=7).output
    assert server.billed() == []


@pytest.mark.slow
@pytest.mark.parametrize("sent", ["kill", "terminate"])
def test_stopped_at_any_moment_it_buys_no_answer_twice(
    moviellm, server, bench, answers, folder, sent
):
    movies, at_once = 10, 4
    server.script(hold=15)  # it is stopped while it waits for the next ones
    a, b = answers("a", "Right.", movies), answers("b", "Wrong.", movies)
    more = [*server.options(), "--set", f"concurrency={at_once}"]
    command = list(map(str, words(bench(movies), a, b, folder, *more)))
    process = subprocess.Popen(
        [sys.executable, "-m", "moviellm", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    while len(server.log()) < 15 + at_once and process.poll() is None:
        time.sleep(0.02)
    getattr(process, sent)()
    if sent == "terminate":
        assert any("Stopping" in line for line in process.stderr)
        server.release()
    told = process.communicate()[1]
    assert process.returncode != 0
    if sent == "terminate":
        assert process.returncode == 130, told
    assert not (folder / "report.json").exists()
    before = Counter(server.billed())
    assert len(before) < 80
    server.script()
    report = json.loads(moviellm(*command, "--json").stdout)
    bill = Counter(server.billed())
    assert len(bill) == 80
    assert bill.total() - 80 <= (at_once if sent == "kill" else 0)
    assert len(server.log()) <= 80 - len(before) + (at_once if sent == "kill" else 0)
    assert report["scores"]["overall"]["questions"] == 40


def test_answers_of_one_name_have_a_folder_for_each_pair(
    moviellm, bench, answers, tmp_path, monkeypatch
):
    from moviellm.testing import fakes_installed

    monkeypatch.chdir(tmp_path)
    models = [tmp_path / name for name in ("one", "two", "three")]
    for model in models:
        model.mkdir()
        answers("answers", f"{model.name} says.").rename(model / "answers.json")
    one, *others = [model / "answers.json" for model in models]
    with fakes_installed():
        for other in others:
            words = ["evaluate", "judge", bench(), "--a", one, "--b", other, "--judge", "fake"]
            moviellm(*words)
    assert sorted(path.name for path in (tmp_path / "judged/bench").iterdir()) == [
        "one-answers-vs-three-answers", "one-answers-vs-two-answers",
    ]  # fmt: skip


def test_a_judge_of_another_stage_can_be_named(moviellm, bench, answers, folder):
    from moviellm.testing import fakes_installed

    a, b = answers("a", "Longer."), answers("b", "Short")
    with fakes_installed():
        report = moviellm(*words(bench(), a, b, folder, "--json", judge="critic:fake")).stdout
        assert json.loads(report)["scores"]["overall"]["a"] == 12
        told = moviellm(*words(bench(), a, b, folder, judge="writer:fake"), code=2).output
        assert "writer `fake`" in told
        assert "is no judge" in told


@pytest.mark.parametrize(
    ("judge", "more", "code", "told"),
    [
        ("nobody", [], 3, "There is no critic `nobody`"),
        ("exporter:frames", [], 2, "`exporter` is no stage with judges"),
        ("openai", [], 2, "`model`"),
        ("openai", [], 2, "`moviellm plugins show openai --stage critic` tells its options"),
        ("openai", ["--set", "model=m", "--set", "modell=x"], 2, "unknown key `modell`"),
    ],
)
def test_a_judge_that_cannot_judge_is_told(
    moviellm, bench, answers, folder, judge, more, code, told
):
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    assert told in moviellm(*words(bench(), a, b, folder, *more, judge=judge), code=code).output


def test_missing_answers_are_named_before_anything_is_asked(
    moviellm, server, bench, answers, folder
):
    a, b = answers("a", "Right.", movies=2), answers("b", "Wrong.")
    shown = moviellm(*words(bench(), a, b, folder, *server.options()), code=2).output
    assert "a.json has no answer to 4 of 12 questions: 3/overview/1, 3/plot/1" in shown
    assert len(server.log()) == 0
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_told(moviellm, model, bench, answers, tmp_path):
    (tmp_path / "file").write_text("")
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    place = tmp_path / "file" / "judged"
    assert "Error" in moviellm(*words(bench(), a, b, place, *options(model)), code=5).output
    assert model.asked["judge"] == 0


def test_a_benchmark_without_right_answers_is_told(moviellm, answers, folder, tmp_path):
    asked = {"overview_qa": [{"Question": "What?", "Answer": ""}]}
    (tmp_path / "bench.json").write_text(json.dumps({"movie_title": "x", "QA": asked}))
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    shown = moviellm(*words(tmp_path / "bench.json", a, b, folder), code=2).output
    assert "no right answer to 1 questions, the first of them `1/overview/1`" in shown


def test_a_benchmark_without_questions_is_told(moviellm, answers, folder, tmp_path):
    (tmp_path / "bench.json").write_text('{"movie_title": "x", "QA": {}}')
    a, b = answers("a", "Right."), answers("b", "Wrong.")
    shown = moviellm(*words(tmp_path / "bench.json", a, b, folder), code=2).output
    assert "asks no question" in shown


def test_without_the_judge_s_distribution_the_pip_line_is_told(on_its_own, bench, answers):
    alone = on_its_own("plugins/moviellm-plugin-video", "plugins/moviellm-plugin-evaluation")
    given = answers("a.json", "An answer.")
    judge = ("judge", bench(), "--a", given, "--b", given, "--judge", "openai")
    with pytest.raises(AssertionError, match="pip install moviellm-plugins-gpt"):
        alone.run("-m", "moviellm", "evaluate", *judge)
