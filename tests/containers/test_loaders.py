"""The loaders that will read an export give back all of a studio's run."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from environments import READERS, STREAMING, Environment
from moviellm.film import VideoClock
from moviellm.testing import nasty_movie

LOADERS = Path(__file__).with_name("loaders")
SPLITS = "split={train: 1, validation: 1}"


def samples_of(loader: Environment, *words: str | Path) -> list[dict]:
    lines = loader.run(*words).stdout.splitlines()
    return [json.loads(line) for line in lines if line.startswith('{"split"')]


def by_webdataset(environment, folder: Path, workers: int = 0) -> list[dict]:
    return samples_of(environment(*READERS), LOADERS / "read_webdataset.py", folder, str(workers))


def by_energon(environment, folder: Path) -> list[dict]:
    return samples_of(environment(*READERS), LOADERS / "read_energon.py", folder)


def by_mds(environment, folder: Path) -> list[dict]:
    copy = folder.with_name(f"{folder.name}-copy")
    samples = samples_of(environment(*STREAMING), LOADERS / "read_mds.py", folder, copy)
    shards = {path.relative_to(copy): path.read_bytes() for path in copy.rglob("*.*")}
    assert shards
    assert all((folder / path).read_bytes() == data for path, data in shards.items())
    return samples


def exported_by_energon(environment, studio, target: Path, *settings: str) -> Path:
    """Export where Energon is installed, so that it prepares the dataset."""
    words = [word for setting in settings for word in ("--set", setting)]
    environment(*READERS).run(
        "-m", "moviellm", "export", studio.folder, "--to", "energon", "--out", target, *words
    )
    return target


def plain(record) -> dict:
    return record.model_dump(mode="json")


def require_all_frames(samples: list[dict], studio) -> None:
    found = {(sample["row"]["film"], sample["row"]["target"]): sample for sample in samples}
    for film in studio.films():
        captions = {one.target: one for one in film.annotations.captions if one.level == "frame"}
        answered = {}
        for frame, picture in zip(film.storyboard.frames(), film.footage.pictures, strict=True):
            sample = found.pop((film.id, frame.id))
            assert list(sample["media"].values()) == [picture.sha256]
            row = sample["row"]
            assert row["end_ms"] - row["start_ms"] == frame.duration_ms
            assert row["split"] == sample["split"]
            assert row["id"] == sample["key"]
            if frame.id in captions:
                assert plain(captions[frame.id]) in row["captions"]
            answered |= {question["id"]: question for question in row["questions"]}
        for question in film.annotations.questions:
            if len(question.evidence.frames) == 1 and len(question.evidence.spans_ms) == 1:
                assert answered[question.id]["answer"] == question.answer
    assert found == {}


def require_all_films(samples: list[dict], studio) -> None:
    found = {sample["key"]: sample for sample in samples}
    for film in studio.films():
        sample = found.pop(film.id)
        row, clock = sample["row"], VideoClock(film.storyboard, Fraction(24))
        assert list(sample["media"].values()) == [row["video"]["sha256"]]
        assert row["video"]["frames"] == clock.count
        assert row["end_ms"] == film.storyboard.duration_ms
        assert row["questions"] == [plain(one) for one in film.annotations.questions]
        assert row["captions"] == [plain(one) for one in film.annotations.captions]
        assert row["dialogue"] == [plain(cue) for cue in film.storyboard.cues]
    assert found == {}


def test_webdataset_gives_back_every_frame(environment, studio, tmp_path):
    out = studio.export("webdataset", tmp_path / "out", SPLITS, "shard_samples=7")
    require_all_frames(by_webdataset(environment, out), studio)


def test_several_workers_of_webdataset_read_every_frame_once(environment, studio, tmp_path):
    out = studio.export("webdataset", tmp_path / "out", SPLITS, "shard_samples=5")
    samples = by_webdataset(environment, out, workers=2)
    assert len({sample["key"] for sample in samples}) == len(samples)
    require_all_frames(samples, studio)


def test_webdataset_gives_back_every_film(environment, studio, tmp_path):
    out = studio.export("webdataset", tmp_path / "out", SPLITS, "sample=film")
    require_all_films(by_webdataset(environment, out), studio)


def test_webdataset_gives_back_scenes_of_many_pictures(environment, studio, tmp_path, read):
    out = studio.export("webdataset", tmp_path / "out", "sample=scene")
    samples = by_webdataset(environment, out)
    assert [sample["key"] for sample in samples] == [sample.key for sample in read(out)]
    for sample in samples:
        assert list(sample["media"]) == [frame["file"] for frame in sample["row"]["frames"]]
        assert list(sample["media"].values()) == [f["sha256"] for f in sample["row"]["frames"]]


def test_energon_gives_back_every_frame(environment, studio, tmp_path):
    out = exported_by_energon(environment, studio, tmp_path / "out", SPLITS, "shard_samples=7")
    require_all_frames(by_energon(environment, out), studio)


def test_energon_gives_back_every_film(environment, studio, tmp_path):
    out = exported_by_energon(environment, studio, tmp_path / "out", SPLITS, "sample=film")
    require_all_films(by_energon(environment, out), studio)


def test_a_prepared_export_is_the_same_each_time_and_passes_verification(
    environment, studio, tmp_path, contents
):
    from moviellm.manifest import check_manifest

    one = exported_by_energon(environment, studio, tmp_path / "one", SPLITS, "shard_samples=7")
    other = exported_by_energon(environment, studio, tmp_path / "other", SPLITS, "shard_samples=7")
    assert contents(one) == contents(other)
    assert check_manifest(one) == []
    assert ".nv-meta/index.sqlite" in contents(one)


def test_mds_gives_back_every_film_in_the_bytes_of_its_own_writer(environment, studio, tmp_path):
    out = studio.export("mds", tmp_path / "out", SPLITS)
    require_all_films(by_mds(environment, out), studio)


def test_mds_gives_back_every_frame_in_the_bytes_of_its_own_writer(environment, studio, tmp_path):
    out = studio.export("mds", tmp_path / "out", SPLITS, "sample=frame", "shard_bytes=60000")
    assert len(list(out.rglob("*.mds"))) > 3
    require_all_frames(by_mds(environment, out), studio)


@pytest.mark.parametrize(("to", "by"), [("webdataset", by_webdataset), ("mds", by_mds)])
def test_nasty_texts_come_back_word_for_word(environment, export, blobs, to, by):
    film = nasty_movie(blobs)
    (sample,) = by(environment, export(film, to=to, sample="film"))
    row = sample["row"]
    assert row["title"] == film.screenplay.title
    assert row["questions"] == [plain(one) for one in film.annotations.questions]
    assert row["captions"] == [plain(one) for one in film.annotations.captions]
