"""A pipeline file is read whole or refused with places and the nearest valid key."""

from __future__ import annotations

import json
import sys

import pytest
from moviellm import InputError, PluginError
from moviellm.film import SHAPES, Shape
from moviellm.pipeline.read import read_pipeline

FILMS = "moviellm: 1\nfilms: {themes: [Two cats]}\n"


def refusal(path, *settings, kind=InputError):
    with pytest.raises(kind) as caught:
        read_pipeline(path, settings)
    return caught.value


def test_the_pipeline_of_the_readme_is_read(write):
    loaded = read_pipeline(
        write("""
moviellm: 1
films:
  themes: ["A lighthouse keeper finds a map", "Two rivals share one kitchen"]
  seed: 7
  shape: short
painter: {use: dots, size: [64, 36]}
""")
    )
    assert loaded.total_films == 2
    assert loaded.pipeline.films.seed == 7
    assert loaded.pipeline.films.shape == SHAPES["short"]
    named = {item.stage: (item.name, json.loads(item.options)) for item in loaded.selected}
    assert named["painter"] == ("dots", {"size": [64, 36]})
    assert named["writer"] == ("tale", {})
    assert set(named) == {"writer", "director", "painter", "captioner", "exporter"}


def test_reading_imports_no_implementation(write):
    read_pipeline(write(FILMS))
    assert "cast_dots" in sys.modules
    assert "not_there" not in sys.modules


def test_a_shape_may_be_given_by_its_numbers(write):
    loaded = read_pipeline(
        write("moviellm: 1\nfilms: {themes: [a], shape: {chapters: 3, scenes: 2, frames: 8}}\n")
    )
    assert loaded.pipeline.films.shape == Shape(chapters=3, scenes=2, frames=8)


@pytest.mark.parametrize(
    ("text", "place", "expected", "hint"),
    [
        ("films: {themes: [a]}", "1:1", "the key `moviellm` is missing", ""),
        ("moviellm: 1", "1:1", "the key `films` is missing", ""),
        ("moviellm: 2\nfilms: {themes: [a]}", "1:11", "`moviellm`: expected 1", ""),
        ("moviellm: 1\nfilms: {themes: [a]}\npaintr: dots", "3:1", "`paintr`", "`painter`"),
        ("moviellm: 1\nfilms: {themes: [a]}\npainters: dots", "3:1", "one of", "`painter`"),
        ("moviellm: 1\nfilms: {themes: [a], sed: 3}", "2:22", "`sed`", "`seed`"),
        (
            "moviellm: 1\nfilms: {themes: [a], seed: '7'}",
            "2:28",
            "a whole number, found the text",
            "",
        ),
        ("moviellm: 1\nfilms: {themes: [a], seed: 1.5}", "2:28", "the number 1.5", ""),
        ("moviellm: 1\nfilms: {themes: [a], seed: true}", "2:28", "found true", ""),
        ("moviellm: 1\nfilms: {themes: [a], seed: -1}", "2:28", "at least 0", ""),
        ("moviellm: 1\nfilms: [a]", "2:8", "`films`: expected", ""),
        ("moviellm: 1\nfilms:", "2:7", "found nothing", ""),
        ("moviellm: 1\nfilms: {themes: a}", "2:17", "a list, found the text `a`", ""),
        ("moviellm: 1\nfilms: {themes: []}", "2:17", "at least one theme", ""),
        ("moviellm: 1\nfilms: {themes: [a, '  ']}", "2:21", "blank", ""),
        ("moviellm: 1\nfilms:\n  themes:\n    - a\n    -\n", "5:6", "found nothing", ""),
        ("moviellm: 1\nfilms: {themes: [a, [b]]}", "2:21", "found a list", ""),
        ("moviellm: 1\nfilms: {seed: 1}", "2:8", "`themes` is missing", "themes_file"),
        ("moviellm: 1\nfilms: {themes: [a], themes_file: b}", "2:8", "found both", ""),
        ("moviellm: 1\nfilms: {themes_file: absent.txt}", "2:22", "does not exist", "relative"),
        ("moviellm: 1\nfilms: {themes: [a], shape: shrot}", "2:29", "short, medium", "`short`"),
        ("moviellm: 1\nfilms: {themes: [a], shape: 3}", "2:29", "`films.shape`", ""),
        (
            "moviellm: 1\nfilms: {themes: [a], shape: {chapters: 0, scenes: 1, frames: 1}}",
            "2:40",
            "`films.shape.chapters`",
            "",
        ),
        ("moviellm: 1\nfilms: {themes: [a], language: 'x y'}", "2:32", "text that matches", ""),
        ("moviellm: 1\nfilms: {themes: [a]}\npainter: 3", "3:10", "the name of a plugin", ""),
        ("moviellm: 1\nfilms: {themes: [a]}\npainter: {sue: dots}", "3:10", "`use`", "{use: NAME"),
        ("moviellm: 1\nfilms: {themes: [a]}\npainter: ''", "3:10", "at least 1", ""),
        ("moviellm: 1\nfilms: {themes: [a]}\nexporters: page", "3:12", "a list", ""),
        ("moviellm: 1\nfilms: {themes: [a]}\nexporters: [page, page]", "3:19", "twice", ""),
        ("moviellm: 1\nfilms: {themes: [a]}\nlimits: {usd: free}", "3:15", "number", ""),
        ("moviellm: 1\nfilms: {themes: [a]}\nrequires: ['???']", "3:12", "a requirement", ""),
        (
            "moviellm: 1\nfilms: {themes: [a]}\nconsent: [{person: Ada, basis: own}]",
            "3:11",
            "`confirmed_by` is missing",
            "",
        ),
        (
            "moviellm: 1\nfilms: {themes: [a], dials: {a: [1]}}",
            "2:33",
            "`films.dials.a`: expected text or a whole number or a number or true or false, found",
            "",
        ),
        (
            "moviellm: 1\nfilms: {themes: [a]}\npainter: {use: dots, sise: 3}",
            "3:22",
            "expected one of size, lights, grain, use",
            "`size`",
        ),
        (
            "moviellm: 1\nfilms: {themes: [a]}\npainter: {use: dots, size: [1, x]}",
            "3:32",
            "`painter.size.1`",
            "",
        ),
        (
            "moviellm: 1\nfilms: {themes: [a]}\npainter:\n  use: dots\n  lights:\n"
            "    - {kind: dawn}\n    - {kind: down}\n",
            "7:14",
            "'dawn' or 'noon'",
            "`dawn`",
        ),
        (
            "moviellm: 1\nfilms: {themes: [a]}\npainter: {use: dots, lights: [{colour: red}]}",
            "3:32",
            "expected one of kind, strength",
            "",
        ),
        (
            "moviellm: 1\nfilms: {themes: [a]}\nwriter: {use: tale, temperature: 1}",
            "3:21",
            "takes no options",
            "",
        ),
    ],
)
def test_what_is_wrong_is_told_with_place_expectation_and_nearest_key(
    write, text, place, expected, hint
):
    path = write(text)
    error = refusal(path)
    assert error.message.startswith(f"{path}:{place}: ")
    assert expected in error.message
    assert hint in error.hint


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_file(write):
    error = refusal(write("moviellm: 1\nfilms: {themes: [a], sed: 3, seed: x}\npaintr: dots"))
    assert [line.split(":")[1] for line in error.message.splitlines()] == ["2", "2", "3"]


