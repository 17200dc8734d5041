"""Rows of ours and of other benchmarks say the same to an audit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.audit.item import template_of
from moviellm.audit.row_shapes import items_of

QUESTION, OPTIONS = "What does she hold?", ("The map.", "A key.", "No lamp.", "Bread.")
LISTED = "\n".join(f"{letter}. {o}" for letter, o in zip("ABCD", OPTIONS, strict=True))
IN_BRACKETS = "\n".join(f"({letter}) {o}" for letter, o in zip("ABCD", OPTIONS, strict=True))
ASKED = f"<video>\nSelect the best answer.\n{QUESTION}\n{LISTED}\nGive the letter."

SHAPES = {
    "ours": {"film": "v1", "question": QUESTION, "options": list(OPTIONS), "answer_index": 1},
    "video-mme": {
        "videoID": "v1", "question": QUESTION, "answer": "B",
        "options": [f"{letter}. {o}" for letter, o in zip("ABCD", OPTIONS, strict=True)],
    },
    "longvideobench": {
        "video_id": "v1", "question": QUESTION, "correct_choice": 1,
        **{f"option{n}": option for n, option in enumerate(OPTIONS)}, "option4": "N/A",
    },
    "mlvu": {
        "video_name": "v1", "question": f"{QUESTION}\n{IN_BRACKETS}", "candidates": list(OPTIONS),
        "answer": "B",
    },
    "mvbench": {
        "video": "v1", "question": QUESTION, "candidates": list(OPTIONS), "answer": "A key.",
    },
    "cinepile": {
        "videoID": "v1", "question": QUESTION, "choices": list(OPTIONS), "answer_key": "A key.",
        "answer_key_position": 1,
    },
    "next-qa": {"video": "v1", "question": QUESTION, "answer": 1,
                **{f"a{n}": option for n, option in enumerate(OPTIONS)}},
    "next-qa, from CSV": {"video": "v1", "question": QUESTION, "answer": "1",
                          **{f"a{n}": option for n, option in enumerate(OPTIONS)}},
    "egoschema": {"video_id": "v1", "question": QUESTION, "answer": 1,
                  **{f"option {n}": option for n, option in enumerate(OPTIONS)}},
    "columns of letters": {"video": "v1", "question": QUESTION, "answer": "B",
                           **dict(zip("ABCD", OPTIONS, strict=True))},
    "letters": {"video": "v1", "question": QUESTION, "answer": "B",
                "options": dict(zip("ABCD", OPTIONS, strict=True))},
    "egoschema, from its hub": {
        "video_idx": "v1", "question_idx": "7", "question": QUESTION, "answer": "1",
        "option": [f"{letter}. {o}" for letter, o in zip("ABCD", OPTIONS, strict=True)],
    },
    "perception test": {
        "video_name": "v1", "question": QUESTION, "options": list(OPTIONS), "answer_id": 1,
    },
    "tempcompass": {"video_id": "v1", "question": f"{QUESTION}\n{LISTED}", "answer": "B. A key."},
    "vsi-bench": {
        "id": 7, "scene_name": "v1", "question": QUESTION, "options": LISTED.split("\n"),
        "ground_truth": "B",
    },
    "mmmu": {"video": "v1", "question": QUESTION, "options": str(list(OPTIONS)), "answer": "B"},
    "options in lines": {"video": "v1", "question": QUESTION, "options": LISTED, "answer": "B"},
    "a sample that lmms-eval logged": {
        "doc_id": 7, "target": "B", "filtered_resps": ["C"],
        "doc": {"videoID": "v1", "question": QUESTION, "options": LISTED.split("\n")},
    },
    "qwen": {
        "messages": [
            {
                "role": "user",
                "content": [{"type": "video", "video": "v1"}, {"type": "text", "text": ASKED}],
            },
            {"role": "assistant", "content": "B"},
        ],
    },
    "llava": {
        "video": "v1",
        "conversations": [{"from": "human", "value": ASKED}, {"from": "gpt", "value": "B. A key."}],
    },
    "messages": {
        "videos": ["v1"],
        "messages": [{"role": "user", "content": ASKED}, {"role": "assistant", "content": "B"}],
    },
    "parts": {
        "videos": ["v1"],
        "messages": [
            {"role": "user", "content": [{"type": "video"}, {"type": "text", "text": ASKED}]},
            {"role": "assistant", "content": [{"type": "text", "text": "A key."}]},
        ],
    },
    "prompt": {
        "film": "v1",
        "prompt": [{"role": "user", "content": ASKED}],
        "completion": [{"role": "assistant", "content": "B. A key."}],
    },
}  # fmt: skip


@pytest.mark.parametrize("options", ["[", "['a', ", "[" * 5_000, "[open('x')]", "a or b", "[1]"])
def test_a_text_that_is_no_list_of_options_is_none(options):
    row = {"video": "v1", "question": QUESTION, "options": options, "answer": "B"}
    assert [item.answer for item in items_of(row, 1)] == [None]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_the_same_question(shape):
    (item,) = items_of(SHAPES[shape], 1)
    assert (item.film, item.options, item.answer) == ("v1", OPTIONS, 1)
    assert item.question.removeprefix("Select the best answer. ") == QUESTION


def test_each_turn_of_a_conversation_is_a_question():
    row = SHAPES["llava"]
    items = list(items_of({**row, "id": "r", "conversations": row["conversations"] * 2}, 1))
    assert [item.id for item in items] == ["r", "r#2"]
    assert {item.answer for item in items} == {1}


def test_an_open_question_has_no_options():
    (item,) = items_of({"film": "v1", "question": QUESTION, "options": None, "answer": "B"}, 1)
    assert (item.options, item.answer) == ((), None)


def test_an_answer_that_is_no_option_makes_none_right():
    row = {"film": "v1", "question": QUESTION, "options": list(OPTIONS), "answer": "A boat."}
    (item,) = items_of(row, 1)
    assert (item.options, item.answer) == ((), None)


def test_a_row_of_something_else_is_no_question():
    assert list(items_of({"id": "v1", "text": "Once upon a time."}, 1)) == []


def test_twins_are_of_one_family_wherever_they_lie():
    films = ("v1", "v1-twin-2", "v1.mp4", "v1-twin-1.mp4")
    rows = [{"film": film, "question": QUESTION} for film in films]
    assert {item.family for row in rows for item in items_of(row, 1)} == {"v1"}


def test_a_template_is_the_form_of_a_program_without_what_it_is_about():
    one = template_of("what", "", "last(deed(agent=jonas), ask=event, before=e13)")
    other = template_of("what", "", "last(deed(agent=mara), ask=event, before=e7)")
    assert one == other == "last deed agent ask=event before"
    assert template_of("what", "What is it now?") == template_of("what", "What is it then?")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
KEYS = ("question", "options", "answer", "answer_index", "conversations", "messages", "prompt",
        "candidates", "about", "film", "id", "option0", "completion", "videos")  # fmt: skip


@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_no_row_breaks_it(row):
    for item in items_of(row, 1):
        assert item.answer is None or 0 <= item.answer < len(item.options)
