"""Which format a folder has, told by its files and by the first row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from moviellm import InputError

from moviellm_plugin_trainers.checks.folder import Folder
from moviellm_plugin_trainers.checks.format import Format
from moviellm_plugin_trainers.checks.formats import FORMATS
from moviellm_plugin_trainers.checks.row_reader import (
    BrokenRowError,
    first_rows,
    read_registry,
    read_rows,
)
from moviellm_plugin_trainers.checks.swift_columns import TALKS


def recognise(folder: Folder) -> Format:
    """Return the format of a folder.

    Raises:
        InputError: A file of rows cannot be read, or they could be of several formats.
    """
    for format in FORMATS.values():
        if format.registry.endswith(".json") and folder.registries(format.registry):
            return format
    if name := _by_yaml(folder):
        return FORMATS[name]
    files = folder.row_files()
    rows = (row for path in files for row in first_rows(path, 1))
    name = next((found for row in rows if (found := _by_row(row))), "")
    if not name:
        for path in files:
            _require_a_row(path)
        raise InputError(
            f"It cannot be told which trainer the rows of {folder.path} are for.",
            hint=f"Say so with --format: {', '.join(FORMATS)}.",
        )
    return FORMATS[name]


def _require_a_row(path: Path) -> None:
    """Say what is wrong with a file whose first row cannot be read."""
    try:
        next(read_rows(path), None)
    except BrokenRowError as broken:
        raise InputError(f"{path}: {broken}.", hint=broken.fix) from broken


def _by_yaml(folder: Folder) -> str:
    for path in folder.registries("*.yaml"):
        try:
            found = read_registry(path)
        except InputError:
            continue
        listed = found.get("datasets") if isinstance(found, dict) else None
        if isinstance(listed, list):
            flash = any(
                isinstance(one, dict) and {"data_root", "video_read_type"} & one.keys()
                for one in listed
            )
            return "videochat-flash" if flash else "llava"
    return ""


def _by_row(row: Any) -> str:
    if not isinstance(row, dict):
        return ""
    if "captions" in row and {"video_path", "video_id", "zip_folder"} & row.keys():
        return "sharegpt4video"
    if "videos" in row and {*TALKS, "query"} & row.keys():
        return "ms-swift"
    if "images" in row and ("messages" in row or "prompt" in row):
        return "trl"
    if isinstance(row.get("image"), list) and "conversations" in row:
        return "internvl"
    return _by_video(str(row.get("video", "")), str(row.get("conversations", "")))


def _by_video(video: str, said: str) -> str:
    features = video.endswith(".pkl")
    if "<image>" in said:
        return "llama-vid" if features else "llava"
    if "<video>" in said:
        return "video-chatgpt" if features else "internvl" if video.endswith("/") else "qwen-vl"
    return ""
