from __future__ import annotations

from moviellm.testing import CaptionerSuite


class TestScript(CaptionerSuite):
    plugin = "script"
