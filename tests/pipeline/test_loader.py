"""The loader takes plain YAML and refuses everything else with a place."""

from __future__ import annotations

import contextlib
import math
import os
import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from moviellm import InputError
from moviellm.pipeline import loader
from moviellm.pipeline.loader import load_file, parse
from moviellm.pipeline.places import Position


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(text, file="p.yaml")
    return str(caught.value)


def test_data_and_places_are_returned():
    document = parse("films:\n  themes: [a, 'b c']\n  seed: 7\n", file="p.yaml")
    assert document.data == {"films": {"themes": ["a", "b c"], "seed": 7}}
    assert document.values["films", "themes", 1] == Position("p.yaml", 2, 15)
    assert document.keys["films", "seed"] == Position("p.yaml", 3, 3)
    assert str(document.values["films", "seed"]) == "p.yaml:3:9"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("No", "No"),
        ("on", "on"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("2001-01-01", "2001-01-01"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("=", "="),
        ("'true'", "true"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("007", 7),
        ("-12", -12),
        ("0x1F", 31),
        ("0o17", 15),
        ("1e3", 1000.0),
        ("-.5", -0.5),
        ("../../etc/passwd", "../../etc/passwd"),
        ("灯塔管理员", "灯塔管理员"),
        ("🎬 take one", "🎬 take one"),
    ],
)
def test_plain_scalars_follow_the_yaml_1_2_core_schema(text, value):
    found = parse(f"theme: {text}\n", file="p.yaml").data["theme"]
    assert found == value
    assert type(found) is type(value)


def test_how_a_number_was_written_is_kept():
    assert parse("year: 1.0e1", file="p.yaml").texts["year",] == "1.0e1"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: &x 1\nb: *x\n", "p.yaml:1:4", "anchors"),
        ("a: *x\n", "p.yaml:1:4", "aliases"),
        ("a: 1\nb: 2\na: 3\n", "p.yaml:3:1", "already given at p.yaml:1:1"),
        ("x:\n  a: 1\n  'a': 3\n", "p.yaml:3:3", "already given"),
        ("a: !!python/object/apply:os.system ['id']", "p.yaml:1:4", "tag"),
        ("a: !secret x", "p.yaml:1:4", "tag"),
        ("a: 1\n---\nb: 2\n", "p.yaml:2:1", "second"),
        ("[a]: 1\n", "p.yaml:1:1", "key"),
        ("a: [1, 2\nb: 3\n", "p.yaml:2:2", "not YAML"),
        ("a:\tb: c", "p.yaml:1:3", "not YAML"),
        ("a: \x00", "p.yaml:1:4", "0x0"),
        ('a: "\\ud800"', "p.yaml:1:4", "surrogate"),
        ('a: "\\U99999999"', "p.yaml", "not YAML"),
        ("%YAML 1." + "9" * 9000 + "\n---\na: 1", "p.yaml", "not YAML"),
        ("a: " + "9" * 5000, "p.yaml:1:4", "too long"),
        ("a: 1e999", "p.yaml:1:4", "too large"),
        ("a: " + "[" * 21 + "]" * 21, "p.yaml:1:23", "20 levels"),
        ("[" * 500_000, "p.yaml:1:21", "20 levels"),
        ("a: [" + "1," * 50_000 + "]", "p.yaml:1:", "50,000 values"),
    ],
)
def test_what_a_pipeline_never_needs_is_refused_with_its_place(text, place, words):
    message = refusal(text)
    assert message.startswith(place)
    assert words in message


def test_a_merge_key_is_an_ordinary_key():
    assert parse("<<: {a: 1}", file="p.yaml").data == {"<<": {"a": 1}}


def test_text_from_outside_is_cleaned_in_messages():
    message = refusal('"\\e[31mred\\e[0m": 1\n"\\e[31mred\\e[0m": 2\n')
    assert "\x1b" not in message


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words", "", "# only a comment\n"])
def test_a_file_must_hold_a_mapping(tmp_path, text):
    path = tmp_path / "p.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match="expected `key: value` lines"):
        load_file(path)


def test_files_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(InputError, match=r"absent\.yaml does not exist"):
        load_file(tmp_path / "absent.yaml")
    with pytest.raises(InputError, match="is not a file"):
        load_file(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is not a file"):
        load_file(tmp_path / "pipe")
    with pytest.raises(InputError, match="cannot be read"):
        load_file("a\0b")
    with pytest.raises(InputError, match="cannot be read"):
        load_file(tmp_path / ("x" * 300))


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("a: 1")
    path.chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        load_file(path)


def test_large_and_undecodable_files_are_refused(tmp_path):
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (loader.MAX_BYTES + 1))
    with pytest.raises(InputError, match="larger than 1,000,000 bytes"):
        load_file(large)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: 1\nü: ".encode() + b"caf\xe9\n")
    with pytest.raises(InputError, match=r"latin\.yaml:2:7: expected UTF-8"):
        load_file(latin)


def test_a_byte_order_mark_and_windows_lines_are_fine(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: x\r\n")
    document = load_file(path)
    assert document.data == {"a": 1, "b": "x"}
    assert document.keys["a",] == Position(str(path), 1, 1)


yaml_like = st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "b",
                "1",
                " ",
                "  ",
                "\n",
                ": ",
                "- ",
                "? ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "&x",
                "*x",
            ),
            *(
                "!t",
                "'",
                '"',
                "|\n",
                ">\n",
                "#",
                "---\n",
                "...\n",
                "%YAML 1.1\n",
                "\\",
                "\\U",
                "\t",
            ),
            *("\t", "\ufeff", "\u2028", "\x85", "é", "🎬", "~", "<<", "0x", "1e9", "\r"),
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.binary(max_size=200), yaml_like.map(str.encode)))
@example(b'"\\U99999999"')
@example(b"!%zz a")
@example(b"\xff\xfe")
def test_any_bytes_give_data_or_an_input_error(tmp_path_factory, raw):
    path = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    path.write_bytes(raw)
    document = None
    with contextlib.suppress(InputError):
        document = load_file(path)
    if document is not None:
        assert isinstance(document.data, dict)
        assert all(key in document.values for key in document.keys)


def only_core_reads_a_number(text):
    """Whether a plain text is a number in YAML 1.2 and none in 1.1, by which PyYAML quotes."""
    return re.fullmatch(r"[-+]?[0-9]+[eE][-+]?[0-9]+|0o[0-7]+", text) is not None


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(  # PyYAML folds lines at U+0085 and reads a space there
        st.characters(exclude_categories=["Cs"], exclude_characters="\x85"), max_size=20
    ).filter(lambda text: not only_core_reads_a_number(text)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc-é", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=5), json_values, max_size=4))
def test_what_pyyaml_writes_is_read_back(data):
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data):
            return True

    text = yaml.dump(data, Dumper=Plain, allow_unicode=True)
    found = parse(text, file="p.yaml").data
    assert found == data or _has_float(data)  # PyYAML writes 1e16 as 1.0e+16, which core reads too


def _has_float(value):
    if isinstance(value, dict | list):
        items = value.values() if isinstance(value, dict) else value
        return any(_has_float(item) for item in items)
    return isinstance(value, float) and math.isfinite(value)
