"""The static page that tells what a run made, what failed and what it cost."""

from moviellm.report.data import (
    AuditLines,
    CurationLine,
    FilmLine,
    PluginLine,
    QuotaLine,
    RunData,
    SpendLine,
    StageLine,
)
from moviellm.report.page import render_report

__all__ = [
    "AuditLines", "CurationLine", "FilmLine", "PluginLine", "QuotaLine", "RunData", "SpendLine",
    "StageLine", "render_report",
]  # fmt: skip
