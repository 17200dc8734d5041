"""Plots are well-formed SVG that says what was counted."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm_plugin_hf.charts import bars, histogram
from odd_films import odd_film

SVG = "{http://www.w3.org/2000/svg}"
counts = st.dictionaries(st.integers(0, 20_000), st.integers(1, 1_000_000), min_size=1, max_size=60)


def shapes(text):
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    return list(root.iter(f"{SVG}rect"))[1:]


def words(text):
    return [part.text for part in ET.fromstring(text).iter(f"{SVG}text")]


@given(counts)
def test_a_histogram_shows_everything_within_its_frame(lengths):
    text = histogram("Lengths", "In all.", lengths)
    columns = shapes(text)
    assert 1 <= len(columns) <= 25
    for column in columns:
        x, y, width, height = (float(column.get(k)) for k in ("x", "y", "width", "height"))
        assert 64 <= x < x + width <= 692.1
        assert 95.9 <= y < y + height <= 264.1
    assert max(float(column.get("height")) for column in columns) > 80


def test_columns_are_as_high_as_they_count():
    columns = shapes(histogram("Lengths", "", {60: 10, 61: 5, 62: 10, 64: 20}))
    heights = [float(column.get("height")) for column in columns]
    assert heights == pytest.approx([84, 42, 84, 168])


@given(st.dictionaries(st.text("abc<&\"'_", min_size=1), st.integers(0, 10**7), min_size=1))
def test_bars_name_and_count_everything(kinds):
    text = bars("Kinds", "In all.", kinds)
    assert len(shapes(text)) == len(kinds)
    shown = words(text)[2:]
    expected = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    assert shown[0::2] == [name.replace("_", " ") for name, _ in expected]
    assert shown[1::2] == [f"{count:,}" for _, count in expected]


def test_the_card_shows_every_figure_and_they_count_the_films(export, blobs):
    out = export([odd_film(blobs, id=f"film-{n}", questions=4) for n in range(5)])
    linked = re.findall(r"!\[[^\]]+\]\((figures/[a-z]+\.svg)\)", (out / "README.md").read_text())
    assert sorted(linked) == sorted(f"figures/{p.name}" for p in (out / "figures").iterdir())
    assert "5 films, 1:15 in all; the median is 0:15." in words(
        (out / "figures/lengths.svg").read_text()
    )
    asked = words((out / "figures/questions.svg").read_text())
    assert asked[2:] == ["where", "10", "order", "5", "who", "5"]
