"""What every exporter that writes films in shards keeps to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from coded_story import FRAME_RATES, Decoded, at_rate, coded_story, first_and_last, seen, times_in
from container_exports import PREPARE_NOTHING, read_tar
from folders import bytes_of
from moviellm import FilmError, StorageError
from moviellm.manifest import check_manifest
from moviellm_plugin_webdataset.finished_shards import FINISHED_SHARDS
from waiting import wait_until

COMMAND = (sys.executable, "-m", "moviellm", "export")
SETTINGS = ("sample=film", "shard_samples=1", "workers=1", "video.fps=30")


def words(run, to: str, out: Path) -> list[str]:
    settings = [word for setting in SETTINGS for word in ("--set", setting)]
    return [*COMMAND, str(run.folder), "--to", to, "--out", str(out), *settings]


def killed_when(done, started: subprocess.Popen) -> None:
    """Kill an export and all of its processes as soon as something is seen."""
    try:
        wait_until(done, started)
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def told(done) -> list[str]:
    """The lines of an error, without the progress before it."""
    assert "Traceback" not in done.stderr
    _, error, said = done.stderr.partition("Error: ")
    return [line.strip() for line in (error + said).splitlines() if line.strip()]


def video_in(folder: Path) -> bytes:
    """The video of an export's only sample: a file of a tar, or the last column of an MDS shard."""
    (shard,) = [path for path in folder.rglob("*") if path.suffix in (".tar", ".mds")]
    data = shard.read_bytes()
    if shard.suffix == ".mds":
        return data[data.rindex(b"ftyp") - 4 :]
    (sample,) = read_tar(data)
    return sample.media["mp4"]


class ContainerContract:
    """Tests of one exporter, by its name; a distribution subclasses it as `Test...`."""

    to: str

    @pytest.mark.parametrize(
        ("fps", "variable"), [*(at_rate(rate, False) for rate in FRAME_RATES), (24, True)]
    )
    def test_at_every_time_of_a_film_its_picture_is_seen(self, export, blobs, fps, variable):
        film = coded_story(blobs)
        options = {"fps": fps, "variable_rate": variable}
        out = export(film, to=self.to, sample="film", video=options)
        (path,) = out.glob("*.films.jsonl")
        row, video = json.loads(path.read_text(encoding="utf-8")), Decoded(video_in(out))
        own = [*film.storyboard.frames(), *film.annotations.captions, *film.storyboard.cues]
        told = [*row["frames"], *row["captions"], *row["dialogue"]]
        for one, was in zip(told, own, strict=True):
            wanted = first_and_last(film, was.start_ms, was.end_ms)
            assert video.between(one["start_ms"], one["end_ms"]) == wanted
        assert abs(row["end_ms"] - 1_000 * video.end) <= 1
        for one, question in zip(row["questions"], film.annotations.questions, strict=True):
            spans = question.evidence.spans_ms
            for shown, span in zip(one["evidence"]["spans_ms"], spans, strict=True):
                wanted = first_and_last(film, span.start_ms, span.end_ms)
                assert video.between(shown["start_ms"], shown["end_ms"]) == wanted
            if question.program.startswith("when("):
                assert {video.at(ms) for ms in times_in(one["answer"])} <= seen(film, spans)

    def test_an_unknown_option_is_named(self, cli, tmp_path):
        done = cli(self.to, tmp_path / "out", "shard_byte=1")
        assert done.returncode == 2
        assert "shard_byte" in told(done)[0]
        assert "shard_bytes" in done.stderr
        assert list(tmp_path.iterdir()) == []

    def test_a_target_that_cannot_be_written_is_named(self, cli, tmp_path):
        (tmp_path / "file").write_text("in the way")
        settings = ("prepare=false",) if self.to in PREPARE_NOTHING else ()
        done = cli(self.to, tmp_path / "file" / "out", *settings)
        assert done.returncode == 5
        assert str(tmp_path / "file") in told(done)[0]

    @pytest.mark.parametrize("sample", ["frame", "film"])
    def test_a_film_without_pictures_is_named(self, export, many, sample):
        (film,) = many(1)
        bare = film.model_copy(update={"footage": film.footage.model_copy(update={"pictures": ()})})
        with pytest.raises(FilmError, match="film-0000 has no pictures"):
            export(bare, to=self.to, sample=sample)

    def test_a_lost_picture_comes_through_and_no_manifest_is_written(
        self, export, many, blobs, tmp_path
    ):
        (film,) = many(1)
        blobs.lose(film.footage.pictures[-1].digest)
        with pytest.raises(StorageError):
            export(film, to=self.to, sample="frame")
        assert not (tmp_path / "out" / "MANIFEST.json").exists()

    @pytest.mark.parametrize("sample", ["frame", "film"])
    def test_equal_films_give_equal_bytes(self, export, many, sample):
        films = many(3)
        one = export(*films, to=self.to, sample=sample, shard_samples=2, workers=1)
        other = export(
            *films, to=self.to, sample=sample, shard_samples=2, workers=4, folder="again"
        )
        assert bytes_of(one) == bytes_of(other)


class KilledExports:
    """An export that is killed shows nothing half-written, and goes on to the same bytes."""

    to: str
    first: str
    """The first shard that is whole."""

    def test_a_killed_export_goes_on_to_the_same_bytes(self, many_films, tmp_path):
        whole = many_films.export(self.to, tmp_path / "whole", *SETTINGS)
        out = tmp_path / "out"

        def drafts() -> list[Path]:
            return list(tmp_path.glob(f".draft-out-*/{self.first}"))

        def listed() -> bool:
            lists = tmp_path.glob(f".draft-out-*/{FINISHED_SHARDS}")
            return any(self.first in path.read_text() for path in lists)

        killed_when(
            listed, subprocess.Popen(words(many_films, self.to, out), start_new_session=True)
        )
        assert not out.exists()
        (shard,) = drafts()
        assert shard.read_bytes() == (whole / self.first).read_bytes()
        for path in shard.parent.glob("*.tar"):
            with tarfile.open(path) as tar:
                assert len(tar.getnames()) == 2
        before = shard.stat().st_ino
        subprocess.run(words(many_films, self.to, out), check=True, capture_output=True)
        assert (out / self.first).stat().st_ino == before
        assert bytes_of(out) == bytes_of(whole)
        assert check_manifest(out) == []
        assert list(tmp_path.glob(".draft-*")) == []
