"""Every exporter passes the conformance kit."""

from __future__ import annotations

import pytest
from moviellm.testing import examine
from trainer_exports import NAMES, NEEDED

REST = [pytest.param(name, marks=pytest.mark.slow) for name in NAMES if name != "llava"]


@pytest.mark.parametrize("name", ["llava", *REST])
def test_it_keeps_its_contract(name):
    examination = examine("exporter", name, options=NEEDED.get(name))
    failed = [finding for finding in examination.findings if finding.failed]
    assert [f"{finding.check}: {finding.what}" for finding in failed] == []
