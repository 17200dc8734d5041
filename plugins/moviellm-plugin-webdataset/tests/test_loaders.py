"""The loader that will read an export gives back all of a studio's run."""

from __future__ import annotations

from pathlib import Path

from container_exports import plain, require_all_films, require_all_frames, samples_of
from environments import READERS
from moviellm.testing import nasty_movie

LOADERS = Path(__file__).with_name("loaders")
SPLITS = "split={train: 1, validation: 1}"


def by_webdataset(environment, folder: Path, workers: int = 0) -> list[dict]:
    return samples_of(environment(*READERS), LOADERS / "read_webdataset.py", folder, str(workers))


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


def test_nasty_texts_come_back_word_for_word(environment, export, blobs):
    film = nasty_movie(blobs)
    (sample,) = by_webdataset(environment, export(film, to="webdataset", sample="film"))
    row = sample["row"]
    assert row["title"] == film.screenplay.title
    assert row["questions"] == [plain(one) for one in film.annotations.questions]
    assert row["captions"] == [plain(one) for one in film.annotations.captions]
