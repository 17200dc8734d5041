from __future__ import annotations

from moviellm.testing import DirectorSuite


class TestStoryboard(DirectorSuite):
    plugin = "storyboard"
