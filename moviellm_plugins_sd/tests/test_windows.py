"""Prompts of any length in windows of the encoder's length, with their weights, nothing dropped."""

from __future__ import annotations

import pytest
import tiny_diffusion
from hypothesis import given
from hypothesis import strategies as st
from moviellm_plugins_sd.prompt.weights import STEP, Part, parts_of
from moviellm_plugins_sd.prompt.windows import windows_of

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
