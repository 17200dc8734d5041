"""A whole run inside a test: real engine, fakes where nothing else is named."""

from __future__ import annotations

import json

from moviellm.testing import run_pipeline


def test_what_a_pipeline_leaves_out_is_faked(tmp_path):
    report = run_pipeline({}, tmp_path / "run")
    assert (report.state, report.films, report.made["painter"]) == ("finished", 1, 6)
    (film,) = (tmp_path / "run" / "export" / "fake").iterdir()
    assert len(list(film.glob("f*.jpg"))) == 6


def test_options_files_and_settings_are_those_of_a_real_run(tmp_path):
    file = tmp_path / "two.yaml"
    file.write_text(
        "moviellm: 1\n"
        "films: {themes: [one, two], shape: {chapters: 1, scenes: 1, frames: 2}}\n"
        "writer: fake\ndirector: fake\ncaptioner: fake\nexporters: [fake]\n"
        "painter: {use: fake, size: [32, 32]}\n"
    )
    report = run_pipeline(file, tmp_path / "run", settings=["films.themes=[one]"])
    assert (report.films, report.made["painter"]) == (1, 2)


def test_a_second_run_makes_nothing_and_observers_are_told(tmp_path):
    notes = tmp_path / "notes.jsonl"
    pipeline = {"hooks": [{"use": "fake", "file": str(notes)}], "voice": "fake"}
    run_pipeline(pipeline, tmp_path / "run")
    again = run_pipeline(pipeline, tmp_path / "run")
    assert again.state == "finished"
    assert sum(again.made.values()) == 0
    told = [json.loads(line)["told"] for line in notes.read_text().splitlines()]
    assert told[0] == "RunStart"
    assert told.count("RunReport") == 2
    assert "StepReport" in told
