"""What components say of themes is told when a pipeline is checked and when a run is planned."""

from __future__ import annotations

import json

import pytest

from .conftest import write_pipeline

DRAGON = "dragon: no such actor; a carved dragon stands for it"


@pytest.fixture
def pipeline(here):
    def write(*themes, **films):
        return write_pipeline(here, films={"themes": list(themes), **films}, writer="fable")

    return write


def told(moviellm, command, file):
    return " ".join(moviellm(command, file).stdout.split())


@pytest.mark.parametrize("command", ["validate", "plan"])
def test_a_stand_in_and_an_unknown_word_are_told_with_their_theme(moviellm, pipeline, command):
    file = pipeline("A dragon in a bank", "A lonely blorptang", "A lighthouse keeper finds a map")
    said = told(moviellm, command, file)
    assert f"The writer `fable` on `A dragon in a bank`: {DRAGON}." in said
    assert "on `A lonely blorptang`: no word that it knows: blorptang." in said
    assert "lighthouse" not in said


@pytest.mark.parametrize("command", ["validate", "plan"])
def test_json_has_every_remark_by_theme(moviellm, pipeline, command):
    file = pipeline("A dragon in a bank", "A lighthouse keeper finds a map")
    found = json.loads(moviellm(command, file, "--json").stdout)
    assert found["themes"] == [
        {
            "theme": "A dragon in a bank",
            "stage": "writer",
            "component": "fable",
            "remarks": [DRAGON],
        }
    ]


def test_nothing_is_said_of_themes_that_are_understood(moviellm, pipeline):
    file = pipeline("A music box", "Two rivals share one kitchen", "The last train to the sea")
    assert "on `" not in told(moviellm, "validate", file)
    assert json.loads(moviellm("validate", file, "--json").stdout)["themes"] == []


def test_themes_of_which_the_same_is_said_share_a_line_and_films_of_one_theme_too(
    moviellm, pipeline
):
    file = pipeline("猫が窓辺で眠る", "🦄🚀", count=3, twins=1)
    said = told(moviellm, "validate", file)
    assert said.count("on `") == 1
    assert "on `猫が窓辺で眠る` and 1 other theme: it understands nothing of it" in said


def test_a_language_that_the_writer_does_not_write_is_told_before_the_run(moviellm, pipeline):
    said = told(moviellm, "validate", pipeline("A map", language="de"))
    assert "it writes English, not `de`: the film would not be made." in said


def test_a_long_theme_and_steering_characters_do_not_reach_the_terminal(moviellm, pipeline):
    file = pipeline("blorp\x1b[31m " * 900 + "frobnicate snarfle")
    done = moviellm("validate", file)
    assert "\x1b" not in done.stdout
    assert len(done.stdout) < 1500


def test_of_many_themes_only_some_are_printed_and_the_rest_is_counted(moviellm, pipeline):
    words = [f"blorp{letter}{other}" for letter in "abcdefg" for other in "abcik"]
    file = pipeline(*(f"A {word} in a garden" for word in words))
    said = told(moviellm, "validate", file)
    assert said.count("on `") == 20
    assert "and on 15 more themes; --json has them all." in said
    assert len(json.loads(moviellm("validate", file, "--json").stdout)["themes"]) == 35
