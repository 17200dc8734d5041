"""What a person may do wrong is one sentence and a hint, and leaves nothing half-made."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import weakref

import pytest
from changed_films import changed
from moviellm import FilmError, InputError, StorageError
from moviellm.film import Footage
from moviellm.pipeline.read import read_pipeline
from moviellm.testing import make_context, run_pipeline
from pydantic import ValidationError
from trainer_exports import NAMES, NEEDED, exporter, faults, rows_of


@pytest.mark.parametrize("name", NAMES)
def test_a_film_without_pictures_is_named(studio, name):
    film = studio.film()
    bare = film.model_copy(update={"footage": Footage(film=film.id, pictures=())})
    with pytest.raises(FilmError, match=r"film-tiny has no pictures, so") as error:
        studio.export(name, [bare])
    assert error.value.hint


@pytest.mark.parametrize("name", NAMES)
def test_a_lost_picture_stops_the_export(studio, name):
    film = studio.film()
    studio.blobs.lose(film.footage.pictures[4].digest)
    with pytest.raises(StorageError):
        studio.export(name, [film])


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"sharegpt4video"}))
def test_kinds_that_no_film_has_are_named(studio, name):
    with pytest.raises(InputError) as error:
        studio.export(name, captions=[], questions=["belief", "duration"])
    assert error.value.message == ("None of the films has questions of the kinds belief, duration.")
    assert "moviellm plugins show" in error.value.hint


def test_a_variable_rate_is_refused_at_its_line_when_the_pipeline_is_read(tmp_path):
    path = tmp_path / "pipeline.yaml"
    path.write_text(
        "moviellm: 1\nfilms: {themes: [Two cats]}\nexporters:\n"
        "  - use: qwen-vl\n    video:\n      fps: 24\n      variable_rate: true\n"
    )
    with pytest.raises(InputError) as error:
        read_pipeline(path, ())
    assert f"{path}:7:" in error.value.message
    assert "leave video.variable_rate off" in error.value.message


def test_levels_and_forms_that_no_film_has_are_named(studio):
    film = studio.film()
    bare = changed(film, "film-bare", captions=(), questions=())
    with pytest.raises(
        InputError, match=r"captions of the levels shot or questions with options\."
    ):
        studio.export("llava", [bare], captions=["shot"], form="choice")
    with pytest.raises(InputError, match=r"None of the films has a caption of the whole film\."):
        studio.export("sharegpt4video", [bare])
    with pytest.raises(InputError, match="anything to ask for"):
        studio.export("llava", captions=[], questions=[])


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("llava", {"colour": 1}, "colour"),
        ("llava", {"captions": ["act"]}, "act"),
        ("llava", {"questions": ["whence"]}, "whence"),
        ("llava", {"turns": 0}, "turns"),
        ("llava", {"sampling": "some"}, "sampling"),
        *(
            (name, {"video": {"variable_rate": True}}, "leave video.variable_rate off")
            for name in sorted({*NAMES} - {"llama-vid", "sharegpt4video", "trl", "video-chatgpt"})
        ),
        ("llava", {"split": {"train": 0}}, "at least one split"),
        ("llava", {"root": "~/films"}, "no loader reads ~ as somebody's home"),
        ("qwen-vl", {"root": "~ann/films"}, "give the path in full"),
        ("trl", {"images": 0}, "images"),
        ("llama-vid", {"extractor": "../x"}, "extractor"),
        ("llama-vid", {"extractor": "digest", "device": "tpu"}, "device"),
    ],
)
def test_wrong_options_are_told_by_name(name, options, said):
    with pytest.raises(ValidationError, match=said):
        exporter(name, **options)


def test_every_option_is_described():
    for name in NAMES:
        config = type(exporter(name).config)
        for field, info in config.model_fields.items():
            assert info.description, f"{name}: {field}"


def test_a_film_in_quarantine_is_left_out(tmp_path):
    """A theme that names a real person is refused; the export of the other film is whole."""
    shape = {"chapters": 1, "scenes": 1, "frames": 2}
    films = {"themes": ["A lantern", "Tom Hanks finds a lantern"], "seed": 1, "shape": shape}
    run_pipeline({"films": films, "exporters": ["ms-swift"]}, tmp_path / "run")
    target = tmp_path / "run" / "export" / "ms-swift"
    rows = rows_of(target / "train.jsonl")
    assert len({row["film"] for row in rows}) == 1
    assert len(list(target.glob("videos/*.mp4"))) == 1
    assert faults(target) == []


def test_a_target_that_cannot_be_written_is_one_sentence(studio):
    target = studio.folder / "no-folder"
    target.write_text("a file stands here")
    context = make_context(film="", blobs=studio.blobs)
    with pytest.raises(StorageError, match=r"no-folder.* cannot be written: a file is in its way"):
        exporter("llava").moviellm_export(iter([studio.film()]), target, context)


def test_a_full_disk_is_one_sentence(studio):
    film = studio.film()
    target = studio.folder / "full"
    target.mkdir()
    (target / "train.jsonl").symlink_to("/dev/full")
    with pytest.raises(StorageError, match="There is no room to write"):
        exporter("llava").moviellm_export(
            iter([film]), target, make_context(film="", blobs=studio.blobs)
        )


@pytest.mark.parametrize("name", NAMES)
def test_films_are_let_go_one_by_one(studio, name):
    """As many films are in memory as are worked at, and one that is told."""
    alive: list[weakref.ref] = []
    most = 0

    def films():
        nonlocal most
        for number in range(8):
            film = changed(studio.film(), f"film-{number}")
            alive.append(weakref.ref(film.storyboard))
            gc.collect()
            most = max(most, sum(one() is not None for one in alive))
            yield film
            del film

    options = {} if name in ("trl", *NEEDED) else {"workers": 1}
    studio.export(name, films(), **options)
    assert most <= 3


def test_the_command_says_what_is_wrong_without_a_traceback(tmp_path):
    run_pipeline({"exporters": ["fake"]}, tmp_path / "run")
    done = subprocess.run(
        [sys.executable, "-m", "moviellm", "export", str(tmp_path / "run"), "--to", "llava",
         "--set", "captions=[]", "--set", "questions=[belief]"],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "None of the films has questions of the kinds belief." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "run" / "export" / "llava").exists()


def test_rows_are_json_that_every_reader_splits_alike(studio):
    film = studio.film()
    captions = tuple(
        one.model_copy(update={"text": f"{one.text}\u2028\x85end"})
        for one in film.annotations.captions
    )
    target = studio.export("ms-swift", [changed(film, "film-lines", captions=captions)])
    text = (target / "train.jsonl").read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(text.split("\n")) - 1
    assert any("\u2028" in json.loads(line)["messages"][1]["content"] for line in text.splitlines())
