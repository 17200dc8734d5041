"""Both exporters pass the conformance kit, however they are set."""

from __future__ import annotations

from typing import ClassVar

import pytest
from moviellm.testing import ExporterSuite


class TestMp4(ExporterSuite):
    plugin = "mp4"


@pytest.mark.slow
class TestMp4ThatMoves(ExporterSuite):
    plugin = "mp4"
    options: ClassVar = {"motion": "kenburns", "fps": "30000/1001", "workers": 2}


@pytest.mark.slow
class TestMp4InAv1(ExporterSuite):
    plugin = "mp4"
    options: ClassVar = {"codec": "av1", "fps": 1, "variable_rate": True}


class TestSubtitles(ExporterSuite):
    plugin = "subtitles"
