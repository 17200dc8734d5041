"""From a theme to an export, every stage by a model, through the engine."""

from __future__ import annotations

import json

import pytest
from moviellm.engine.journal.writer import JournalReader
from moviellm.film import Film, check, check_storyboard
from moviellm.testing import run_pipeline


def pipeline(model, provider="openai", **more):
    asks = model.options(provider)
    return {
        "films": {"themes": ["A keeper hides a map"], "seed": 5,
                  "shape": {"chapters": 1, "scenes": 2, "frames": 3}},
        **{stage: {"use": provider, **asks} for stage in ("writer", "director", "captioner")},
        "critic": {"use": provider, **asks},
        "painter": {"use": "papercut", "size": [256, 144]},
        "limits": {"usd": 5},
        **more,
    }  # fmt: skip


def the_film(report):
    (file,) = report.exports["fake"].rglob("film.json")
    return Film.model_validate(json.loads(file.read_text()))


def test_a_film_is_made_by_a_model_at_every_stage(model, provider, tmp_path):
    report = run_pipeline(pipeline(model, provider), tmp_path / "run")
    assert report.state == "finished", report.quarantined
    film = the_film(report)
    assert check(film.screenplay) == ()
    assert check_storyboard(film.screenplay, film.storyboard) == ()
    assert film.screenplay.wrote.startswith("good ")
    assert any(caption.text.startswith("Here: ") for caption in film.annotations.captions)
    assert all(picture.verdict.score == 0.9 for picture in film.footage.pictures)
    assert report.usd > 0


def test_what_calls_were_priced_by_is_recorded(model, tmp_path):
    report = run_pipeline(pipeline(model), tmp_path / "run")
    with JournalReader(report.folder) as journal:
        facts = {maker.stage: maker.facts.get("prices") for maker in journal.makers().values()}
    given = "input 1, cached 1, cache write 1, image input 1, output 4 (given)"
    for stage in ("writer", "director", "critic", "captioner"):
        assert facts[stage] == f"US dollars a million tokens: {given}"
    assert facts["painter"] is None


def test_nothing_is_asked_twice_when_a_run_goes_on(model, tmp_path):
    first = run_pipeline(pipeline(model), tmp_path / "run")
    asked = dict(model.asked)
    again = run_pipeline(pipeline(model), tmp_path / "run")
    assert dict(model.asked) == asked
    assert again.usd == first.usd
    assert sum(again.made.values()) == 0


@pytest.mark.slow
def test_a_twin_costs_no_writing_and_only_the_scenes_that_differ(model, tmp_path):
    films = {"themes": ["A keeper hides a map"], "seed": 5,
             "shape": {"chapters": 2, "scenes": 4, "frames": 5}}  # fmt: skip
    first = run_pipeline(pipeline(model, films=films), tmp_path / "run")
    asked = dict(model.asked)
    again = run_pipeline(pipeline(model, films={**films, "twins": 1}), tmp_path / "run")
    assert again.state == "finished", again.quarantined
    more = {kind: count - asked[kind] for kind, count in model.asked.items()}
    assert [more[kind] for kind in ("bible", "chapter", "scene", "names")] == [0, 0, 0, 0]
    for kind in ("cameras", "pictures", "look", "captions"):
        assert more[kind] < asked[kind], kind
    assert first.usd < again.usd < 2 * first.usd


def test_a_picture_that_the_critic_rejects_is_painted_again(model, tmp_path):
    model.instead("look", *[lambda said: {**said, "score": 10}] * 6)
    report = run_pipeline(pipeline(model), tmp_path / "run")
    assert model.asked["look"] == 12
    assert report.made["painter"] == 12
    assert all(picture.verdict.score == 0.9 for picture in the_film(report).footage.pictures)


def test_a_film_that_the_model_refuses_is_quarantined_with_the_reason(model, tmp_path):
    model.refusing.add("bible")
    report = run_pipeline(pipeline(model), tmp_path / "run")
    assert report.films == 0
    (reason,) = report.quarantined.values()
    assert "the bible was a refusal: I would rather not." in reason


def test_pictures_by_an_image_endpoint_are_kept_as_they_came(model, tmp_path):
    settings = model.options()
    del settings["reasoning_tokens"]
    painter = {"use": "openai-image", **settings, "size": "64x48", "quality": "low"}
    report = run_pipeline(pipeline(model, painter=painter, critic=None), tmp_path / "run")
    assert report.state == "finished", report.quarantined
    assert {picture.format for picture in the_film(report).footage.pictures} == {"png"}
