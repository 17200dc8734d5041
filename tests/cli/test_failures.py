"""What could not be made is told whole: by reason, with the films and the plugin's traceback."""

from __future__ import annotations

import subprocess

from moviellm.report.failures import failure_groups

from .conftest import ENVIRONMENT, command, data, write_pipeline

THEMES = ["a lighthouse", "two rivals", "three rivals", "a map"]
FAULTY = {"use": "tale", "fault": "raise", "on": "rivals"}


def failed(here):
    write_pipeline(here, themes=THEMES, writer=FAULTY)


def test_equal_failures_stand_together_with_their_themes(moviellm, here):
    failed(here)
    done = moviellm("run", "films.yaml", code=4)
    shown = moviellm("show", "runs/films").stdout
    for said in (done.stdout, shown):
        assert said.count("the typewriter is jammed") == 1
        assert "2 films: RuntimeError: the typewriter is jammed" in said
        assert "two rivals" in said
        assert "three rivals" in said
        assert "Traceback" not in said
    (group,) = data(moviellm("show", "runs/films", "--json"))["failure_groups"]
    assert [film["theme"] for film in group["films"]] == ["two rivals", "three rivals"]
    assert "raise RAISED[fault]()" in group["traceback"]


def test_a_traceback_is_shown_to_who_asks_for_it(moviellm, here):
    failed(here)
    line = "raise RAISED[fault]()"
    done = moviellm("--debug", "run", "films.yaml", "--workers", 1, code=4)
    assert done.stdout.count(line) == 1
    assert moviellm("show", "runs/films", "--failures").stdout.count(line) == 1
    assert (here / "runs/films/report.html").read_text().count(line) == 1


def test_a_run_that_fails_whole_shows_the_traceback_with_debug(here):
    write_pipeline(here, themes=THEMES, writer={**FAULTY, "on": ""}, limits={"failed_films": 0})
    done = subprocess.run(
        command("--debug", "run", "films.yaml", "--workers", 1),
        cwd=here, env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    assert "raise RAISED[fault]()" in done.stdout + done.stderr


class Film:
    def __init__(self, id: str, reason: str) -> None:
        self.id, self.theme, self.reason, self.trace = id, "", reason, ""


def test_what_differs_only_by_film_and_shot_is_one_reason():
    note = "(in the painter `flat` (cast 1.0), film {}, shots s1.{} to s2)"
    films = [Film(f"film-{n}", f"ValueError: 7 {note.format(f'film-{n}', n)}") for n in range(3)]
    films.append(Film("film-9", "HTTP status 429 (in the writer `x`, film film-9)"))
    films.append(Film("film-8", "HTTP status 500 (in the writer `x`, film film-8)"))
    groups = failure_groups(films)
    assert [len(group.films) for group in groups] == [3, 1, 1]
    assert groups[0].reason == "ValueError: 7 (in the painter `flat` (cast 1.0))"


def test_a_plan_tells_every_refusal_and_what_it_does_to_the_run(moviellm, here):
    themes = [f"Film {n}: Angela Merkel finds a map" for n in range(13)]
    write_pipeline(here, themes=themes)
    said = moviellm("plan", "films.yaml").stdout
    assert "13 films would be refused" in said
    assert all(theme in said for theme in themes)
    assert said.count("Real people are named") == 1
    assert "The run would stop early: `limits.failed_films` is 10." in said
    write_pipeline(here, themes=themes, limits={"failed_films": 20})
    assert "The run would go on without them" in moviellm("plan", "films.yaml").stdout
    assert data(moviellm("plan", "films.yaml", "--json"))["failed_films"] == 20


def test_all_that_is_wrong_with_a_pipeline_is_told_at_once(moviellm, here):
    write_pipeline(here, writer="tael", painter={"use": "flat", "shades": 1}, captioner="nobody")
    done = moviellm("plan", "films.yaml", code=3)
    for words in ("tael", "`shades`", "nobody"):
        assert words in done.stderr


def test_all_files_that_are_missing_are_told_at_once(moviellm, here):
    lost = {"use": "tinted", "file": "gone.txt", "log": str(here / "log")}
    write_pipeline(here, painter=lost, requires=["nobody-has-this>=1"])
    done = moviellm("plan", "films.yaml", code=3)
    assert "nobody-has-this" in done.stderr
    write_pipeline(here, painter=lost)
    assert "gone.txt" in moviellm("plan", "films.yaml", code=2).stderr


def test_a_plan_foresees_time_and_room_by_what_was_measured(moviellm, here):
    painter = {"use": "flat", "naps": 0.05}
    write_pipeline(here, painter=painter)
    assert "was never measured here" in moviellm("plan", "films.yaml").stdout
    moviellm("run", "films.yaml")
    assert "measured" not in moviellm("plan", "films.yaml").stdout  # nothing is left to do
    write_pipeline(here, painter=painter, themes=[f"theme {n}" for n in range(100)])
    said = moviellm("plan", "films.yaml").stdout
    assert "By what was measured here it takes about " in said
    foreseen = data(moviellm("plan", "films.yaml", "--json"))["foreseen"]
    assert 100 * 4 * 0.05 * 0.5 < foreseen["seconds"] < 100 * 4 * 0.05 * 30
    assert foreseen["bytes"] > 0
    assert foreseen["unmeasured"] == []
    write_pipeline(here, painter={"use": "styled", "log": str(here / "log")}, themes=THEMES)
    said = " ".join(moviellm("plan", "films.yaml").stdout.split())
    assert "not counting painter, never measured here" in said


def test_a_long_plan_says_how_far_it_is(moviellm, here, monkeypatch):
    from moviellm.cli import plan

    monkeypatch.setattr(plan, "TELL_SECONDS", 0.0)
    write_pipeline(here, themes=THEMES)
    assert "looked at 3 of 4 films" in moviellm("plan", "films.yaml").stderr
    assert moviellm("plan", "films.yaml", "--json").stderr == ""
