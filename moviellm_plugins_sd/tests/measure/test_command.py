"""What the command prints and writes, and what it says when it cannot measure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise

import pytest
import torch
from moviellm.film import Footage
from moviellm.runs import open_run
from moviellm.testing import MemoryBlobs, tiny_movie
from moviellm_plugins_sd.config import Checkpoint
from moviellm_plugins_sd.measure.clip_model import ClipModel
from moviellm_plugins_sd.measure.film import measure_film
from moviellm_plugins_sd.measure.report import lines


def test_the_table_fits_into_sixty_columns(run, clip, alexnet, measure):
    code, text = measure(run, "--model", clip, "--lpips", alexnet)
    assert code == 0, text
    assert max(map(len, text.splitlines())) <= 60
    with open_run(run) as opened:
        ids = [film.id for film in opened.films()]
    for word in (*ids, "all", "tiny-clip", "0.8304", "0.5316", "no style immobilisation"):
        assert word in text
    assert "whole frames" not in text


def test_a_report_is_written_whole_as_json(run, clip, measure, tmp_path):
    code, text = measure(run, "--model", clip, "--out", tmp_path / "new" / "report.json", "--json")
    assert code == 0, text
    written = (tmp_path / "new" / "report.json").read_text()
    assert json.loads(written) == json.loads(text)
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["report.json"]
    told = json.loads(written)
    assert told["synthetic"] is True
    assert told["paper"][-1] == {"name": "full", "clip": 0.8304, "lpips": 0.5316}
    assert told["all"]["lpips"] == {"pairs": 0, "mean": None}
    assert str(clip.parent) not in written


def test_the_same_run_gives_the_same_report(run, clip, measure):
    assert measure(run, "--model", clip, "--json") == measure(run, "--model", clip, "--json")


def test_people_without_boxes_are_looked_at_as_whole_frames(clip):
    blobs = MemoryBlobs()
    film = tiny_movie(blobs)
    pictures = tuple(p.model_copy(update={"boxes": ()}) for p in film.footage.pictures)
    film = film.model_copy(update={"footage": Footage(film=film.id, pictures=pictures)})
    similarities = measure_film(
        film, blobs, ClipModel(Checkpoint(model=str(clip)), "cpu"), None, batch_size=3
    )
    shown = [figure for frame in film.storyboard.frames() for figure in frame.depiction.figures]
    assert (similarities.crops, similarities.whole) == (0, len(shown))
    together = [
        {figure.person for figure in one.depiction.figures}
        & {figure.person for figure in other.depiction.figures}
        for one, other in pairwise(film.storyboard.frames())
    ]
    wanted = [
        value for value, both in zip(similarities.adjacent, together, strict=True) for _ in both
    ]
    assert sorted(similarities.same[0, 0]) == sorted(wanted) != []
    assert "The painter does not tell where people are: whole frames." in list(
        lines({film.id: similarities}, "tiny")
    )


def test_a_film_of_one_frame_has_nothing_to_compare(clip, measure, films_of, tmp_path):
    code, text = measure(films_of(tmp_path, shape=(1, 1, 1)), "--model", clip)
    assert code == 0, text
    assert "nobody comes twice" in text
    row = next(line for line in text.splitlines() if line.startswith("film-"))
    assert row.split()[1:] == ["1", "-", "-", "-"]


REFUSALS = (
    (["gone", "--model", "{clip}"], 5, "gone is not a run folder"),
    (["{run}"], 2, "Missing option '--model'"),
    (["{run}", "--model", "gone"], 2, "The folder gone (option --model) is not there"),
    (["{run}", "--model", "openai/clip"], 2, "needs `revision`"),
    (["{run}", "--model", "openai/clip", "--revision", "main"], 2, "is no commit"),
    (["{run}", "--model", "{clip}", "--revision", "a" * 40], 2, "revision is for hub ids"),
    (["{run}", "--model", "{text}"], 2, "holds a BertModel, which gives no vector"),
    (["{run}", "--model", "{pickle}"], 2, "is a pickle, which can run code"),
    (["{run}", "--model", "{bare}"], 2, "cannot be loaded"),
    (["{run}", "--model", "{clip}", "--device", "warp"], 2, "The device 'warp' is not here"),
    (["{run}", "--model", "{clip}", "--lpips", "gone"], 2, "LPIPS gone cannot be read"),
    (["{run}", "--model", "{clip}", "--lpips", "{other}"], 2, "lack `net.slice1.0.weight`"),
    (["{run}", "--model", "{clip}", "--out", "{file}/x"], 5, "cannot be written"),
    (["{run}", "--model", "{clip}", "--out", "."], 2, "File '.' is a directory"),
    (["{run}", "--model", "{clip}", "--batch-size", "0"], 2, "batch-size"),
)


@pytest.fixture
def places(run, clip, tmp_path):
    """Folders and files to name in vain."""
    for name in ("pickle", "text", "bare"):
        (tmp_path / name).mkdir()
    config = (clip / "config.json").read_text()
    preparing = (clip / "preprocessor_config.json").read_text()
    for name in ("pickle", "bare"):
        (tmp_path / name / "config.json").write_text(config)
        (tmp_path / name / "preprocessor_config.json").write_text(preparing)
    (tmp_path / "pickle" / "pytorch_model.bin").write_bytes(b"PK")
    (tmp_path / "text" / "config.json").write_text(
        json.dumps({"model_type": "bert", "architectures": ["BertModel"]})
    )
    (tmp_path / "file").touch()
    found = {"run": run, "clip": clip, "other": clip / "model.safetensors"}
    return {**found, **{n: tmp_path / n for n in ("pickle", "text", "bare", "file")}}


@pytest.mark.parametrize(("words", "code", "said"), REFUSALS)
def test_what_cannot_be_measured_is_told(measure, places, words, code, said):
    found, text = measure(*(word.format(**places) for word in words))
    assert found == code, text
    assert said in text
    assert "Traceback" not in text


def test_an_unwritable_report_is_told_before_anything_is_measured(clip, measure, tmp_path):
    (tmp_path / "file").touch()
    code, text = measure("gone", "--model", clip, "--out", tmp_path / "file" / "x")
    assert code == 5
    assert "cannot be written" in text


def test_a_report_that_is_not_made_leaves_nothing_behind(run, measure, tmp_path):
    code, text = measure(run, "--model", "gone", "--out", tmp_path / "report.json")
    assert code == 2, text
    assert list(tmp_path.iterdir()) == []


def test_a_batch_that_does_not_fit_into_memory_is_told(run, clip, measure, monkeypatch):
    def refused(*_, **__):
        torch.empty(2**62, dtype=torch.uint8)

    monkeypatch.setattr("transformers.CLIPModel.get_image_features", refused)
    code, text = measure(run, "--model", clip)
    assert code == 2
    assert "A batch of pictures does not fit into memory." in text
    assert "--batch-size" in text


def test_a_damaged_picture_is_told(clip, measure, films_of, tmp_path):
    folder = films_of(tmp_path)
    packs = [file for file in (folder / "store" / "packs").rglob("*") if file.is_file()]
    pack = next(file for file in packs if b"\xff\xd8\xff" in file.read_bytes())
    data = bytearray(pack.read_bytes())
    data[data.index(b"\xff\xd8\xff") + 700] ^= 255
    pack.write_bytes(bytes(data))
    code, text = measure(folder, "--model", clip)
    assert code in (5, 8), text
    assert "Traceback" not in text


def test_help_and_refusals_need_no_torch(run, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.modules['torch'] = sys.modules['transformers'] = None\n"
    )

    def call(*words):
        return subprocess.run(
            [sys.executable, "-m", "moviellm", "measure", *map(str, words)],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert "Measure how alike" in call("--help").stdout
    missing = call(run, "--model", "any")
    assert missing.returncode == 3
    assert "needs torch, transformers" in missing.stderr
    assert "pip install moviellm-plugins-sd" in missing.stderr
