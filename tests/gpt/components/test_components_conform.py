"""Every component passes the conformance kit, asking the model on loopback."""

from __future__ import annotations

import pytest
from moviellm.testing import examine

STAGES = ("writer", "director", "captioner", "critic")
PROVIDERS = ("openai", pytest.param("anthropic", marks=pytest.mark.slow))


def failures(examination):
    failed = [finding for finding in examination.findings if finding.failed]
    return [f"{finding.check}: {finding.what}" for finding in failed]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("provider", PROVIDERS)
def test_it_keeps_its_contract(model, stage, provider):
    options = model.options(provider)
    if stage == "writer":
        options["max_mended"] = 1.0
    assert failures(examine(stage, provider, options=options)) == []


def test_the_painter_keeps_its_contract(model):
    options = model.options(size="64x48", quality="low")
    del options["reasoning_tokens"]
    assert failures(examine("painter", "openai-image", options=options)) == []
