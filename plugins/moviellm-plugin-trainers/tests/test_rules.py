"""Every rule can be broken, and says where and what to do: sound exports, spoilt in one place."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import yaml
from changed_films import twin_of
from moviellm_plugin_trainers.checks.check import Check
from moviellm_plugin_trainers.checks.checked_row import name_of
from moviellm_plugin_trainers.checks.formats import FORMATS
from trainer_exports import rows_of

VARIABLE = {"fps": 1, "variable_rate": True}


@dataclass(frozen=True)
class Spoilt:
    """A sound export and what is done to it.

    Attributes:
        format: The exporter.
        rule: The rule that is broken.
        spoil: Changes the first row, or the folder.
        options: Of the export.
        file: The file of rows.
    """

    format: str
    rule: str
    spoil: Callable[[Any], Any]
    options: tuple[tuple[str, Any], ...] = ()
    file: str = "train"

    def __str__(self):
        return f"{self.format}-{self.rule}"


def first(number):
    """Spoil a turn of the first row."""

    def of(spoil):
        def change(row):
            said = row.get("conversations") or row.get("messages") or row.get("prompt")
            spoil(said[number])

        return change

    return of


def say(text):
    def change(turn):
        turn["value" if "value" in turn else "content"] = text

    return change


def add(text):
    def change(turn):
        turn["value" if "value" in turn else "content"] += text

    return change


def put(key, value):
    return lambda row: row.__setitem__(key, value)


def registry(name, **fields):
    """Change the entry of a registry, or take a field out (None)."""

    def change(folder: Path):
        path = folder / name
        found = (
            yaml.safe_load(path.read_text())
            if name.endswith(".yaml")
            else json.loads(path.read_text())
        )
        entry = found["datasets"][0] if name.endswith(".yaml") else found["moviellm_train"]
        for key, value in fields.items():
            entry.pop(key, None)
            if value is not None:
                entry[key] = value
        path.write_text(yaml.safe_dump(found) if name.endswith(".yaml") else json.dumps(found))

    change.whole = True
    return change


def folder(spoil):
    spoil.whole = True
    return spoil


def features(movie):
    @folder
    def change(target: Path):
        (path,) = target.glob("*/*.pkl")
        path.write_bytes(pickle.dumps(movie))

    return change


@folder
def empty_the_video(target):
    (target / "videos" / "film-tiny.mp4").write_bytes(b"")


@folder
def replace_the_video(target):
    (target / "videos" / "film-tiny.mp4").write_bytes(b"not a video")


@folder
def keep_one_frame(target: Path):
    with av.open(str(target / "videos" / "film-tiny.mp4"), "w") as video:
        stream = video.add_stream("libx264", rate=1)
        stream.width, stream.height = 64, 48
        frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
        for packet in (*stream.encode(frame), *stream.encode()):
            video.mux(packet)


@folder
def copy_half_of_the_video(target):
    path = target / "videos" / "film-tiny.mp4"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@folder
def spoil_a_frame(target):
    next(target.glob("frames/film-tiny/*.jpg")).write_bytes(b"not a picture")


@folder
def make_the_video_a_folder(target):
    (target / "videos" / "film-tiny.mp4").unlink()
    (target / "videos" / "film-tiny.mp4").mkdir()


@folder
def lose_the_videos(target):
    shutil.rmtree(target / "videos")


@folder
def put_notes_among_frames(target):
    (target / "frames" / "film-tiny" / "notes.txt").write_text("hello")


@folder
def empty_the_frames(target):
    for path in (target / "frames" / "film-tiny").iterdir():
        path.unlink()


@folder
def call_the_frames_tvqa(target):
    (target / "frames" / "film-tiny").rename(target / "frames" / "tvqa")
    text = (target / "train.jsonl").read_text().replace("frames/film-tiny", "frames/tvqa")
    (target / "train.jsonl").write_text(text)


@folder
def name_a_dataset_strangely(target):
    found = json.loads((target / "registry.json").read_text())
    (target / "registry.json").write_text(json.dumps({"films%50": found["moviellm_train"]}))


@folder
def unlearn_json(target):
    (target / "train.jsonl").write_text("{not json}\n")


@folder
def empty_the_rows(target):
    (target / "train.jsonl").write_text("")


@folder
def write_a_list_of_words(target):
    (target / "train.jsonl").write_text('"a word"\n')


@folder
def spoil_the_registry(target):
    (target / "registry.json").write_text("[]")


@folder
def lose_the_registry(target):
    (target / "dataset_info.json").unlink()


MP4 = (("media", "mp4"),)
FRAMES = (("media", "frames"),)
PAIRS = (("preferences", True),)
REWARDS = (("rewards", True),)
OTHER_MOVIE = {"feats": np.zeros((3, 257, 1408), np.float16), "inputs": "<image>" * 4}
WIDE_MOVIE = {"feats": np.zeros((3, 257, 9), np.float16), "inputs": "<image>" * 3}

CASES = [
    Spoilt("llava", "rows-are-json", unlearn_json),
    Spoilt("llava", "rows-are-there", empty_the_rows),
    Spoilt("llava", "rows-are-objects", write_a_list_of_words),
    Spoilt("llava", "turns-are-there", put("conversations", [])),
    Spoilt("llava", "turns-are-there", first(1)(lambda turn: turn.pop("value"))),
    Spoilt("qwen-vl", "speakers-are-known", first(1)(put("from", "bot"))),
    Spoilt("llamafactory", "speakers-take-turns", first(0)(put("role", "assistant"))),
    Spoilt("llava", "turns-say-something", first(1)(say(" \n"))),
    Spoilt("qwen-vl", "turns-say-something", first(0)(say("<video>\n "))),
    Spoilt("llava", "turns-are-even", lambda row: row["conversations"].pop()),
    Spoilt("llama-vid", "no-speaker-words", first(1)(add(" ASSISTANT: and so"))),
    Spoilt("video-chatgpt", "no-speaker-words", first(1)(add("</s>"))),
    Spoilt("llava", "one-image-sign", first(0)(say("What is this?"))),
    Spoilt("llava", "one-image-sign", first(1)(add("<image>"))),
    Spoilt("videochat-flash", "one-image-sign", first(0)(add("<image>"))),
    Spoilt("llava", "no-video-sign", first(0)(say("<video>\nWhat?"))),
    Spoilt("video-chatgpt", "one-video-sign", first(0)(add("<video>"))),
    Spoilt("qwen-vl", "as-many-signs-as-videos", first(0)(add("<video>"))),
    Spoilt("qwen-vl", "as-many-signs-as-videos", first(1)(add("<video>"))),
    Spoilt("llamafactory", "as-many-signs-as-videos", put("videos", ["videos/film-tiny.mp4"] * 2)),
    Spoilt("qwen-vl", "no-image-sign", first(0)(add("<image>"))),
    Spoilt("trl", "no-image-sign", first(0)(add("<image>"))),
    Spoilt("internvl", "video-sign-begins-the-first-question", first(0)(say("<video>What?")), MP4),
    Spoilt("internvl", "video-sign-begins-the-first-question", first(1)(add("<video>")), MP4),
    Spoilt("internvl", "as-many-image-signs-as-images", lambda row: row["image"].pop()),
    Spoilt("internvl", "as-many-image-signs-as-images", first(1)(add("<image>"))),
    Spoilt("internvl", "media-are-there", put("image", ["frames/none.jpg"])),
    Spoilt("internvl", "images-open", spoil_a_frame),
    Spoilt("ms-swift", "no-more-signs-than-videos", first(1)(add("<video>"))),
    Spoilt("llama-vid", "one-question-a-row",
           lambda row: row["conversations"].extend(
               [{"from": "human", "value": "Why?"}, {"from": "gpt", "value": "So."}])),
    Spoilt("llava", "media-are-named", put("video", None)),
    Spoilt("ms-swift", "media-are-named", put("videos", [])),
    Spoilt("llava", "media-are-there", lose_the_videos),
    Spoilt("llava", "media-are-there", empty_the_video),
    Spoilt("ms-swift", "videos-open", replace_the_video),
    Spoilt("qwen-vl", "videos-have-two-frames", keep_one_frame),
    Spoilt("ms-swift", "videos-have-two-frames", keep_one_frame),
    Spoilt("llava", "videos-open", copy_half_of_the_video),
    Spoilt("trl", "images-open", spoil_a_frame),
    Spoilt("llamafactory", "media-are-files", make_the_video_a_folder),
    Spoilt("sharegpt4video", "media-are-files", make_the_video_a_folder),
    Spoilt("video-chatgpt", "media-are-files", put("video", "features")),
    Spoilt("trl", "media-are-files", put("images", ["frames"])),
    Spoilt("qwen-vl", "videos-are-no-pictures", put("video", ["a_1.jpg", "a_2.jpg"])),
    Spoilt("videochat-flash", "frame-folders-are-frames", put_notes_among_frames, FRAMES),
    Spoilt("videochat-flash", "frame-folders-are-frames", spoil_a_frame, FRAMES),
    Spoilt("videochat-flash", "frame-folders-are-frames", empty_the_frames, FRAMES),
    Spoilt("internvl", "frame-folders-end-in-a-slash", put("video", "videos"), MP4),
    Spoilt("videochat-flash", "folders-are-whole-seconds", call_the_frames_tvqa, FRAMES),
    Spoilt("llava", "folders-are-half-seconds", put("video", "videos")),
    Spoilt("video-chatgpt", "paths-are-relative", put("video", "/features/film-tiny.pkl")),
    Spoilt("llama-vid", "features-are-pickles", put("video", "story_feat/film-tiny.npy")),
    Spoilt(
        "llama-vid",
        "features-are-pickles",
        folder(lambda target: (target / "story_feat" / "film-tiny.pkl").write_bytes(b"\x80\x04}")),
    ),
    Spoilt("llama-vid", "features-are-frames-and-inputs", features(OTHER_MOVIE)),
    Spoilt("llama-vid", "features-are-frames-and-inputs", features(WIDE_MOVIE)),
    Spoilt("video-chatgpt", "features-are-pooled", features(np.zeros((356, 1024), np.float32))),
    Spoilt("sharegpt4video", "last-caption-is-of-the-whole", lambda row: row["captions"].pop()),
    Spoilt("sharegpt4video", "last-caption-is-of-the-whole",
           lambda row: row["captions"][-1].__setitem__("idx", -1)),
    Spoilt("sharegpt4video", "captions-say-something",
           lambda row: row["captions"][0].__setitem__("content", " ")),
    Spoilt("ms-swift", "rejected-differs", put("rejected_response", "behind the stove"), PAIRS,
           "train_preference"),
    Spoilt("ms-swift", "rejected-differs", put("rejected_response", ""), PAIRS,
           "train_preference"),
    Spoilt("llamafactory", "chosen-and-rejected-are-answers", put("chosen", "yes"), PAIRS,
           "train_preference"),
    Spoilt("trl", "chosen-and-rejected-are-answers",
           lambda row: row.__setitem__("chosen", row["rejected"]), PAIRS, "train_preference"),
    Spoilt("trl", "answers-alone-are-learned",
           lambda row: row.__setitem__("messages", row.pop("prompt") + row.pop("completion"))),
    Spoilt("trl", "completion-is-an-answer", put("completion", "The map.")),
    Spoilt("trl", "completion-is-an-answer",
           lambda row: row["completion"].insert(0, {"role": "user", "content": "What?"})),
    Spoilt("trl", "ends-with-a-question",
           lambda row: row["prompt"].append({"role": "assistant", "content": "B"}), REWARDS,
           "train_reward"),
    Spoilt("ms-swift", "solution-can-be-checked", put("solution", ""), REWARDS, "train_reward"),
    Spoilt("ms-swift", "solution-can-be-checked", put("checker", "nobody"), REWARDS,
           "train_reward"),
    Spoilt("trl", "solution-can-be-checked", put("checker", "moment"), REWARDS, "train_reward"),
    Spoilt("llava", "registry-names-rows", registry("mixture.yaml", json_path=None)),
    Spoilt("llamafactory", "registry-names-rows",
           registry("dataset_info.json", file_name="gone.jsonl")),
    Spoilt("llava", "rows-have-a-known-suffix", registry("mixture.yaml", json_path="train.txt")),
    Spoilt("llava", "sampling-is-known", registry("mixture.yaml", sampling_strategy="some:3")),
    Spoilt("videochat-flash", "sampling-is-not-random",
           registry("data.yaml", sampling_strategy="random:3")),
    Spoilt("videochat-flash", "read-type-is-known", registry("data.yaml", video_read_type="cv2")),
    Spoilt("videochat-flash", "first-videos-are-there", lose_the_videos),
    Spoilt("qwen-vl", "dataset-names-are-plain", name_a_dataset_strangely),
    Spoilt("qwen-vl", "data-path-is-given", registry("registry.json", data_path=None)),
    Spoilt("qwen-vl", "registry-can-be-read", spoil_the_registry),
    Spoilt("internvl", "annotation-is-jsonl", registry("meta.json", annotation="train.json")),
    Spoilt("internvl", "meta-is-complete", registry("meta.json", data_augment=None)),
    Spoilt("internvl", "repeats-are-whole", registry("meta.json", repeat_time=1.5)),
    Spoilt("llamafactory", "info-is-sharegpt", registry("dataset_info.json", formatting=None)),
    Spoilt("llamafactory", "info-is-sharegpt",
           registry("dataset_info.json", columns={"videos": "videos"})),
    Spoilt("llamafactory", "info-is-sharegpt",
           registry("dataset_info.json", tags={"role_tag": "role", "content_tag": "content"})),
    Spoilt("llamafactory", "registry-is-there", lose_the_registry),
]  # fmt: skip
ELSEWHERE = {"videos-have-a-rate"}
"""Broken in a test of its own below."""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_spoilt_export_breaks_the_rule(studio, case):
    film = studio.film()
    films = [film, twin_of(film, "film-twin", {"where-map": "in the oak chest"})]
    target = studio.export(
        case.format, films if case.options == PAIRS else [film], **dict(case.options)
    )
    assert list(Check(target, case.format).findings()) == []
    (path,) = target.glob(f"{case.file}.json*")
    if getattr(case.spoil, "whole", False):
        case.spoil(target)
    else:
        rows = rows_of(path)
        case.spoil(rows[0])
        lines = [json.dumps(row) for row in rows]
        text = f"[{','.join(lines)}]" if path.suffix == ".json" else "\n".join(lines) + "\n"
        path.write_text(text)
    found = list(Check(target, case.format).findings())
    broken = [finding for finding in found if finding.rule == case.rule]
    assert broken, found
    assert broken[0].what.endswith(".")
    assert broken[0].fix.endswith((".", ")", "}"))
    if not getattr(case.spoil, "whole", False):
        assert {finding.row for finding in broken} == {1}
        assert broken[0].file == path.name


def test_a_video_whose_rate_rounds_to_nothing_is_found(studio):
    film = studio.film()
    slow = studio.export("sharegpt4video", [film], video=VARIABLE)
    fine = studio.export("llava", [film])
    shutil.copy(slow / "videos" / "film-tiny.mp4", fine / "videos" / "film-tiny.mp4")
    rules = {finding.rule for finding in Check(fine).findings()}
    assert rules == {"videos-have-a-rate"}


def test_every_rule_is_broken_above_and_names_its_source():
    rows = ({}, {"solution": ""}, {"rejected_response": ""}, {"prompt": [], "chosen": []})
    readings = [
        format.special(format.row_rules, entry, row)
        for format in FORMATS.values()
        for entry in ({}, {"ranking": True})
        for row in rows
    ]
    rules = {rule for one in readings for rule in (*one.rules, *one.video_rules)}
    rules |= {rule for format in FORMATS.values() for rule in format.entry_rules}
    assert {name_of(rule) for rule in rules} <= {case.rule for case in CASES} | ELSEWHERE
    assert len(rules) >= 35
    for rule in rules:
        assert ".py" in rule.__doc__ or "moviellm_plugin_trainers" in rule.__doc__, rule.__name__


def test_every_exporter_has_a_format():
    from trainer_exports import NAMES

    assert sorted(FORMATS) == NAMES
