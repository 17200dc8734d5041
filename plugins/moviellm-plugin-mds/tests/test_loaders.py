"""The loader that will read an export gives back all of a studio's run."""

from __future__ import annotations

from pathlib import Path

from container_exports import plain, require_all_films, require_all_frames, samples_of
from environments import STREAMING
from moviellm.testing import nasty_movie

LOADERS = Path(__file__).with_name("loaders")
SPLITS = "split={train: 1, validation: 1}"


def by_mds(environment, folder: Path) -> list[dict]:
    copy = folder.with_name(f"{folder.name}-copy")
    samples = samples_of(environment(*STREAMING), LOADERS / "read_mds.py", folder, copy)
    shards = {path.relative_to(copy): path.read_bytes() for path in copy.rglob("*.*")}
    assert shards
    assert all((folder / path).read_bytes() == data for path, data in shards.items())
    return samples


def test_mds_gives_back_every_film_in_the_bytes_of_its_own_writer(environment, studio, tmp_path):
    out = studio.export("mds", tmp_path / "out", SPLITS)
    require_all_films(by_mds(environment, out), studio)


def test_mds_gives_back_every_frame_in_the_bytes_of_its_own_writer(environment, studio, tmp_path):
    out = studio.export("mds", tmp_path / "out", SPLITS, "sample=frame", "shard_bytes=60000")
    assert len(list(out.rglob("*.mds"))) > 3
    require_all_frames(by_mds(environment, out), studio)


def test_nasty_texts_come_back_word_for_word(environment, export, blobs):
    film = nasty_movie(blobs)
    (sample,) = by_mds(environment, export(film, to="mds", sample="film"))
    row = sample["row"]
    assert row["title"] == film.screenplay.title
    assert row["questions"] == [plain(one) for one in film.annotations.questions]
    assert row["captions"] == [plain(one) for one in film.annotations.captions]
