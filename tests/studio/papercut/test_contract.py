"""The conformance kit, as any third party's painter runs it."""

from __future__ import annotations

from moviellm.testing import PainterSuite


class TestPapercut(PainterSuite):
    plugin = "papercut"
