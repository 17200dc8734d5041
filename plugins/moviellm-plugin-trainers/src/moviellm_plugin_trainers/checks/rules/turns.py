"""Rules on who speaks when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from moviellm_plugin_trainers.checks.checked_row import CheckedRow, is_turn
from moviellm_plugin_trainers.checks.findings import Complaint, quoted

_CUT = re.compile(r"\b(?:USER|ASSISTANT):|</s>")


def turns_are_there(checked: CheckedRow) -> Iterator[Complaint]:
    """Every row has turns, each with a speaker and a text.

    LLaVA-NeXT, llava/train/train.py: ``for conv in sample["conversations"]``, ``conv["value"]``;
    ms-swift, dataset/preprocessor/core.py: ``assert len(messages) > 0``.
    """
    dialect, said = checked.dialect, checked.row.get(checked.dialect.turns)
    if not isinstance(said, list) or not said:
        yield Complaint(
            f"It has no list `{dialect.turns}`.",
            f'Give it `{dialect.turns}`: a list of {{"{dialect.role}", "{dialect.text}"}}.',
        )
        return
    for number, one in enumerate(said, start=1):
        if not is_turn(one, dialect):
            yield Complaint(
                f"Turn {number} is no object with texts `{dialect.role}` and `{dialect.text}`.",
                "Write both as strings.",
            )


def speakers_are_known(checked: CheckedRow) -> Iterator[Complaint]:
    """Turns are spoken by the two that the loader knows.

    LLaVA-NeXT, llava/train/train.py: ``roles[source[0]["from"]]`` raises KeyError; Qwen3-VL,
    qwenvl/data/data_processor.py, takes everybody but ``human`` for the assistant; LLaMA-Factory,
    data/converter.py, empties the row.
    """
    known = (checked.dialect.user, checked.dialect.assistant)
    for number, turn in enumerate(checked.turns(), start=1):
        if turn.role not in known:
            yield Complaint(
                f"Turn {number} is spoken by {quoted(turn.role)}.",
                f"Name the speakers `{known[0]}` and `{known[1]}`.",
            )


def speakers_take_turns(checked: CheckedRow) -> Iterator[Complaint]:
    """The user begins, and speakers alternate.

    LLaVA-NeXT, llava/train/train.py (preprocess_v1): ``assert role == conv.roles[j % 2]``, and a
    first turn that is not the user's is dropped; LLaMA-Factory, data/converter.py: ``Invalid role
    tag``, and the row is emptied.
    """
    turns = checked.turns()
    if turns and turns[0].role != checked.dialect.user:
        yield Complaint(
            f"The first turn is spoken by {quoted(turns[0].role)}.",
            f"Let `{checked.dialect.user}` begin.",
        )
    for number, (before, after) in enumerate(pairwise(turns), start=2):
        if before.role == after.role:
            yield Complaint(
                f"Turns {number - 1} and {number} are both spoken by {quoted(after.role)}.",
                "Join them, or put the missing turn between them.",
            )


def turns_are_even(checked: CheckedRow) -> Iterator[Complaint]:
    """Every question has its answer.

    LLaMA-Factory, data/converter.py: ``len(aligned_messages) % 2 != 0`` empties the row;
    LLaVA-NeXT trains on answers alone, so that a last question teaches nothing.
    """
    count = len(checked.turns())
    if count % 2:
        yield Complaint(
            f"It has {count} turns, an odd number.", "End it with an answer, or drop the last turn."
        )


def one_question_a_row(checked: CheckedRow) -> Iterator[Complaint]:
    """A row about a film asks once.

    LLaMA-VID, llamavid/train/train.py (preprocess_imgsp_v1, the template of its stages 2 and 3):
    after a turn with ``<image>`` every later question gets one too, and the features have no frame
    for it.
    """
    asked = len(checked.asked())
    if asked > 1:
        yield Complaint(
            f"It asks {asked} questions, and the loader wants the film again for each of them.",
            "Give each question and its answer a row of its own.",
        )


def ends_with_a_question(checked: CheckedRow) -> Iterator[Complaint]:
    """What is to be answered, or compared, ends with the user's turn.

    LLaMA-Factory, data/converter.py: with ``ranking`` an even number of messages empties the row;
    TRL lets the model go on after the last turn of `prompt`.
    """
    turns = checked.turns()
    if turns and turns[-1].role != checked.dialect.user:
        yield Complaint(
            f"Its last turn is spoken by {quoted(turns[-1].role)}.",
            "Take the answer off: it stands in a column of its own.",
        )


def turns_say_something(checked: CheckedRow) -> Iterator[Complaint]:
    """No turn is empty, but for the sign of the video.

    LLaVA-NeXT, llava/train/train.py: ``assert cur_len > 0``; Qwen3-VL, data_processor.py, drops
    texts of which ``seg.strip()`` leaves nothing, and the question is gone.
    """
    for number, turn in enumerate(checked.turns(), start=1):
        if not re.sub(r"<(?:image|video)>", "", turn.text).strip():
            yield Complaint(f"Turn {number} is empty.", "Write what is said, or drop the pair.")


def no_speaker_words(checked: CheckedRow) -> Iterator[Complaint]:
    """No text has the words at which Vicuna's template is cut into turns.

    LLaMA-VID and Video-ChatGPT, train/train.py (preprocess_v1): ``parts = rou.split(sep)``; if that
    is not two parts all labels become IGNORE_INDEX, and nothing is learned from the row.
    """
    for number, turn in enumerate(checked.turns(), start=1):
        if found := _CUT.search(turn.text):
            yield Complaint(
                f"Turn {number} has the word {quoted(found[0])} of the chat template.",
                "Write it otherwise, such as “Assistant:”.",
            )
