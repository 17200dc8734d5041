"""The page on what a run costs says what `moviellm plan` says."""

from __future__ import annotations

import json
import re
from importlib.metadata import version

import pytest
from moviellm.engine.plan import plan
from moviellm.film import SHAPES
from moviellm.pipeline.read import read_pipeline
from places import DOCS

PAGE = DOCS.joinpath("explanation/what-a-run-costs.md").read_text()
MINI = {"use": "openai", "model": "gpt-6.1-terra"}

pytestmark = pytest.mark.skipif(
    f"`genai-prices {version('genai-prices')}`" not in PAGE,
    reason="another table of prices is installed than the page was made with",
)


def rows(name):
    table = re.search(rf"<!-- table: {name} -->\n(.*?)<!-- end -->", PAGE, re.DOTALL)[1]
    lines = [line.strip("| ").split(" | ") for line in table.strip().splitlines()]
    return lines[0], lines[2:]


@pytest.fixture
def planned(tmp_path):
    """What each paid stage of one film costs at most, as the page writes it."""

    def look(shape, **parts):
        films = {"themes": ["A lighthouse keeper hides a map"], "shape": shape}
        file = tmp_path / "films.yaml"
        file.write_text(json.dumps({"moviellm": 1, "films": films, **parts}))
        found = plan(read_pipeline(file), tmp_path / "run")
        return {stage.stage: f"{stage.usd:.2f}" for stage in found.stages if stage.paid}

    return look


@pytest.mark.parametrize("row", rows("writers")[1], ids=lambda row: f"{row[0]} {row[1]}")
def test_the_price_of_a_writer_is_the_plans(planned, row):
    model, shape, frames, *prices = row
    name = model.strip("`")
    writer = {"use": "anthropic" if "claude" in name else "openai", "model": name}
    ways = ({}, {"rounds": 0, "reasoning_tokens": 0}, {"mode": "batch"})
    assert [planned(shape, writer={**writer, **way})["writer"] for way in ways] == prices
    assert frames == f"{SHAPES[shape].total_frames:,}"


@pytest.mark.parametrize("row", rows("stages")[1], ids=lambda row: row[0])
def test_the_price_of_every_stage_is_the_plans(planned, row):
    head, _ = rows("stages")
    found = planned(
        row[0],
        writer=MINI,
        director=MINI,
        captioner=MINI,
        critic={**MINI, "side": 512},
        painter={"use": "openai-image", "model": "gpt-image-2.5-flare", "quality": "low"},
    )
    assert found == dict(zip(head[1:], row[1:], strict=True))
