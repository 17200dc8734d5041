"""The exporter passes the conformance kit in both layouts."""

from __future__ import annotations

from typing import ClassVar

import pytest
from moviellm.testing import ExporterSuite


class TestParquet(ExporterSuite):
    plugin = "hf"


@pytest.mark.slow
class TestVideoFolder(ExporterSuite):
    plugin = "hf"
    options: ClassVar = {
        "layout": "videofolder",
        "video": {"fps": 2},
        "split": {"train": 1, "test": 1, "seed": 3},
        "workers": 2,
    }
