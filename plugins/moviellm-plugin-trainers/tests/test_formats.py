"""Each format's own rows, media and registry, as its trainer reads them."""

from __future__ import annotations

import json
import re

import av
import pytest
import yaml
from moviellm.film.formats import VideoClock
from moviellm.manifest import check_manifest
from trainer_exports import COMPONENTS, NAMES, faults, rows_of

LLAVA_LIKE = {
    "llava": "<image>\n", "qwen-vl": "<video>\n", "internvl": "<video>\n",
    "videochat-flash": "<image>\n", "llama-vid": "<image>\n", "video-chatgpt": "<video>\n",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_export_passes_its_own_check_and_its_manifest(studio, name):
    target = studio.export(name)
    assert faults(target) == []
    assert check_manifest(target) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_marked_and_names_its_sources(studio, name):
    film = studio.film()
    known = {one.id for one in (*film.annotations.captions, *film.annotations.questions)}
    rows = studio.rows(name, [film])
    assert all(row["synthetic"] is True and row["film"] == film.id for row in rows)
    assert {source for row in rows for source in row["sources"]} <= known


@pytest.mark.parametrize(("name", "sign"), LLAVA_LIKE.items())
def test_the_first_instruction_begins_with_the_sign_and_no_other_has_it(studio, name, sign):
    media = {"media": "mp4"} if name == "internvl" else {}
    for row in studio.rows(name, turns=3, **media):
        turns = [turn["value"] for turn in row["conversations"]]
        assert turns[0].startswith(sign)
        assert not any(sign.strip() in turn for turn in turns[1:])
        assert [turn["from"] for turn in row["conversations"]] == ["human", "gpt"] * (
            len(turns) // 2
        )


def test_each_question_to_llama_vid_has_a_row_of_its_own(studio):
    """Its loader gives each later question of a row an <image> without features."""
    rows = studio.rows("llama-vid", turns=3, dialogue=True)
    assert rows == studio.rows("llama-vid", dialogue=True)
    assert {len(row["conversations"]) for row in rows} == {2}


@pytest.mark.parametrize("name", ["llava", "qwen-vl", "ms-swift", "llamafactory", "sharegpt4video"])
def test_videos_have_as_many_frames_as_the_film_at_that_rate(studio, name):
    film = studio.film()
    target = studio.export(name, [film], video={"fps": 2})
    with av.open(str(target / "videos" / f"{film.id}.mp4")) as video:
        decoded = sum(1 for _ in video.decode(video=0))
        assert float(video.streams.video[0].average_rate) == 2
    assert decoded == VideoClock(film.storyboard, 2).count == 60


@pytest.mark.parametrize("name", ["internvl", "videochat-flash"])
def test_frame_folders_have_one_picture_a_second_as_it_was_painted(studio, name):
    film = studio.film()
    target = studio.export(name, [film], media="frames")
    assert faults(target) == []
    folder = target / "frames" / film.id
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"frame_{second:06d}.jpg" for second in range(1, 31)]
    first, fourth = (studio.blobs.get(film.footage.pictures[at].digest) for at in (0, 1))
    assert (folder / "frame_000003.jpg").read_bytes() == first
    assert (folder / "frame_000004.jpg").read_bytes() == fourth
    for row in rows_of(target / "train.jsonl"):
        paths = row["image"] if name == "internvl" else [row["video"]]
        assert all(f"frames/{film.id}" in path for path in paths)


def test_internvl_is_given_images_each_with_its_time(studio):
    """Without a package that is in no index its loader reads neither videos nor folders."""
    film = studio.film()
    target = studio.export("internvl", [film], images=4, turns=2)
    rows = {row["id"]: row for row in rows_of(target / "train.jsonl")}
    assert not list(target.glob("videos"))
    for row in rows.values():
        first, *others = row["conversations"]
        led = re.findall(r"^(\d\d):(\d\d): <image>$", first["value"], re.MULTILINE)
        seconds = [int(path[-10:-4]) - 1 for path in row["image"]]
        assert [60 * int(m) + int(s) for m, s in led] == seconds == sorted(set(seconds))
        assert not any("<image>" in turn["value"] for turn in others)
    proof = rows["film-tiny/where-map"]["image"]
    assert len(proof) == 4
    span = next(q for q in film.annotations.questions if q.id == "where-map").evidence.spans_ms[0]
    assert any(span.start_ms <= 1000 * (int(p[-10:-4]) - 1) < span.end_ms for p in proof)


