"""A model from a hub at one commit, by a hub on loopback; afterwards without a connection."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from loopback_hub import COMMIT, hub_of


@pytest.fixture
def hub(clip):
    with hub_of("maker/clip", clip) as served:
        yield served


@pytest.mark.slow
def test_a_model_is_fetched_at_its_commit_and_used_offline_afterwards(
    run, clip, hub, measure, tmp_path
):
    def called(**environment):
        words = ["measure", run, "--model", "maker/clip", "--revision", COMMIT, "--json"]
        variables = {"HF_HOME": str(tmp_path), "HF_HUB_DISABLE_XET": "1", **environment}
        done = subprocess.run(
            [sys.executable, "-m", "moviellm", *map(str, words)],
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    fetched = called(HF_ENDPOINT=hub.url)
    asked = [path for path in hub.asked if "maker/clip" in path]
    assert asked
    assert [path for path in asked if COMMIT not in path] == []
    told = [agent for agent in hub.agents if "transformers/" in agent]
    assert told
    assert [agent for agent in told if "telemetry/off" not in agent] == []
    assert (fetched["model"], fetched["revision"]) == ("clip", COMMIT)
    local = json.loads(measure(run, "--model", clip, "--json")[1])
    assert fetched["films"] == local["films"]
    assert called(HF_ENDPOINT="http://127.0.0.1:9", HF_HUB_OFFLINE="1") == fetched
