"""Rules on the signs that stand for a video in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moviellm_plugin_trainers.checks.checked_row import CheckedRow
from moviellm_plugin_trainers.checks.findings import Complaint

_STRAY = "Write it otherwise where it is meant as text, such as ‹{}›."


def one_image_sign(checked: CheckedRow) -> Iterator[Complaint]:
    """The first question has ``<image>`` once, and no other turn has it.

    LLaVA-NeXT, llava/train/train.py (preprocess_multimodal): the sign is replaced by the features
    wherever it stands, one video a row. VideoChat-Flash is built on it; LLaMA-VID, train.py
    (preprocess_multimodal_movie), fails without it and takes another row at random.
    """
    yield from _once(checked, "<image>")


def one_video_sign(checked: CheckedRow) -> Iterator[Complaint]:
    """The first question has ``<video>`` once, and no other turn has it.

    Video-ChatGPT, video_chatgpt/train/train.py (preprocess_multimodal): ``assert
    DEFAULT_VIDEO_TOKEN in source[0]["value"]``, and each sign becomes 356 tokens.
    """
    yield from _once(checked, "<video>")


def no_video_sign(checked: CheckedRow) -> Iterator[Complaint]:
    """There is no ``<video>``: the loader does not know it.

    LLaVA-NeXT, llava/train/train.py: only DEFAULT_IMAGE_TOKEN, ``<image>``, is replaced;
    ``<video>`` reaches the tokenizer as a word, and nobody says so.
    """
    yield from _never(checked, "<video>")


def no_image_sign(checked: CheckedRow) -> Iterator[Complaint]:
    """There is no ``<image>`` in a row that has no image.

    Qwen3-VL, qwenvl/data/data_processor.py: ``Number of <image> placeholders exceeds the number of
    provided images``; InternVL counts it among the frames; ms-swift and LLaMA-Factory compare it
    with the number of images; TRL puts the images in itself.
    """
    yield from _never(checked, "<image>")


def as_many_signs_as_videos(checked: CheckedRow) -> Iterator[Complaint]:
    """Questions have as many ``<video>`` as the row has videos, and answers have none.

    Qwen3-VL, qwenvl/data/data_processor.py (_build_messages): ``Number of <video> placeholders
    exceeds``, ``video(s) remain unused``; LLaMA-Factory, data/mm_plugin.py (_validate_messages).
    """
    signs, videos = sum(text.count("<video>") for text in checked.asked()), len(checked.media())
    if signs != videos:
        yield Complaint(
            f"Its questions have {signs} signs <video> for {videos} videos.",
            "Write one <video> in the first question for each video.",
        )
    yield from _not_in_answers(checked, "<video>")


def as_many_image_signs_as_images(checked: CheckedRow) -> Iterator[Complaint]:
    """Its turns have as many ``<image>`` as the row has images.

    InternVL, internvl/train/dataset.py (preprocess_internvl2_5): ``assert current_image_idx ==
    num_image``, and another row is taken at random.
    """
    found = sum(turn.text.count("<image>") for turn in checked.turns())
    if found != len(checked.media()):
        yield Complaint(
            f"Its turns have {found} signs <image> for {len(checked.media())} images.",
            "Write one <image> for each image in the first question, and none elsewhere.",
        )
    yield from _not_in_answers(checked, "<image>")


def video_sign_begins_the_first_question(checked: CheckedRow) -> Iterator[Complaint]:
    r"""The first question begins with ``<video>\n``, and there is no other sign.

    InternVL, internvl/train/internvl_chat_finetune.py (video_get_item): only ``<video>\n`` in the
    first turn is replaced by the frames; a sign without the line break stays a word, and without
    frames ``current_image_idx == num_image`` fails.
    """
    turns = checked.turns()
    if turns and not turns[0].text.startswith("<video>\n"):
        yield Complaint(
            "Its first turn does not begin with <video> and a line break.",
            "Begin it with <video>, a line break and then the question.",
        )
    if sum(turn.text.count("<video>") for turn in turns) > 1:
        yield Complaint("It has more than one sign <video>.", _STRAY.format("video"))


def no_more_signs_than_videos(checked: CheckedRow) -> Iterator[Complaint]:
    """There are not more ``<video>`` than videos.

    ms-swift, swift/template/base.py (_add_default_tags): missing signs are put in front, those too
    many have no video.
    """
    signs, videos = (
        sum(turn.text.count("<video>") for turn in checked.turns()),
        len(checked.media()),
    )
    if signs > videos:
        yield Complaint(
            f"It has {signs} signs <video> for {videos} videos.", _STRAY.format("video")
        )


def _once(checked: CheckedRow, sign: str) -> Iterator[Complaint]:
    turns = checked.turns()
    count = turns[0].text.count(sign) if turns else 1
    if count != 1:
        yield Complaint(
            f"Its first turn has the sign {sign} {count} times instead of once.",
            f"Begin the first question with {sign} and a line break.",
        )
    for number, turn in enumerate(turns[1:], start=2):
        if sign in turn.text:
            yield Complaint(f"Turn {number} has a sign {sign}.", _STRAY.format(sign[1:-1]))


def _never(checked: CheckedRow, sign: str) -> Iterator[Complaint]:
    for number, turn in enumerate(checked.turns(), start=1):
        if sign in turn.text:
            yield Complaint(f"Turn {number} has a sign {sign}.", _STRAY.format(sign[1:-1]))


def _not_in_answers(checked: CheckedRow, sign: str) -> Iterator[Complaint]:
    for number, turn in enumerate(checked.turns(), start=1):
        if turn.role != checked.dialect.user and re.search(re.escape(sign), turn.text):
            yield Complaint(f"Turn {number} has a sign {sign}.", _STRAY.format(sign[1:-1]))
