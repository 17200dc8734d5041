"""The distribution works with what it declares alone, from another folder."""

from __future__ import annotations

import json

import pytest

PIPELINE = {
    "moviellm": 1,
    "films": {
        "themes": ["A lantern", "A kite"],
        "shape": {"chapters": 1, "scenes": 2, "frames": 4},
    },
    "writer": "fable",
    "director": "storyboard",
    "painter": {"use": "papercut", "size": [64, 64]},
    "captioner": "script",
    "exporters": ["lmms-eval"],
}


def test_alone_it_exports_makes_a_benchmark_and_asks_for_a_judge(on_its_own, tmp_path, monkeypatch):
    folders = ("plugins/moviellm-plugin-video", "plugins/moviellm-plugin-evaluation")
    alone = on_its_own(*folders)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.json").write_text(json.dumps(PIPELINE))
    alone.run("-m", "moviellm", "run", "p.json", "--out", "run")
    assert (tmp_path / "run/export/lmms-eval/moviellm.yaml").is_file()
    assert len(list(tmp_path.glob("run/export/lmms-eval/videos/*.mp4"))) == 2
    alone.run("-m", "moviellm", "export", "run", "--to", "cinepile")
    made = alone.run("-m", "moviellm", "evaluate", "make", "run", "--out", "b.json", "--json")
    assert json.loads(made.stdout)["films"] == 2
    asked = alone.run("-m", "moviellm", "evaluate", "questions", "b.json").stdout.splitlines()
    answers = {json.loads(line)["id"]: "An answer." for line in asked}
    (tmp_path / "a.json").write_text(json.dumps(answers))
    judge = ["evaluate", "judge", "b.json", "--a", "a.json", "--b", "a.json", "--judge", "openai"]
    with pytest.raises(AssertionError, match=r"pip install moviellm-plugins-gpt"):
        alone.run("-m", "moviellm", *judge)
    listed = alone.run("-m", "moviellm", "--help").stdout
    assert "evaluate" in listed
