"""What the option `style` may say, and what is refused before anything is painted."""

from __future__ import annotations

import pytest
from moviellm_plugins_sd.style.options import StyleChoice, StyleOptions
from pydantic import TypeAdapter, ValidationError

CHOICE = TypeAdapter(StyleChoice)


def read(text):
    return CHOICE.validate_json(text)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "dramatic.safetensors"
    path.write_bytes(b"vectors")
    return path


def test_the_preset_paper_is_what_the_paper_did():
    options = StyleOptions(preset="paper")
    assert (options.images, options.steps, options.accumulation, options.batch_size) == (
        10,
        400,
        2,
        1,
    )
    assert (options.vectors, options.size, options.flips) == (1, 768, True)
    assert (options.weight_decay, options.gradient_clip) == (0.01, 1.0)
    assert (options.rate_at(0), options.rate_at(399)) == (1e-3, 3e-4)
    assert "generate an image in {} style" in options.templates
    assert options == StyleOptions()


def test_learning_rates_step_down_in_equal_shares():
    options = StyleOptions(steps=4, learning_rates=(0.4, 0.2))
    assert [options.rate_at(step) for step in range(4)] == [0.4, 0.4, 0.2, 0.2]


@pytest.mark.parametrize("text", ['"off"', "false", "null"])
def test_off_is_said_in_several_ways(text):
    assert read(text) is None


def test_a_preset_is_named_by_one_word():
    assert read('"quick"') == StyleOptions(preset="quick")
    assert read('"quick"').steps < StyleOptions().steps


def test_what_is_given_replaces_what_the_preset_says():
    options = read('{"preset": "quick", "steps": 7, "vectors": 2}')
    assert (options.steps, options.vectors) == (7, 2)
    assert options.images == StyleOptions(preset="quick").images


def test_options_survive_being_written_and_read_again(file):
    for options in (StyleOptions(), StyleOptions(preset="quick"), StyleOptions(embedding=file)):
        assert read(options.model_dump_json()) == options


def test_the_recipe_leaves_out_what_does_not_change_the_result():
    assert StyleOptions(gradient_checkpointing=False).recipe() == StyleOptions().recipe()
    assert StyleOptions(vectors=2).recipe() != StyleOptions().recipe()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"embedding": "style.pt"}, "is a pickle, which can run code"),
        ({"embedding": "STYLE.BIN"}, "is a pickle, which can run code"),
        ({"preset": "best"}, "paper"),
        ({"vectors": 9}, "8"),
        ({"vectors": 0}, "1"),
        ({"size": 100}, "multiple of 8"),
        ({"stepz": 3}, "stepz"),
        ({"templates": []}, "templates"),
        ({"templates": ["no place for it"]}, "exactly once"),
        ({"templates": ["{} and {}"]}, "exactly once"),
        ({"learning_rates": []}, "learning_rates"),
        ({"learning_rates": [0.0]}, "greater than 0"),
    ],
)
def test_wrong_options_are_refused_with_the_reason(given, words):
    with pytest.raises(ValidationError, match=words):
        StyleOptions.model_validate(given)


def test_an_embedding_leaves_nothing_to_learn(file):
    with pytest.raises(ValidationError, match="leave the options of learning out"):
        StyleOptions(embedding=file, steps=3)


@pytest.mark.parametrize("word", ["best", "on", ""])
def test_other_words_are_refused(word):
    with pytest.raises(ValidationError, match="paper"):
        CHOICE.validate_python(word)


def test_the_schema_offers_the_words():
    text = str(CHOICE.json_schema())
    assert "'off'" in text
    assert "'quick'" in text
