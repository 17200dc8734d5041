"""The benchmark that trains a network on films: it runs, tells all, and repeats itself."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys

import pytest
import torch
from learning.data import OPTIONS, Asked, Watched, divide, read_films
from learning.films import pipeline_of
from learning.lesson import vocabulary_of
from learning.network import Eye, Reader, Seen
from learning.report import Report, rate_of
from learning.settings import SETTINGS
from learning.train import Answer
from learning.views import VIEWS
from learning.words import OPTION, looks_of, tokens_of
from moviellm.film import Person
from moviellm.pipeline.read import read_pipeline
from places import ROOT
from yaml import safe_dump

pytestmark = pytest.mark.slow

SMOKE = SETTINGS["smoke"]
SETS = {
    "held-out families",
    "films trained on",
    *(corpus.name for corpus in SMOKE.elsewhere),
}


def run(folder, *words):
    command = [sys.executable, "bench/bench_learning.py", "--setting", "smoke", "--threads", "1"]
    done = subprocess.run(
        [*command, "--out", str(folder), *words], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A folder in which the benchmark has run once, for films with siblings and without."""
    folder = tmp_path_factory.mktemp("learning")
    run(folder, "--siblings", "twins=1", "--siblings", "none")
    return folder / "smoke"


@pytest.mark.parametrize("siblings", ["twins=1", "none"])
def test_the_report_has_every_set_row_and_view(first, siblings):
    report = json.loads((first / siblings / "report.json").read_text(encoding="utf-8"))
    assert report["siblings"] == siblings
    assert report["tables"].keys() == report["sizes"].keys() == SETS
    for name, table in report["tables"].items():
        asked = report["sizes"][name]["questions"]
        kinds = [row for row in table if row not in {"all", "two hops and more"}]
        assert asked > 0
        assert all(rates.keys() == VIEWS.keys() for rates in table.values())
        for view in VIEWS:
            assert table["all"][view]["questions"] == asked
            assert sum(table[kind][view]["questions"] for kind in kinds) == asked
    assert list(report["curve"]) == [str(films) for films in SMOKE.curve]
    assert report["curve"]["4"] == {
        view: report["tables"]["held-out families"]["all"][view] for view in VIEWS
    }
    assert report["words"].keys() == report["curve"].keys()


def test_the_page_has_a_table_for_each_set(first):
    page = (first / "twins=1" / "report.md").read_text(encoding="utf-8")
    assert all(f"## {name.capitalize()}\n" in page for name in SETS)
    assert page.count(f"| questions | n | {' | '.join(VIEWS)} |") == len(SETS)


def test_equal_seeds_give_equal_numbers(first):
    before = json.loads((first / "twins=1" / "report.json").read_text(encoding="utf-8"))
    run(first.parent, "--siblings", "twins=1")
    after = json.loads((first / "twins=1" / "report.json").read_text(encoding="utf-8"))
    assert {**after, "command": ""} == {**before, "command": ""}


def test_films_are_read_as_the_export_has_them(first):
    export = first / "twins=1" / "train" / "export" / "frames"
    films = read_films(export)
    assert [film.id for film in films] == sorted(path.parent.name for path in export.glob("*/qa.*"))
    for film in films:
        rows = (export / film.id / "qa.jsonl").read_text(encoding="utf-8").splitlines()
        asked = [row for row in map(json.loads, rows) if row["options"]]
        assert [each.answer for each in film.asked] == [row["answer_index"] for row in asked]
        assert film.pictures.shape == (12, 3, 64, 64)
        assert film.pictures.dtype == torch.uint8
        assert len(film.captions) == len(film.times) == len(film.boxes) == 12
        assert any(film.boxes)
        assert all(0 <= box.x <= 1 and box.words for boxes in film.boxes for box in boxes)
        assert film.times.tolist() == sorted(film.times.tolist())


def test_the_families_of_rows_are_taken_where_they_are_told(first, tmp_path):
    export = first / "none" / "train" / "export" / "frames"
    source = min(path.parent for path in export.glob("*/qa.jsonl"))
    copy = shutil.copytree(source, tmp_path / source.name)
    rows = [json.loads(row) for row in (copy / "qa.jsonl").read_text("utf-8").splitlines()]
    told = [json.dumps({**row, "family": "family-told", "pair_id": "p1"}) for row in rows]
    (copy / "qa.jsonl").write_text("\n".join(told) + "\n", encoding="utf-8")
    (film,) = read_films(tmp_path)
    assert film.family == "family-told"
    assert len(film.asked) == sum(row["options"] is not None for row in rows)


