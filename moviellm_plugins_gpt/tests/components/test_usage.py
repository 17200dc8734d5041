"""What `moviellm show` tells of tokens: by component, with the model, from the journal."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from moviellm.cli.app import cli
from moviellm.testing import run_pipeline


@pytest.fixture
def show(model, tmp_path):
    asks = model.options("openai")
    pipeline = {
        "films": {
            "themes": ["A keeper hides a map"],
            "seed": 5,
            "shape": {"chapters": 1, "scenes": 2, "frames": 3},
        },
        "writer": {"use": "openai", **asks},
        "director": "storyboard",
        "painter": {"use": "papercut", "size": [256, 144]},
        "captioner": {"use": "anthropic", **model.options("anthropic", mode="batch")},
    }
    assert run_pipeline(pipeline, tmp_path / "run").state == "finished"

    def run(*more):
        done = CliRunner().invoke(
            cli, ["show", str(tmp_path / "run"), *more], env={"COLUMNS": "60"}
        )
        assert done.exit_code == 0, done.output
        return done.output

    return run


def test_show_tells_tokens_by_class_of_each_component(model, show):
    written = sum(model.asked[kind] for kind in ("bible", "names", "chapter", "scene"))
    worded = sum(model.asked[kind] for kind in ("captions", "questions"))
    writer, captioner = json.loads(show("--json"))["spend"]["components"]
    assert (writer["stage"], writer["component"], writer["models"]) == (
        "writer",
        "openai",
        ["good"],
    )
    assert (captioner["stage"], captioner["component"]) == ("captioner", "anthropic")
    assert writer["spend"]["done"] == written
    assert writer["classes"] == {
        "input_tokens": 100 * written,
        "cached_tokens": 0,
        "output_tokens": 50 * written,
        "reasoning_tokens": 0,
    }
    assert captioner["classes"]["batch"] == captioner["spend"]["done"] == worded
    price = (100 * 1 + 50 * 4) / 1e6
    assert writer["spend"]["usd"] == pytest.approx(written * price)
    assert captioner["spend"]["usd"] == pytest.approx(worded * price / 2)
    told = show().partition("\nspent: ")[2].partition("\nexport ")[0]
    assert max(map(len, told.splitlines())) <= 60
    words = " ".join(told.split())
    assert f"tokens: {100 * written:,} input, {50 * written:,} output captioner" in words
    assert f"{50 * worded:,} output; {worded} calls in batches" in words
    assert f"writer openai (good): ${written * price:.4f} for {written} calls" in words
    assert "cached" not in words  # what nothing was used of is not told
