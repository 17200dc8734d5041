"""Rules on what the trainer is given to find the rows: mixtures, registries, meta files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from moviellm_plugin_trainers.checks.findings import Complaint
from moviellm_plugin_trainers.checks.folder import Entry
from moviellm_plugin_trainers.checks.media_probe import kind
from moviellm_plugin_trainers.checks.row_reader import first_rows

EntryRule = Callable[[Entry], Iterator[Complaint]]
"""Says what is wrong with a dataset of a registry."""

_TAGS = ("role_tag", "content_tag", "user_tag", "assistant_tag")
_ELSEWHERE = {"hf_hub_url", "ms_hub_url", "om_hub_url", "script_url", "cloud_file_name"}
_READERS = ("av", "decord", "gif", "img", "frame", "lazy", "fake")


def has_videos_here(entry: Entry) -> bool:
    """Whether a dataset of LLaMA-Factory has videos, and rows that are files.

    Others of its registry are on a hub, or about texts and pictures. Rows in its formatting
    ``alpaca`` have no turns.
    """
    columns = entry.fields.get("columns")
    columns = columns if isinstance(columns, dict) else {}
    if _ELSEWHERE & entry.fields.keys() or ("prompt" in columns and "messages" not in columns):
        return False
    rows = first_rows(entry.rows, 1) if entry.rows is not None else []
    return "videos" in columns or any(isinstance(row, dict) and "videos" in row for row in rows)


def registry_names_rows(entry: Entry) -> Iterator[Complaint]:
    """The file of rows is named, and there.

    LLaVA-NeXT, llava/train/train.py: ``open(json_path)``; Qwen3-VL, data_processor.py:
    ``data["annotation_path"]``; InternVL: ``meta["annotation"]``; LLaMA-Factory, data/loader.py:
    ``File ... not found``.
    """
    written = entry.fields.get(entry.rows_in)
    if not isinstance(written, str) or not written:
        yield Complaint(
            f"{entry.name} has no `{entry.rows_in}`.",
            f"Name the file of rows in `{entry.rows_in}`.",
        )
    elif entry.rows is None:
        yield Complaint(f"{entry.name} names {written}, which is not there.", "Mend the path.")


def rows_have_a_known_suffix(entry: Entry) -> Iterator[Complaint]:
    """The file of rows is called ``.json`` or ``.jsonl``, which decides how it is read.

    LLaVA-NeXT and VideoChat-Flash, train.py: ``Unsupported file type``; Qwen3-VL: all but ``jsonl``
    is read as one array; LLaMA-Factory, data/loader.py: ``Allowed file types``.
    """
    written = str(entry.fields.get(entry.rows_in, ""))
    if written and not written.endswith((".json", ".jsonl")):
        yield Complaint(
            f"{entry.name} names {written}, which is no .json or .jsonl.",
            "Rename the file after what it holds.",
        )


def sampling_is_known(entry: Entry) -> Iterator[Complaint]:
    """``sampling_strategy`` is all, or first, end or random with a number.

    LLaVA-NeXT, llava/train/train.py: ``sampling_strategy.split(":")``, ``int(sampling_number)``;
    a name that it does not know takes all rows, silently.
    """
    yield from _sampled(entry, ("first", "end", "random"))


def sampling_is_not_random(entry: Entry) -> Iterator[Complaint]:
    """``sampling_strategy`` is all, or one of first to first4 and end with a number.

    VideoChat-Flash, llava/train/train.py: ``raise NotImplementedError("Don't use random")``.
    """
    yield from _sampled(entry, ("first", "first2", "first3", "first4", "end"))


def read_type_is_known(entry: Entry) -> Iterator[Complaint]:
    """``video_read_type`` is one of the readers that there are.

    VideoChat-Flash, llava/video_utils.py: ``VIDEO_READER_FUNCS[video_reader_type]``.
    """
    found = entry.fields.get("video_read_type", "decord")
    if not isinstance(found, str) or found not in _READERS:
        yield Complaint(
            f"The read type {found!r} of {entry.name} is not known.",
            "Write decord for videos, img for folders of frames.",
        )


def first_videos_are_there(entry: Entry) -> Iterator[Complaint]:
    """One of the videos of the first three rows is there.

    VideoChat-Flash, llava/train/train.py: ``assert ok, f"Data in {data_path} can't be read!"``
    after the first three rows, and ``assert len(cur_data_dict) > 0``.
    """
    if entry.rows is None:
        return
    for row in first_rows(entry.rows, 3):
        video = row.get("video") if isinstance(row, dict) else None
        if isinstance(video, str) and kind(entry.root / video):
            return
    yield Complaint(
        f"None of the videos of the first three rows of {entry.name} is there.",
        "Mend `data_root`, or the paths of the rows.",
    )


def dataset_names_are_plain(entry: Entry) -> Iterator[Complaint]:
    """The dataset's name has no comma and does not end in ``%`` and a number.

    Qwen3-VL, qwenvl/data/__init__.py (parse_sampling_rate): ``%N`` is a share; data_processor.py:
    ``dataset_use.split(",")``.
    """
    if re.search(r"%\d+$|,", entry.name):
        yield Complaint(
            f"{entry.name} cannot be asked for: % and , have a meaning in --dataset_use.",
            "Use letters, digits and _.",
        )


def data_path_is_given(entry: Entry) -> Iterator[Complaint]:
    """The entry says where the videos are.

    Qwen3-VL, qwenvl/data/data_processor.py: ``ann["data_path"] = data["data_path"]``.
    """
    if not isinstance(entry.fields.get("data_path"), str):
        yield Complaint(f"{entry.name} has no `data_path`.", "Name the folder of the videos.")


def annotation_is_jsonl(entry: Entry) -> Iterator[Complaint]:
    """The annotation's name ends in ``jsonl``.

    InternVL, internvl/train/internvl_chat_finetune.py: ``assert meta["annotation"].endswith(
    "jsonl")``.
    """
    if not str(entry.fields.get("annotation", "")).endswith("jsonl"):
        yield Complaint(
            f"The annotation of {entry.name} does not end in jsonl.", "Write one row a line."
        )


def meta_is_complete(entry: Entry) -> Iterator[Complaint]:
    """The entry has ``root``, ``data_augment`` and ``repeat_time``.

    InternVL, internvl_chat_finetune.py (build_datasets): all three are read without a default.
    """
    for key in ("root", "data_augment", "repeat_time"):
        if key not in entry.fields:
            yield Complaint(f"{entry.name} has no `{key}`.", f"Write `{key}`.")


def repeats_are_whole(entry: Entry) -> Iterator[Complaint]:
    """``repeat_time`` is a whole number, or a share below 1.

    InternVL, internvl_chat_finetune.py: ``assert isinstance(repeat_time, int)`` above 1.
    """
    found = entry.fields.get("repeat_time", 1)
    number = isinstance(found, int | float) and not isinstance(found, bool)
    if not number or (found > 1 and not isinstance(found, int)):
        yield Complaint(
            f"The `repeat_time` of {entry.name} is {found!r}.", "Write a whole number, such as 2."
        )


def info_is_sharegpt(entry: Entry) -> Iterator[Complaint]:
    """The entry is of the formatting ``sharegpt`` and names its columns and tags.

    LLaMA-Factory, data/parser.py (DatasetAttr.join): the default is ``alpaca``, and with
    ``columns`` or ``tags`` given, those that are not named are None.
    """
    columns = entry.fields.get("columns")
    named = isinstance(columns, dict) and columns.get("messages") and columns.get("videos")
    if entry.fields.get("formatting") != "sharegpt" or not named:
        yield Complaint(
            f"{entry.name} is not of the formatting sharegpt with columns of messages and videos.",
            'Write "formatting": "sharegpt" and "columns": {"messages", "videos"}.',
        )
    tags = entry.fields.get("tags")
    missing = [tag for tag in _TAGS if tag not in tags] if isinstance(tags, dict) else []
    if missing:
        yield Complaint(
            f"The `tags` of {entry.name} do not name {', '.join(missing)}.",
            f"Name all of {', '.join(_TAGS)}, or none.",
        )


def _sampled(entry: Entry, names: tuple[str, ...]) -> Iterator[Complaint]:
    found = entry.fields.get("sampling_strategy", "all")
    if not isinstance(found, str) or not re.fullmatch(rf"all|(?:{'|'.join(names)}):\d+%?", found):
        yield Complaint(
            f"The sampling strategy {found!r} of {entry.name} is not known.",
            f"Write all, or one of {', '.join(names)} with a number, such as first:1000.",
        )
