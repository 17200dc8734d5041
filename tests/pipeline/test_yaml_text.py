"""What is written as YAML is read back as the same, however it looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.pipeline.loader import parse
from moviellm.pipeline.yaml_text import yaml_text

ODD = [
    *("1e5", "0o17", "0x1F", "1.", ".5", "+1", "no", "null", "~", "", "1:30", "a: b", "# a", "- a"),
    *("&a", "*a", "!a", "a\nb", "a\x85b", "\u2028", "\ufeff#", "'", '"', "\\", " a ", "灯", "🎬"),
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_read_back(text):
    data = {"a": text, "b": [text, {"c": text}]}
    assert parse(yaml_text(data), file="a.yaml").data == data


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20)


@given(
    st.dictionaries(TEXT, st.lists(TEXT | st.integers() | st.booleans(), max_size=3), max_size=3)
)
def test_any_texts_are_read_back(data):
    assert parse(yaml_text(data), file="a.yaml").data == data


def test_equal_values_are_written_out():
    shared = ["a"]
    assert parse(yaml_text({"a": shared, "b": shared}), file="a.yaml").data == {
        "a": ["a"],
        "b": ["a"],
    }