def watched(number, family, asked=()):
    return Watched(
        id=f"film-{number}",
        family=family,
        pictures=torch.zeros(6, 3, 64, 64, dtype=torch.uint8),
        times=torch.arange(6.0),
        captions=[[] for _ in range(6)],
        boxes=[[] for _ in range(6)],
        asked=list(asked),
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_family_is_never_divided(seed):
    films = [watched(n, f"family-{n % 7}") for n in range(20)]
    trained_on, held_out = divide(films, 5, 9, seed)
    assert len(trained_on) == 9
    assert len(held_out) >= 5
    assert not {film.family for film in trained_on} & {film.family for film in held_out}
    assert divide(films, 5, 4, seed)[0] == trained_on[:4]
    assert divide(films[::-1], 5, 9, seed) == (trained_on, held_out)


def test_any_siblings_that_a_pipeline_knows_can_be_asked_for(tmp_path):
    for siblings in ({}, {"twins": 3}):
        pipeline = pipeline_of(SMOKE.corpus, siblings, picture=(64, 64), seed=1)
        file = tmp_path / "films.yaml"
        file.write_text(safe_dump(pipeline), encoding="utf-8")
        assert len(list(read_pipeline(file).briefs())) >= SMOKE.corpus.films
    pipeline = pipeline_of(SMOKE.corpus, {"rotations": 2}, picture=(64, 64), seed=1)
    assert pipeline["films"]["rotations"] == 2
    assert len(pipeline["films"]["themes"]) * pipeline["films"]["count"] == 3


def test_texts_are_read_with_times_numbers_and_looks():
    tova = Person(id="tova", name="Tova", pronoun="she")
    people = {"tova": looks_of(tova)}
    tokens = tokens_of("At 01:05, Tova's home-made kite 3", people)
    assert [token.value for token in tokens if token.value >= 0] == [65.0, 3.0]
    assert [token.words for token in tokens] == [
        ("at",),
        ("<clock>",),
        looks_of(tova),
        ("s",),
        ("home-made",),
        ("kite",),
        ("<number>",),
    ]


def question(answer=2):
    options = ["In the inn", "At 00:42", "With Tova", "Under the stairs by the door"]
    read = [tokens_of(option, {}) for option in options]
    return Asked(
        kind="where", hops=2, question=tokens_of("Where is it?", {}), options=read, answer=answer
    )


def test_views_show_what_they_say():
    film, asked = watched(1, "family", [question()]), question()
    told = torch.arange(6.0).unsqueeze(1)
    for name, view in VIEWS.items():
        read = view.read(asked)
        assert read[0] == ([] if name in {"options only", "no question"} else asked.question)
        assert read[1:] == [[OPTION, *option] for option in asked.options]
        seen = view.seen(film, told, 0)
        if name in {"text only", "options only"}:
            assert seen is None
            continue
        if name == "one frame":
            assert seen.told.flatten().tolist() == seen.times.tolist()
            assert len(seen.times) == 1
            continue
        assert seen.times.tolist() == film.times.tolist()
        assert sorted(seen.told.flatten().tolist()) == list(range(6))
        in_order = seen.told.flatten().tolist() == list(range(6))
        assert in_order == (name != "shuffled")
        again = view.seen(film, told, 0)
        assert torch.equal(again.told, seen.told)


def test_the_order_of_options_tells_a_reader_nothing():
    asked = question()
    vocabulary = vocabulary_of([watched(1, "family", [asked, asked])])
    torch.manual_seed(0)
    reader = Reader(Eye(len(vocabulary), 16), layers=2).eval()
    seen = Seen(torch.randn(6, len(vocabulary)), torch.arange(6.0))
    order = list(range(OPTIONS))
    random.Random(1).shuffle(order)
    turned = Asked(
        kind=asked.kind,
        hops=asked.hops,
        question=asked.question,
        options=[asked.options[n] for n in order],
        answer=0,
    )
    read = [VIEWS["whole film"].read(each) for each in (asked, turned)]
    with torch.no_grad():
        scores, of_turned = reader(vocabulary.texts(read), seen)
        (alone,) = reader(vocabulary.texts(read[:1]), seen)
    torch.testing.assert_close(scores[order], of_turned)
    torch.testing.assert_close(scores, alone)


def test_a_finder_finds_the_frame_that_shows_the_question_and_the_option():
    asked = question()
    vocabulary = vocabulary_of([watched(1, "family", [asked, asked])])
    torch.manual_seed(0)
    finder = Reader(Eye(len(vocabulary), 16), layers=1).eval().finder
    texts = vocabulary.texts([VIEWS["whole film"].read(asked)])
    for right in (0, 2, 3):
        told = torch.full((6, len(vocabulary)), -3.0)
        told[4, vocabulary.mentioned([*asked.question, *asked.options[right]])] = 3.0
        scores = finder(texts, torch.zeros(1, 16), told, torch.arange(6.0))
        assert scores.argmax() == right


def test_rates_have_room_for_as_few_families_as_there_are():
    answers = [Answer("one", "where", 1, True), Answer("one", "where", 2, False)]
    assert rate_of(answers) == (2, 0.5, None)
    wider = rate_of([*answers, Answer("two", "where", 1, True), Answer("two", "why", 1, True)])
    assert wider.right == 0.75
    assert wider.give == pytest.approx(1.96 * (0.5**2 + 0.5**2) ** 0.5 / 4)
    report = Report(command="", siblings="none", sizes={"some": (1, 1, 2)})
    report.add("some", "text only", answers)
    assert "| all | 2 | 50 |" in report.text()
