"""Prompts of any length in windows of the encoder's length, with their weights, nothing dropped."""

from __future__ import annotations

import contextlib

import pytest
import tiny_diffusion
from hypothesis import given
from hypothesis import strategies as st
from moviellm_plugins_sd.config import DiffusionOptions
from moviellm_plugins_sd.prompt.syntax import checked_prompt
from moviellm_plugins_sd.prompt.weights import STEP, Part, parts_of, without_brackets
from moviellm_plugins_sd.prompt.windows import windows_of
from pydantic import ValidationError

ROOM = tiny_diffusion.TOKENS - 2


@pytest.fixture(scope="module")
def tokens():
    tokenizer = tiny_diffusion.tiny_tokenizer()
    return lambda text: tokenizer(text, add_special_tokens=False).input_ids


def letters(text):
    """A tokenizer of letters, for any text."""
    return [ord(letter) for letter in text if not letter.isspace()]


@pytest.mark.parametrize(
    ("prompt", "parts"),
    [
        ("a map", [("a map", 0)]),
        ("a (red) map", [("a ", 0), ("red", 1), (" map", 0)]),
        ("((warm light)), dusk", [("warm light", 2), (", dusk", 0)]),
        ("(a (b) c)", [("a ", 1), ("b", 2), (" c", 1)]),
        ("a) (b", [("a) (b", 0)]),
        ("(((((((deep)))))))", [("deep", 5)]),
        ("", []),
    ],
)
def test_each_pair_of_brackets_weighs_a_tenth_more(prompt, parts):
    assert parts_of(prompt) == tuple(Part(text, STEP**depth) for text, depth in parts)


@pytest.mark.parametrize(
    ("prompt", "parts"),
    [
        ("(worst quality:1.4), text", [("worst quality", 1.4), (", text", 1)]),
        ("(worst quality : 1.4 ) text", [("worst quality ", 1.4), (" text", 1)]),
        ("[blurred], text", [("blurred", 1 / STEP), (", text", 1)]),
        ("[[blurred]]", [("blurred", STEP**-2)]),
        ("((bad hands:1.2), blurred)", [("bad hands", 1.2 * STEP), (", blurred", STEP)]),
        ("((a:1.2) b:1.5)", [("a", 1.2 * 1.5), (" b", 1.5)]),
        ("([a])", [("a", 1)]),
        ("(a:.5) (b:2)", [("a", 0.5), (" ", 1), ("b", 2)]),
        ("(note: red)", [("note: red", STEP)]),
        (r"poster \(1930s\)", [("poster (1930s)", 1)]),
        (r"(a \(b\):1.3)", [("a (b)", 1.3)]),
        (r"\[a\] \\(b)", [("[a] \\", 1), ("b", STEP)]),
        (r"(ratio 4\:3)", [("ratio 4:3", STEP)]),
        (r"C\+\+, \{a\}", [("C++, {a}", 1)]),
        (r"a\b", [(r"a\b", 1)]),
        ("[a:1.3]", [("a:1.3", 1 / STEP)]),
        ("(a:1.3", [("(a:1.3", 1)]),
        ("(a [b) c]", [("a [b", STEP), (" c]", 1)]),
    ],
)
def test_weights_are_read_as_everybody_writes_them(prompt, parts):
    found = parts_of(prompt)
    assert [part.text for part in found] == [text for text, _ in parts]
    assert [part.weight for part in found] == pytest.approx([weight for _, weight in parts])
    assert without_brackets(prompt) == "".join(text for text, _ in parts)


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("text, (blurred", "the bracket in “text, (blurred” has no partner"),
        ("text) (blurred)", "has no partner"),
        ("(a [b) c]", "has no partner"),
        (":)", "has no partner"),
        ("(worst quality:1,4)", "“(worst quality:1,4)” ends with no weight"),
        ("(a:1.3.4)", "ends with no weight"),
        ("(a:-1)", "ends with no weight"),
        ("(a:)", "ends with no weight"),
        ("(a:3.5)", "“a” weighs 3.5, and 3 is the most"),
        ("((a:2.9) b:2)", "“a” weighs 5.8"),
        ("[cat:dog:0.5]", "changes while a picture is painted"),
        ("[cat|dog]", "changes while a picture is painted"),
        ("blurred++, text", "weighs by plus or minus signs"),
        ("(bad hands)+", "weighs by plus or minus signs"),
        ("good--", "weighs by plus or minus signs"),
        ("(bad hands)1.3", "weighs by a number behind a bracket"),
        ("{blurred}", "has braces"),
        ("<lora:noir:0.8>", "LoRA files stand in `loras`"),
        ("text BREAK logo", "BREAK"),
    ],
)
def test_what_is_no_weight_is_told_when_the_pipeline_is_read(prompt, said):
    with pytest.raises(ValidationError) as caught:
        DiffusionOptions(model="m", negative=prompt)
    assert said in str(caught.value)
    assert "write (word:1.3)" in str(caught.value)


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "18+, A+",
        "1930s--1940s, a -- b",
        "(bad). Text",
        "(semi)-real",
        r"\(",
        r"C\+\+",
        "4:3, a:1.3",
    ],
)
def test_words_with_signs_are_words(prompt):
    assert DiffusionOptions(model="m", negative=prompt).negative == prompt


@given(st.text("ab:1.()[]\\ ,", max_size=40))
def test_whatever_is_written_is_read_or_told(prompt):
    for part in parts_of(prompt):
        assert part.text
        assert part.weight >= 0
    with contextlib.suppress(ValueError):
        checked_prompt(prompt)
        assert all(part.weight <= 3 for part in parts_of(prompt))


def test_a_short_prompt_is_one_window_of_the_tokenizers_own_tokens(tokens):
    (window,) = windows_of("a man in the lighthouse, a red coat", tokens, ROOM)
    assert window.ids == tuple(tokens("a man in the lighthouse, a red coat"))
    assert set(window.weights) == {1.0}


def test_no_prompt_is_one_empty_window(tokens):
    assert [len(window) for window in windows_of("", tokens, ROOM)] == [0]


@given(st.text("ab, .;()", max_size=400), st.integers(min_value=5, max_value=40))
def test_no_token_is_lost_and_no_window_too_long(prompt, room):
    windows = windows_of(prompt, letters, room)
    assert all(len(window) <= room for window in windows)
    assert all(len(window.ids) == len(window.weights) for window in windows)
    found = [token for window in windows for token in window.ids]
    assert found == letters("".join(part.text for part in parts_of(prompt)))


def test_a_phrase_is_kept_whole_where_that_costs_little():
    first, second = windows_of("x" * 28 + ", " + "y" * 6 + ", z", letters, 30)
    assert bytes(second.ids) == b"yyyyyy,z"
    assert len(first) == 29


def test_a_phrase_longer_than_a_window_goes_on_in_the_next():
    assert [len(w) for w in windows_of("x" * 70, letters, 30)] == [30, 30, 10]
