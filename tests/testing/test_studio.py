"""The studio keeps the contract that it asks of others."""

from __future__ import annotations

import pytest
from moviellm.plugins import list_plugins
from moviellm.testing import examine

STUDIO = [(r.stage, r.name) for r in list_plugins() if r.distribution == "moviellm"]


def test_the_studio_serves_the_stages_of_a_default_pipeline():
    assert {stage for stage, _ in STUDIO} >= {
        "writer", "director", "painter", "captioner", "exporter",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "name"), STUDIO)
def test_the_kit_finds_nothing_wrong(stage, name):
    examination = examine(stage, name)
    assert [f"{f.check}: {f.what}" for f in examination.findings if f.failed] == []
