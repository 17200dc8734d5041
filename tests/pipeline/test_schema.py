"""The JSON schema accepts what the reader accepts, plugins' options included."""

from __future__ import annotations

import jsonschema
import pytest
from moviellm import MovieLLMError
from moviellm.pipeline.loader import load_file
from moviellm.pipeline.read import read_pipeline
from moviellm.pipeline.schema import pipeline_schema
from moviellm.pipeline.starter import starter_pipeline

FILMS = "moviellm: 1\nfilms: {themes: [a]}\n"


@pytest.fixture(scope="module")
def _validators():
    return []


@pytest.fixture
def validator(cast, _validators):
    """The schema with the cast's options, which are the same in every test: made once."""
    if not _validators:
        _validators.append(jsonschema.Draft202012Validator(pipeline_schema()))
    return _validators[0]


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("", True),
        ("painter: {use: dots, size: [1, 2], lights: [{kind: dawn}]}", True),
        ("exporters: [{use: page}]", True),
        ("hooks: [watch]", True),
        ("voice:", True),
        ("films: {themes: [a, 1984], shape: {chapters: 1, scenes: 1, frames: 1}}", True),
        ("films: {themes: [a], shape: paper, dials: {genre: comedy}}", True),
        ("painter: {use: dots, size: [1]}", False),
        ("painter: {use: dots, lights: [{kind: dusk}]}", False),
        ("painter: {use: dots, colour: red}", False),
        ("painter: {size: [1, 2]}", False),
        ("painter: nobody", False),
        ("writer: dots", False),
        ("films: {themes: [a], themes_file: b}", False),
        ("films: {}", False),
        ("films: {themes: [a], shape: huge}", False),
        ("limits: {usd: -1}", False),
        ("unknown: 1", False),
    ],
)
def test_schema_and_reader_agree(write, validator, text, valid):
    films = "moviellm: 1\n" if text.startswith("films") else FILMS
    path = write(films + text + "\n")
    assert validator.is_valid(load_file(path).data) is valid
    if valid:
        read_pipeline(path)
    else:
        with pytest.raises(MovieLLMError):
            read_pipeline(path)


def test_options_carry_their_summary_for_editors(cast):
    schema = pipeline_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    found = schema["properties"]["painter"]["oneOf"]
    (dots,) = [item for item in found if item.get("title") == "dots"]
    assert dots["description"] == "The dots."
    assert dots["properties"]["size"]["default"] == [768, 432]
    assert "dots" in found[0]["enum"]


def test_a_broken_plugin_is_left_out_with_a_note(cast, site):
    site.install(
        "bad", entries=["painter: bad = bad_plugin:c"], files={"bad_plugin.py": "1 / 0"}.items()
    )
    schema = pipeline_schema()
    assert "bad" not in schema["properties"]["painter"]["oneOf"][0]["enum"]
    assert "ZeroDivisionError" in schema["$comment"]


def test_the_starter_file_runs_as_it_stands(tmp_path):
    path = tmp_path / "pipeline.yaml"
    path.write_text(starter_pipeline(), encoding="utf-8")
    loaded = read_pipeline(path)
    assert loaded.total_films == 2
    assert [s.name for s in loaded.selected][:2] == ["fable", "storyboard"]


def test_every_line_of_the_starter_that_is_commented_out_is_right_too(write, tmp_path):
    lines = starter_pipeline().replace("  # count", "  count").replace("  # lang", "  lang")
    lines = lines.replace("# consent:\n#  ", "consent:\n ")
    loaded = read_pipeline(write(lines, cast_lines=""))
    assert loaded.pipeline.films.count == 3
    assert loaded.pipeline.consent[0].person == "Ada Lovelace"
