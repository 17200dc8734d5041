"""The reference says what the code says: its tables are printed from the code."""

from __future__ import annotations

import re
from importlib import import_module

import moviellm.film
import pytest
import reference_tables as tables
from moviellm.film.ledger.ledger import Ledger
from moviellm.film.models.facts import TOKENS
from moviellm.pipeline import config
from moviellm.pipeline.schema import pipeline_schema
from moviellm.testing import tiny_screenplay
from reference_names import PUBLIC_MODULES


@pytest.mark.parametrize("name", tables.TABLES)
def test_tables_are_those_of_the_code(page, name):
    text = page(f"docs/reference/{name}").text
    assert sorted(found[1] for found in tables.BLOCK.finditer(text)) == sorted(tables.TABLES[name])
    assert tables.printed(name, text) == text, "run: python docs/reference_tables.py"


def test_every_key_of_the_json_schema_is_explained(page):
    text = page("docs/reference/pipeline.md").text
    schema = pipeline_schema()
    sections = {"Pipeline": schema} | {
        name: schema["$defs"][name] for name in ("Films", "Shape", "Limits", "Consent")
    }
    for name, section in sections.items():
        rows = {row[0].strip("`"): row for row in tables.pipeline_rows(getattr(config, name))}
        assert rows.keys() == section["properties"].keys(), name
        for key, (cell, type_, default, meaning) in rows.items():
            assert meaning, key
            assert (default == "required") == (key in section.get("required", [])), key
            assert f"| {cell} | {type_} | {default} | {meaning} |" in text


def test_shapes_are_those_of_the_code(page):
    text = page("docs/reference/pipeline.md").text
    for name, shape in moviellm.film.SHAPES.items():
        parts = f"{shape.chapters} x {shape.scenes} x {shape.frames}"
        assert f"| `{name}` | {parts} | {shape.total_frames:,} |" in text


def test_every_fluent_is_listed_with_its_opening_value(page):
    text = page("docs/reference/verbs.md").text
    rows = re.findall(r"^\| `(\w+)\((\w+)(?:,\w+)?\)` \| .* \| (.+) \|$", text, re.MULTILINE)
    listed = {name: opening.strip("`") for name, _, opening in rows}
    assert listed.keys() == TOKENS.keys() | {"place", "location"}
    blank = tiny_screenplay().model_copy(update={"opening": ()})
    for fact in Ledger(blank).opening:
        assert listed[fact.fluent.partition("(")[0]] == fact.value


def test_every_public_name_is_there_to_be_imported():
    assert {"moviellm", "moviellm.film", "moviellm.film.questions"} < set(PUBLIC_MODULES)
    for package in map(import_module, PUBLIC_MODULES):
        assert len(set(package.__all__)) == len(package.__all__)
        for name in package.__all__:
            assert getattr(package, name) is not None
