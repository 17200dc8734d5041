"""The formats: what each trainer is given, and the rules that hold for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from moviellm_plugin_trainers.checks.checked_row import Dialect
from moviellm_plugin_trainers.checks.format import (
    Format,
    RowRules,
    Rules,
    as_it_is,
    by_columns,
    by_columns_with_prompts,
    by_image,
    by_registry,
    petrel_note,
)
from moviellm_plugin_trainers.checks.rules import columns, features, media, signs, turns
from moviellm_plugin_trainers.checks.rules import registries as lists
from moviellm_plugin_trainers.checks.swift_columns import as_messages

_TURNS = Dialect()
_MESSAGES = Dialect("messages", "role", "content", "user", "assistant", "videos", "system", True)

_TALK: Rules = (
    turns.turns_are_there,
    turns.speakers_are_known,
    turns.speakers_take_turns,
    turns.turns_say_something,
)
_VICUNA: Rules = (*_TALK, turns.no_speaker_words)
_CAPTIONS: Rules = (columns.last_caption_is_of_the_whole, columns.captions_say_something)
_MEDIA: Rules = (media.media_are_named, media.media_are_there)
_FILES: Rules = (*_MEDIA, media.media_are_files)
_VIDEOS: Rules = (*_FILES, media.videos_are_no_pictures, media.videos_open)
_FRAMES: Rules = (*_MEDIA, media.frame_folders_are_frames, media.videos_open)
_IMAGE_SIGN: Rules = (signs.one_image_sign, signs.no_video_sign)
_VIDEO_SIGNS: Rules = (signs.as_many_signs_as_videos, signs.no_image_sign)

_LLAVA = Format(
    name="llava",
    row_rules=RowRules(
        _TURNS,
        _TALK,
        (
            *_IMAGE_SIGN,
            *_MEDIA,
            media.folders_are_half_seconds,
            media.videos_open,
            media.videos_have_a_rate,
        ),
    ),
    registry="*.yaml",
    rows_in="json_path",
    entry_rules=(
        lists.registry_names_rows,
        lists.rows_have_a_known_suffix,
        lists.sampling_is_known,
    ),
)
_QWEN_VL = Format(
    name="qwen-vl",
    row_rules=RowRules(_TURNS, _TALK, (*_VIDEO_SIGNS, *_VIDEOS, media.videos_have_two_frames)),
    registry="registry.json",
    rows_in="annotation_path",
    root_in="data_path",
    entry_rules=(
        lists.registry_names_rows,
        lists.rows_have_a_known_suffix,
        lists.dataset_names_are_plain,
        lists.data_path_is_given,
    ),
)
_INTERNVL = Format(
    name="internvl",
    row_rules=RowRules(
        replace(_TURNS, system="system"),
        _TALK,
        (
            signs.video_sign_begins_the_first_question,
            signs.no_image_sign,
            media.frame_folders_end_in_a_slash,
            *_FRAMES,
        ),
    ),
    special=by_image,
    note=petrel_note,
    registry="meta.json",
    rows_in="annotation",
    root_in="root",
    entry_rules=(
        lists.registry_names_rows,
        lists.annotation_is_jsonl,
        lists.meta_is_complete,
        lists.repeats_are_whole,
    ),
)
_MS_SWIFT = Format(
    name="ms-swift",
    row_rules=RowRules(
        _MESSAGES,
        _TALK,
        (
            signs.no_more_signs_than_videos,
            signs.no_image_sign,
            *_VIDEOS,
            media.videos_have_two_frames,
        ),
    ),
    special=by_columns,
    renamed=as_messages,
)
_LLAMAFACTORY = Format(
    name="llamafactory",
    row_rules=RowRules(_MESSAGES, _TALK, (*_VIDEO_SIGNS, *_VIDEOS)),
    special=by_registry,
    registry="dataset_info.json",
    rows_in="file_name",
    concerns=lists.has_videos_here,
    entry_rules=(
        lists.registry_names_rows,
        lists.rows_have_a_known_suffix,
        lists.info_is_sharegpt,
    ),
    needs_registry=True,
)
_SHAREGPT4VIDEO = Format(
    name="sharegpt4video",
    row_rules=RowRules(
        replace(_TURNS, media="video_path"), _CAPTIONS, (*_FILES, media.videos_open)
    ),
    special=as_it_is,
)
_VIDEOCHAT_FLASH = Format(
    name="videochat-flash",
    row_rules=RowRules(_TURNS, _TALK, (*_IMAGE_SIGN, media.folders_are_whole_seconds, *_FRAMES)),
    registry="*.yaml",
    rows_in="json_path",
    root_in="data_root",
    entry_rules=(
        lists.registry_names_rows,
        lists.rows_have_a_known_suffix,
        lists.sampling_is_not_random,
        lists.read_type_is_known,
        lists.first_videos_are_there,
    ),
)
_LLAMA_VID = Format(
    name="llama-vid",
    row_rules=RowRules(
        _TURNS,
        _VICUNA,
        (
            *_IMAGE_SIGN,
            turns.one_question_a_row,
            *_FILES,
            features.features_are_pickles,
            features.features_are_frames_and_inputs,
        ),
    ),
)
_VIDEO_CHATGPT = Format(
    name="video-chatgpt",
    row_rules=RowRules(
        _TURNS,
        _VICUNA,
        (
            signs.one_video_sign,
            *_FILES,
            media.paths_are_relative,
            features.features_are_pickles,
            features.features_are_pooled,
        ),
    ),
)
_TRL = Format(
    name="trl",
    row_rules=RowRules(
        replace(_MESSAGES, media="images", addresses=False),
        _TALK,
        (signs.no_image_sign, *_FILES, media.images_open),
    ),
    special=by_columns_with_prompts,
)

FORMATS: Mapping[str, Format] = {
    format.name: format
    for format in (
        _LLAVA,
        _QWEN_VL,
        _INTERNVL,
        _MS_SWIFT,
        _LLAMAFACTORY,
        _SHAREGPT4VIDEO,
        _VIDEOCHAT_FLASH,
        _LLAMA_VID,
        _VIDEO_CHATGPT,
        _TRL,
    )
}
"""The formats by the names of their exporters."""