@pytest.mark.parametrize("rows", ["json", "jsonl"])
def test_a_mixture_of_llava_names_rows_and_sampling(studio, rows):
    target = studio.export("llava", rows=rows, sampling="random:50%", root="/data/films/")
    assert yaml.safe_load((target / "mixture.yaml").read_text()) == {
        "datasets": [{"json_path": f"/data/films/train.{rows}", "sampling_strategy": "random:50%"}]
    }
    assert len(rows_of(target / f"train.{rows}")) == 7


def test_the_registry_of_qwen_has_an_entry_a_file(studio):
    registry = json.loads((studio.export("qwen-vl") / "registry.json").read_text())
    assert registry == {"moviellm_train": {"annotation_path": "train.jsonl", "data_path": "."}}


def test_the_meta_file_of_internvl_counts_its_rows(studio):
    target = studio.export("internvl", repeat=2, root="/data")
    assert json.loads((target / "meta.json").read_text()) == {
        "moviellm_train": {
            "root": "/data/", "annotation": "/data/train.jsonl", "data_augment": False,
            "max_dynamic_patch": 1, "repeat_time": 2, "length": 7,
        }
    }  # fmt: skip


def test_dataset_info_of_llamafactory_names_columns_and_tags(studio):
    info = json.loads((studio.export("llamafactory") / "dataset_info.json").read_text())
    assert info["moviellm_train"]["columns"] == {"messages": "messages", "videos": "videos"}
    assert info["moviellm_train"]["tags"]["user_tag"] == "user"


@pytest.mark.parametrize(("media", "read"), [("mp4", "decord"), ("frames", "img")])
def test_the_yaml_of_videochat_flash_says_how_videos_are_read(studio, media, read):
    target = studio.export("videochat-flash", media=media)
    (dataset,) = yaml.safe_load((target / "data.yaml").read_text())["datasets"]
    assert dataset["video_read_type"] == read
    assert dataset["data_root"] == "."


def test_paths_of_ms_swift_begin_where_the_export_will_stand(studio):
    rows = studio.rows("ms-swift", root="/data/films")
    assert rows[0]["videos"] == ["/data/films/videos/film-tiny.mp4"]


def test_captions_of_sharegpt4video_end_with_the_whole(studio):
    film = studio.film()
    (row,) = studio.rows("sharegpt4video", [film], level="scene")
    assert [caption["idx"] for caption in row["captions"]] == ["1", "2", "-1"]
    whole = next(one for one in film.annotations.captions if one.level == "film")
    assert row["captions"][-1]["content"] == whole.text
    assert row["video_path"] == "videos/film-tiny.mp4"


def test_images_of_trl_hold_what_proves_the_answer(studio):
    film = studio.film()
    target = studio.export("trl", [film], images=4)
    rows = {row["id"]: row for row in rows_of(target / "train.jsonl")}
    proof = rows["film-tiny/where-map"]["images"]
    assert len(proof) == 4
    assert "frames/film-tiny/frame_000005.jpg" in proof
    assert proof == sorted(proof)
    written = {str(path.relative_to(target)) for path in target.glob("frames/*/*.jpg")}
    assert written == {image for row in rows.values() for image in row["images"]}


def test_more_proof_than_images_are_all_shown(studio):
    rows = studio.rows("trl", captions=["scene"], questions=[], images=2)
    assert [len(row["images"]) for row in rows] == [5, 5]


def test_an_export_can_be_made_again_by_the_same_exporter(studio):
    first, second = (studio.export("ms-swift", rewards=True) for _ in range(2))
    assert (first / "MANIFEST.json").read_bytes() == (second / "MANIFEST.json").read_bytes()


def test_declarations_and_entry_points_have_the_same_names():
    assert len(COMPONENTS) == 10
    assert all(component.name == name for name, component in COMPONENTS.items())
