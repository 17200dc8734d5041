"""Rules on further columns: captions, right and wrong answers, solutions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moviellm_plugin_trainers.checkers import CHECKERS
from moviellm_plugin_trainers.checks.checked_row import CheckedRow, is_turn
from moviellm_plugin_trainers.checks.findings import Complaint, quoted


def last_caption_is_of_the_whole(checked: CheckedRow) -> Iterator[Complaint]:
    """The last caption has the index ``"-1"``, a string.

    VILA, llava/data/dataset.py: ``assert sources[0]["captions"][-1]["idx"] == "-1"``, and trains on
    it.
    """
    captions = checked.row.get("captions")
    last = captions[-1] if isinstance(captions, list) and captions else None
    index = last.get("idx") if isinstance(last, dict) else None
    if index != "-1":
        yield Complaint(
            f"The last of its `captions` has the index {index!r} instead of '-1'.",
            'Put the caption of the whole video last, with "idx": "-1".',
        )


def captions_say_something(checked: CheckedRow) -> Iterator[Complaint]:
    """Every caption has a text.

    VILA, llava/data/dataset.py: ``answer = sources[0]["captions"][-1]["content"]``.
    """
    captions = checked.row.get("captions")
    for number, one in enumerate(captions if isinstance(captions, list) else (), start=1):
        content = one.get("content") if isinstance(one, dict) else None
        if not isinstance(content, str) or not content.strip():
            yield Complaint(f"Caption {number} has no text `content`.", "Write it, or drop it.")


def rejected_differs(checked: CheckedRow) -> Iterator[Complaint]:
    """``rejected_response`` is a text, and another one than the answer.

    ms-swift, swift/dataset/preprocessor/core.py (_check_rejected_response) raises, and the row is
    deleted with a line in the log.
    """
    wrong, turns = checked.row.get("rejected_response"), checked.turns()
    if not isinstance(wrong, str) or not wrong.strip():
        yield Complaint("It has no `rejected_response`.", "Write the wrong answer there.")
    elif turns and wrong == turns[-1].text:
        yield Complaint(f"Its wrong answer is the right one: {quoted(wrong)}.", "Drop the row.")


def chosen_and_rejected_are_answers(checked: CheckedRow) -> Iterator[Complaint]:
    """``chosen`` and ``rejected`` are answers of the assistant, and differ.

    LLaMA-Factory, data/converter.py: what is no object there makes the row an ordinary one, without
    an answer; TRL's DPOTrainer wants lists of messages beside a ``prompt`` of messages.
    """
    chosen, rejected = (_answer(checked.row.get(name), checked) for name in ("chosen", "rejected"))
    for name, answer in (("chosen", chosen), ("rejected", rejected)):
        if answer is None:
            yield Complaint(
                f"Its `{name}` is no answer of {quoted(checked.dialect.assistant)}.",
                f"Write {{{checked.dialect.role!r}: {checked.dialect.assistant!r}, "
                f"{checked.dialect.text!r}: ...}}.",
            )
    if chosen is not None and chosen == rejected:
        yield Complaint(f"Its two answers are equal: {quoted(chosen)}.", "Drop the row.")


def answers_alone_are_learned(checked: CheckedRow) -> Iterator[Complaint]:
    """What is asked stands in ``prompt``, what is answered in ``completion``.

    TRL, trl/trainer/sft_trainer.py (DataCollatorForVisionLanguageModeling): of ``messages`` every
    token is a label, of the question and the pads of pictures too.
    """
    if checked.turns() and checked.media():
        yield Complaint(
            "Its questions and pictures are learned like its answers.",
            "Write the last answer as `completion`, and what stands before it as `prompt`.",
        )


def completion_is_an_answer(checked: CheckedRow) -> Iterator[Complaint]:
    """``completion`` is one answer of the assistant, and says something.

    TRL, trl/trainer/sft_trainer.py (_collate_prompt_completion): all of it is a label.
    """
    answer = _answer(checked.row.get("completion"), checked)
    if answer is None or not answer.strip():
        yield Complaint(
            f"Its `completion` is no answer of {quoted(checked.dialect.assistant)}.",
            "Write a list of one message there: the answer.",
        )


def solution_can_be_checked(checked: CheckedRow) -> Iterator[Complaint]:
    """``solution`` is a text that its ``checker`` accepts.

    moviellm_plugin_trainers.checkers: a solution that its own checker refuses rewards nobody.
    ms-swift hands the column to reward functions, swift/dataset/preprocessor/core.py (compat GRPO).
    """
    solution, name = checked.row.get("solution"), checked.row.get("checker")
    if not isinstance(solution, str) or not solution.strip():
        yield Complaint("It has no `solution`.", "Write the right answer there, as a string.")
    elif name is not None and not (isinstance(name, str) and name in CHECKERS):
        known = ", ".join(CHECKERS)
        yield Complaint(f"Its `checker` is {quoted(name)}.", f"There are: {known}.")
    elif name is not None and CHECKERS[name](solution, solution) != 1:
        yield Complaint(
            f"The checker {name} refuses the solution {quoted(solution)} itself.",
            "Choose the checker that fits it.",
        )


def _answer(found: Any, checked: CheckedRow) -> str | None:
    one = found[0] if isinstance(found, list) and len(found) == 1 else found
    if not is_turn(one, checked.dialect) or one[checked.dialect.role] != checked.dialect.assistant:
        return None
    text: str = one[checked.dialect.text]
    return text
