"""However an answer is said, a right one earns its reward and a wrong one never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm_plugin_trainers.checkers import CHECKERS, choice, reward

LETTERS = "ABCD"
OPTIONS = ("behind the stove", "under the bed", "in the oak chest", "at the inn")
NAMED = (
    "{}", "({})", "{}.", "**{}**", "{}", "'{}'", "`{}`", "${}$", "\\text{{{}}}", "\\mathrm{{{}}}",
    "{}\u200b",
)  # fmt: skip
"""One answer, dressed; a sentence may stand around it."""
STATED = (
    "{}", "The answer is {}", "the correct answer is: {}", "Answer: {}", "Final answer: {}",
    "**Answer:** {}", "## Final Answer\n{}", "<answer>{}</answer>", "<answer>\n{}\n</answer>",
    "<ANSWER>{}</ANSWER>", "<answer>{}", "\\boxed{{{}}}", "$\\boxed{{\\text{{{}}}}}$",
    "The answer is $\\boxed{{{}}}$.", "I would choose {}", "So it must be {}",
    "答案是{}。", "答案：{}", "Ответ: {}", "Die Antwort ist {}", "La réponse est {}",
    "La respuesta es {}", "A resposta é {}", "정답은 {}", "It is {}.",
    "<answer>The answer is {}</answer>",
)  # fmt: skip
THOUGHTS = (
    "", "<think>Is it {other}? The answer is {other}.</think>\n", "It may be {other}.</think>",
    "<think></think>", "[THINK]{other}[/THINK]", "◁think▷{other}◁/think▷",
    "<think>a <think>b {other}</think> <answer>{other}</answer></think>",
    "<reasoning>\nAnswer: {other}\n</reasoning>\n",
    "<|channel|>analysis<|message|>{other}<|end|><|start|>assistant<|channel|>final<|message|>",
)  # fmt: skip
LETTERED = (
    "Option {}", "option {}", "The answer is option {}", "The right option is {}", "Letter: {}",
    "{} is the correct answer.", "{}, not {other}", "not {other} but {}", "{} rather than {other}",
    "It is not {other}; it is {}.", "{other} is wrong. {} is right.", "{other}: wrong. {}: right.",
    "I do not think {other} is right. {}", "Neither {other} nor {another}, so {}",
    "{other} and {another} are wrong, so {}", "The answer is {} because {other} comes later.",
    "Among {other}, {another} and {}, the correct answer is {}.", "The answer is {}. I am sure.",
    "{}\n\nExplanation: {other} shows the man, {another} the dog.", "排除{other}，选{}",
    "不是{other}，而是{}", "~~{other}~~ {}",
    "{other} shows the man. {another} shows the dog. Therefore, {}.",
    "The film shows {other}. <answer>{}</answer>", "{other}? No. {}.",
)  # fmt: skip
UNDECIDED = (
    "{} or {other}", "{}, {other}", "{} and {other}", "{}/{other}", "A B C D", "A\nB\nC\nD",
    "The answer is {} or {other}", "The answer is {}. Or {other}.", "Either {} or {other}",
    "<answer>{}</answer><answer>{other}</answer>", "\\boxed{{{}}} \\boxed{{{other}}}",
    "The answer is {}. The answer is {other}.", "<answer>{} or {other}</answer>",
    "{}\n{other}", "{}; {other}", "({}) or ({other})",
)  # fmt: skip
SILENT = (
    "<think>{}", "<think>The answer is {}", "<think>{}</think>", "<answer></answer>{}", "not {}",
    "It is not {}", "The answer isn't {}", "{} is wrong", "I would not choose {}", "I reject {}",
    "Anything but {}", "neither {} nor {other}", "The answer is {other}, not {}",
)  # fmt: skip
VALUES = {
    "exact": ("Mara", "Ivo"), "number": ("3", "4"), "moment": ("01:05", "02:00"),
    "length": ("97 seconds", "12 seconds"),
}  # fmt: skip
SOLUTIONS = {"exact": "Mara.", "number": "Three times.", "moment": "At 01:05.",
             "length": "About 1 minute and 37 seconds."}  # fmt: skip

letters = st.permutations(LETTERS)
cases = st.sampled_from((str, str.lower))


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def scores(said, options):
    return {one: choice(said, one, options) for one in LETTERS}


@given(letters, st.sampled_from(THOUGHTS), st.sampled_from(STATED), st.sampled_from(NAMED), cases,
       st.booleans(), st.sampled_from([(), OPTIONS]))  # fmt: skip
def test_a_stated_letter_alone_scores(order, thought, stated, named, case, wide, options):
    right, other = order[:2]
    letter = full_width(right) if wide else case(right)
    said = thought.format(other=other) + stated.format(named.format(letter))
    assert scores(said, options) == {one: float(one == right) for one in LETTERS}, said


@given(letters, st.sampled_from(LETTERED), st.sampled_from([(), OPTIONS]))
def test_letters_that_are_denied_or_explained_do_not_count(order, way, options):
    right, other, another = order[:3]
    said = way.replace("{}", right).format(other=other, another=another)
    assert scores(said, options) == {one: float(one == right) for one in LETTERS}, said


@given(letters, st.sampled_from(UNDECIDED + SILENT), st.sampled_from([(), OPTIONS]))
def test_what_is_undecided_or_denied_scores_for_no_letter_but_a_stated_one(order, way, options):
    first, other = order[:2]
    said = way.format(first, other=other)
    stated = {other} if way.startswith("The answer is {other}") else set()
    assert {one for one, score in scores(said, options).items() if score} == stated, said


@given(st.integers(0, 3), st.sampled_from(THOUGHTS), st.sampled_from(STATED), cases,
       st.sampled_from(["{text}", "{letter}. {text}", "({letter}) {text}", "{text}."]))  # fmt: skip
def test_an_option_may_be_named_by_its_words(at, thought, stated, case, way):
    letter, text = LETTERS[at], case(OPTIONS[at])
    answer = stated.format(way.format(letter=letter, text=text))
    said = thought.format(other=LETTERS[at - 1]) + answer
    assert scores(said, OPTIONS) == {one: float(one == letter) for one in LETTERS}, said


@pytest.mark.parametrize(
    ("said", "options", "right"),
    [
        ("A. under the bed", OPTIONS, set()),
        ("under the bed or at the inn", OPTIONS, set()),
        ("not under the bed", OPTIONS, set()),
        ("the old map", ("the map", "the old map"), {"B"}),
        ("It was the old map, I think", ("the map", "the old map"), {"B"}),
        ("Room C", ("Room C", "Room A", "Room B"), {"A"}),
        ("A man", ("A dog", "A man"), {"B"}),
        ("A man", (), set()),
        ("He does not know.", ("He knows.", "He does not know."), {"B"}),
        ("B", ("C", "A", "B"), {"B"}),
        ("Vitamin B12, plan-B, U.S. and Q&A", (), set()),
        ("Réponse", (), set()),
        ("Yes", ("Yes", "Yes"), set()),
    ],
)
def test_options_and_letters_are_told_apart(said, options, right):
    assert {one for one in LETTERS if choice(said, one, options)} == right


@given(st.sampled_from(sorted(VALUES)), st.sampled_from(THOUGHTS), st.sampled_from(STATED),
       st.booleans(), cases)  # fmt: skip
def test_names_numbers_moments_and_lengths_are_read_likewise(name, thought, stated, wide, case):
    right, wrong = VALUES[name]
    dress = full_width if wide else case
    said = thought.format(other=wrong) + stated.format(dress(right))
    assert CHECKERS[name](said, SOLUTIONS[name]) == 1, said
    said = thought.format(other=right) + stated.format(dress(wrong))
    assert CHECKERS[name](said, SOLUTIONS[name]) == 0, said


@given(st.sampled_from(sorted(VALUES)), st.sampled_from(["{0} or {1}", "{0}, {1}", "not {0}",
       "<think>{0}", "<answer>{1}</answer> {0}", "The answer is {1}. I saw {0}.",
       "The answer is not {0}"]))  # fmt: skip
def test_other_values_undecided_or_denied_earn_nothing(name, way):
    assert CHECKERS[name](way.format(*VALUES[name]), SOLUTIONS[name]) == 0


@pytest.mark.parametrize(
    ("name", "said", "solution"),
    [
        ("number", "twenty-one", "21"),
        ("number", "1,000", "1000"),
        ("number", "3.0", "3"),
        ("number", "It happens 3 times, at 00:05, 00:10 and 00:15.", "3"),
        ("number", "The film shows 2 people. The answer is 3", "3"),
        ("number", "not 2 but 3", "3"),
        ("moment", "It is at 01:05, not at 02:00", "At 01:05."),
        ("length", "from 00:10 to 01:47, which is 97 seconds", "97 seconds"),
        ("length", "1m37s", "97 seconds"),
        ("length", "1.6 minutes", "97 seconds"),
        ("length", "one minute and thirty-seven seconds", "97 seconds"),
        ("exact", "not Ivo but Mara", "Mara."),
        ("exact", "Mara, because she came back.", "Mara."),
        ("exact", "The answer is Dr. Brandt.", "Dr. Brandt."),
        ("exact", "The pick.", "The pick."),
    ],
)
def test_values_are_read_in_sentences(name, said, solution):
    assert CHECKERS[name](said, solution) == 1


@pytest.mark.parametrize("said", ["-3", "3.5", "33", "thirty-three", "2-3", "3/4", "three or four"])
def test_a_number_is_not_part_of_another(said):
    assert CHECKERS["number"](said, "3") == 0


@given(st.text(max_size=300), st.sampled_from(sorted(CHECKERS)))
def test_whatever_is_said_gets_a_score(said, name):
    assert CHECKERS[name](said, "B") in (0, 1)


@pytest.mark.parametrize(
    "said", ["A, ", "\\boxed{", "<think>", "<answer>", "not ", "I pick A ", "("]
)
def test_ramblings_are_read_too(said):
    """Without end they would take the square of their length, or go too deep."""
    assert choice(said * 3_000, "B") == 0


def test_messages_of_all_shapes_are_read():
    said = [
        "B", {"role": "assistant", "content": "b"}, [], None,
        [{"role": "assistant", "content": None}],
        [{"role": "assistant", "content": [{"type": "text", "text": "B"}]},
         {"role": "tool", "content": "A"}],
        [{"role": "assistant", "content": "A", "reasoning_content": "B"}],
    ]  # fmt: skip
    found = reward(said, solution=["B"] * 7, checker=["choice"] * 7)
    assert found == [1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0]


def test_rows_of_other_data_get_no_score():
    found = reward(
        ["B", "B", "stove"], [None, "B", "B"], ["choice", None, "choice"],
        options=[None, None, ["bed", "stove"]],
    )  # fmt: skip
    assert found == [None, None, 1.0]