def test_an_unknown_plugin_is_told_with_its_place(write):
    path = write("moviellm: 1\nfilms: {themes: [a]}\npainter: {use: dost}")
    error = refusal(path, kind=PluginError)
    assert error.message == f"{path}:3:16: There is no painter `dost`."
    assert "Did you mean `dots`?" in error.hint


def test_a_broken_plugin_is_told_with_its_place_and_cause(write, site):
    site.install(
        "bad", entries=["critic: bad = bad_plugin:c"], files={"bad_plugin.py": "1 / 0"}.items()
    )
    path = write(FILMS + "critic: bad\n")
    error = refusal(path, kind=PluginError)
    assert error.message.startswith(f"{path}:3:9: The critic `bad` (bad 1.2.0) is broken")
    assert "ZeroDivisionError" in error.message


def test_a_broken_plugin_that_is_not_named_stops_nobody(write, site):
    site.install(
        "bad", entries=["painter: bad = bad_plugin:c"], files={"bad_plugin.py": "1 / 0"}.items()
    )
    assert read_pipeline(write(FILMS)).total_films == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("moviellm-plugin-cast>=1.2", None),
        ("Moviellm_Plugin.Cast", None),
        ("moviellm-plugin-cast>=2", "moviellm-plugin-cast>=2, but 1.2.0 is installed"),
        ("moviellm-plugin-absent", "moviellm-plugin-absent, which is not installed"),
    ],
)
def test_required_distributions_are_checked(write, line, words):
    path = write(FILMS + f"requires: ['{line}']\n")
    if words is None:
        read_pipeline(path)
    else:
        error = refusal(path, kind=PluginError)
        assert error.message == f"{path}:3:12: this pipeline needs {words}."
        assert f'pip install "{line}"' in error.hint


def test_observers_limits_and_consent_are_read(write):
    loaded = read_pipeline(
        write(
            FILMS
            + """
hooks: [watch]
limits: {usd: 5, failed_films: 3, seconds: 60, repaints: 1}
consent:
  - {person: Ada, basis: own likeness, confirmed_by: Jo, date: 2026-01-31}
"""
        )
    )
    assert ("hooks", "watch") in [(item.stage, item.name) for item in loaded.selected]
    assert loaded.pipeline.limits.usd == 5.0
    assert loaded.pipeline.consent[0].person == "Ada"


def test_a_file_that_names_nobody_gets_the_studio(write):
    error = refusal(
        write("moviellm: 1\nfilms: {themes: [a]}", cast_lines=""), "films.seed=x"
    )  # wrong on purpose: what the studio is like is not this test's business
    assert "writer" not in error.message
    from moviellm.pipeline.config import Pipeline

    pipeline = Pipeline.model_validate({"moviellm": 1, "films": {"themes": ("a",)}})
    named = [choice.use for _, _, choice in pipeline.choices()]
    assert named == ["fable", "storyboard", "papercut", "script", "frames", "gallery"]
