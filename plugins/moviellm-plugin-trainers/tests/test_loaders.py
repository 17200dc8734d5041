"""Trainers from the package index read what a studio run exported, in environments of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from changed_films import twin_of
from moviellm.film.formats import VideoClock
from moviellm.runs import open_run
from places import ROOT
from trainer_exports import Studio, rows_of

LOADERS = Path(__file__).parent / "loaders"
SOURCES = [ROOT / "core", ROOT / "plugins" / "moviellm-plugin-trainers" / "src",
           ROOT / "plugins" / "moviellm-plugin-video" / "src"]  # fmt: skip
PIPELINE = """\
moviellm: 1
films:
  themes: [A lighthouse keeper finds a map, Two rivals share one kitchen]
  seed: 7
  shape: {chapters: 2, scenes: 2, frames: 4}
writer: fable
director: storyboard
painter: {use: papercut, size: [160, 96]}
captioner: script
exporters: [frames]
"""


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A run of the studio, by the command line."""
    folder = tmp_path_factory.mktemp("studio")
    (folder / "films.yaml").write_text(PIPELINE)
    moviellm(folder, "run", "films.yaml", "--out", "run")
    return folder / "run"


def moviellm(folder, *words):
    done = subprocess.run(
        [sys.executable, "-m", "moviellm", *map(str, words)],
        cwd=folder, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def exported(run, name, *settings):
    """An export by the command line, checked by the command line."""
    words = [word for setting in settings for word in ("--set", setting)]
    moviellm(run, "export", run, "--to", name, *words)
    folder = run / "export" / name
    moviellm(run, "check-export", folder)
    return folder


def read(made, script, *words, **variables):
    done = made.run(
        LOADERS / script, *words, timeout=900,
        HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", OMP_NUM_THREADS="1", **variables,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("ROW ")]
    return [json.loads(line.removeprefix("ROW ")) for line in lines]


def frames_of(run):
    with open_run(run) as finished:
        return {film.id: VideoClock(film.storyboard, 1).count for film in finished.films()}


def aligned(studio, name):
    """A film with rewards, and its twin."""
    film = studio.film()
    films = [film, twin_of(film, "film-twin", {"where-map": "in the oak chest"})]
    rewards = {"rewards": True} if name != "llamafactory" else {}
    return studio.export(name, films, preferences=True, **rewards)


def test_ms_swift_gives_back_every_row(environment, finished, studio, tmp_path):
    swift = environment("ms-swift==4.6.0", "datasets==4.8.4")
    cache = {"MODELSCOPE_CACHE": str(tmp_path / "cache"), "HF_HOME": str(tmp_path / "hf")}
    folder = exported(finished, "ms-swift", "turns=3", f"root={finished}/export/ms-swift")
    rows = rows_of(folder / "train.jsonl")
    back = read(swift, "swift_reads.py", folder / "train.jsonl", **cache)
    assert len(rows) == len(back) > 10
    for row, found in zip(rows, back, strict=True):
        assert found["messages"] == row["messages"]
        assert found["videos"] == row["videos"]
        assert Path(found["videos"][0]).is_file()
    pairs = aligned(studio, "ms-swift")
    paths = [pairs / "train_preference.jsonl", pairs / "train_reward.jsonl"]
    back = read(swift, "swift_reads.py", *paths, **cache)
    for row, found in zip([*rows_of(paths[0]), *rows_of(paths[1])], back, strict=True):
        assert found["messages"] == row["messages"]
        for key in ("solution", "checker"):
            assert found.get(key) == row.get(key)
        if "rejected_response" in row:
            wrong = {"role": "assistant", "content": row["rejected_response"]}
            assert found["rejected"] == [[row["messages"][0], wrong], row["videos"]]


def test_ms_swift_rewards_by_the_checker_that_a_row_names(environment, studio, tmp_path):
    swift = environment("ms-swift==4.6.0", "datasets==4.8.4")
    rows = aligned(studio, "ms-swift") / "train_reward.jsonl"
    page = ROOT / "docs" / "how-to" / "train-with-ms-swift.md"
    cache = {"MODELSCOPE_CACHE": str(tmp_path), "PYTHONPATH": ":".join(map(str, SOURCES))}
    right, wrong = read(swift, "swift_rewards.py", page, rows, **cache)
    assert right == [1.0] * len(rows_of(rows))
    assert wrong == [0.0] * len(right)


def test_llamafactory_gives_back_every_row_and_decodes_every_video(
    environment, finished, studio, tmp_path
):
    factory = environment("llamafactory==0.9.5")
    folder = exported(finished, "llamafactory", "turns=3", "dialogue=true")
    rows = rows_of(folder / "train.jsonl")
    back = read(factory, "llamafactory_reads.py", folder, "moviellm_train", HF_HOME=str(tmp_path))
    assert len(rows) == len(back) > 10
    frames = frames_of(finished)
    for row, found in zip(rows, back, strict=True):
        assert [*found["prompt"], *found["response"]] == row["messages"]
        assert found["videos"] == [str(folder / row["videos"][0])]
        assert found["frames"][0] in (frames[row["film"]], frames[row["film"]] + 1)
    pairs = aligned(studio, "llamafactory")
    name = "moviellm_train_preference"
    back = read(factory, "llamafactory_reads.py", pairs, name, HF_HOME=str(tmp_path))
    rows = rows_of(pairs / "train_preference.jsonl")
    for row, found in zip(rows, back, strict=True):
        assert found["prompt"] == row["messages"]
        assert found["response"] == [row["chosen"], row["rejected"]]


def test_trl_collates_every_row_with_its_images(environment, finished, studio, tmp_path):
    trl = environment("trl==1.16.0")
    path = ":".join(map(str, SOURCES))
    real = exported(finished, "trl", "rewards=true", "images=4", "turns=2")
    for folder in (real, aligned(studio, "trl")):
        back = read(trl, "trl_reads.py", folder, HF_HOME=str(tmp_path), PYTHONPATH=path)
        files = [folder / "train.jsonl", *folder.glob("train_preference.jsonl")]
        rows = [row for file in files for row in rows_of(file)]
        for row, one in zip(rows, back[:-1], strict=True):
            assert one["row"] == {key: value for key, value in row.items() if key != "images"}
            shown = len(row["images"]) * one["batch"]
            assert one["images"] == len(row["images"]) > 0
            assert one["pixels"] == [shown, 3, 28, 28]
            assert one["tokens"] == shown * 4
        assert back[-1]["rewards"] == [1.0] * len(rows_of(folder / "train_reward.jsonl"))


def test_loaders_silence_what_the_check_names(environment, finished, tmp_path):
    """What LLaMA-Factory empties without a word is a fault of `check-export`."""
    folder = Studio(tmp_path).export("llamafactory")
    path = folder / "train.jsonl"
    rows = rows_of(path)
    rows[0]["messages"].append({"role": "user", "content": "And then?"})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    factory = environment("llamafactory==0.9.5")
    back = read(factory, "llamafactory_reads.py", folder, "moviellm_train", HF_HOME=str(tmp_path))
    assert back[0]["prompt"] == []
    done = subprocess.run(
        [sys.executable, "-m", "moviellm", "check-export", str(folder)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "row 1: It has 3 turns, an odd number. [turns-are-even]" in done.stdout
